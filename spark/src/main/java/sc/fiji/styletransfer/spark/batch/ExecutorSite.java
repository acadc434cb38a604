package sc.fiji.styletransfer.spark.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.JobWorker;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.RemoteFiles;

/**
 * What an executor keeps from task to task: the child process with the native engine and the
 * network, and copies of the styles.
 */
final class ExecutorSite {

  private static final ExecutorSite PRESENT = new ExecutorSite();

  private Path folder;
  private Map<String, String> environment;
  private JobWorker worker;

  private ExecutorSite() {}

  /** Returns the site of this virtual machine. */
  static ExecutorSite present() {
    return PRESENT;
  }

  /**
   * Performs a job in the child process.
   *
   * @param job the job, with files of this computer
   * @param network the network of the job
   * @return the outcome; nothing if the child process ended during the job
   */
  synchronized Optional<JobOutcome> perform(final TransferJob job, final NetworkShipment network) {
    final Map<String, String> wanted = environment(network);
    if (worker != null && !wanted.equals(environment)) {
      worker.close();
      worker = null;
    }
    if (worker == null) worker = new JobWorker(threads(), wanted);
    environment = wanted;
    return worker.perform(job);
  }

  private static Map<String, String> environment(final NetworkShipment network) {
    final Map<String, String> variables = new LinkedHashMap<>();
    // Without it, the last digits of matrix products differ from run to run.
    variables.put("MKL_CBWR", "AUTO");
    network.folder().ifPresent(path -> variables.put("STYLE_TRANSFER_WEIGHTS", path));
    return variables;
  }

  private static int threads() {
    return SparkEnv.get().conf().getInt("spark.task.cpus", 1);
  }

  /** Creates a folder for the files of one task. */
  synchronized Path newFolder() throws IOException {
    return Files.createTempDirectory(root(), "task-");
  }

  /** Copies a style to this computer, once for all tasks. */
  synchronized Path style(final RemoteFiles files, final org.apache.hadoop.fs.Path style)
      throws IOException {
    final String key =
        UUID.nameUUIDFromBytes(files.version(style).getBytes(StandardCharsets.UTF_8)).toString();
    final Path copy = Files.createDirectories(root().resolve(key)).resolve(style.getName());
    if (!Files.exists(copy)) files.download(style, copy);
    return copy;
  }

  /** The folder of the application, which Spark deletes after its end. */
  private Path root() throws IOException {
    if (folder == null || !Files.isDirectory(folder))
      folder =
          Files.createTempDirectory(
              Path.of(SparkFiles.getRootDirectory()).toAbsolutePath(), "style-transfer-");
    return folder;
  }

  /** Deletes a folder with all files in it. */
  static void delete(final Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (final UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
