package sc.fiji.styletransfer.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * What every executor has to be able to do, checked before its first task: run the classes of the
 * driver, load the engine, hold a job in memory, and write where the driver reads.
 */
public final class SiteCheck implements Serializable {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(SiteCheck.class);

  /** DJL finds the libraries of the engine by this entry of a jar. */
  private static final String ENGINE = "native/lib/pytorch.properties";

  private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

  private final String build = BuildVersion.present();
  private final String id = UUID.randomUUID().toString();
  private final Broadcast<SerializableConfiguration> hadoop;
  private final String folder;
  private final long bytes;

  private SiteCheck(
      final Broadcast<SerializableConfiguration> hadoop, final String folder, final long bytes) {
    this.hadoop = hadoop;
    this.folder = folder;
    this.bytes = bytes;
  }

  /**
   * Prepares the check on the driver.
   *
   * @param context the cluster
   * @param folder folder that the executors write to
   * @param bytes memory outside of Java's heap that a task needs at least
   * @return the check, to be sent to executors
   */
  public static SiteCheck of(final JavaSparkContext context, final Path folder, final long bytes) {
    final var hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    final SiteCheck check = new SiteCheck(hadoop, folder.toString(), bytes);
    try {
      check.files().publish(check.mark(), "mark", out -> out.write(check.id.getBytes()));
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder '%s' cannot be written to (%s). Change its permissions, or choose another."
              .formatted(folder, e.getMessage()),
          e);
    }
    return check;
  }

  /**
   * Returns the files of this run.
   *
   * @return files, on the driver and on executors
   */
  public RemoteFiles files() {
    return new RemoteFiles(hadoop.value().value());
  }

  /** A file that the driver wrote; its name is that of an unfinished file. */
  private Path mark() {
    return new Path(folder, ".stylize-" + id + ".part");
  }

  /** Deletes the mark on the driver. */
  public void end() {
    try {
      files().delete(mark());
    } catch (final IOException e) {
      LOG.warn("The file {} cannot be deleted; delete it by hand", mark(), e);
    }
  }

  /**
   * Checks this virtual machine, once.
   *
   * @throws StyleTransferException if it cannot perform tasks
   */
  public void require() {
    if (PASSED.contains(id)) return;
    BuildVersion.require(build);
    requireEngine();
    requireMemory();
    requireFolder();
    PASSED.add(id);
  }

  private static void requireEngine() {
    final boolean found = SiteCheck.class.getClassLoader().getResource(ENGINE) != null;
    if (!found && System.getenv("PYTORCH_LIBRARY_PATH") == null)
      throw new StyleTransferException(
          "The native library of the engine (pytorch-native-cpu-...jar) is missing on the executor"
              + " %s. Send it along with --jars, or name it in spark.jars.".formatted(host()));
  }

  private void requireMemory() {
    final var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    final long room = system.getTotalMemorySize() - Runtime.getRuntime().maxMemory();
    if (room < bytes)
      throw new StyleTransferException(
          "The executor %s has %d MB beside Java's heap, and a task needs %d MB. Lower"
                  .formatted(host(), Math.max(0, room >> 20), bytes >> 20)
              + " spark.executor.memory, raise the memory of the container, or choose a smaller"
              + " size.");
  }

  private void requireFolder() {
    try {
      if (!files().exists(mark()))
        throw new StyleTransferException(
            "The executor %s does not see the folder '%s' of the driver. Use a folder that all"
                    .formatted(host(), folder)
                + " machines share.");
      final Path probe = new Path(folder, ".stylize-" + UUID.randomUUID());
      files().publish(probe, "probe", out -> out.write(0));
      files().delete(probe);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The executor %s cannot write to the folder '%s' (%s). Change its permissions, or choose"
                  .formatted(host(), folder, e.getMessage())
              + " another.",
          e);
    }
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }
}
