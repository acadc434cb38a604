package sc.fiji.styletransfer.spark.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.RemoteFiles;

/** The files of a job on this computer: copies of the inputs, and room for the result. */
final class JobFiles implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobFiles.class);

  private final RemoteFiles files;
  private final org.apache.hadoop.fs.Path output;
  private final Path folder;
  private final Path result;
  private final TransferJob local;

  /**
   * Copies content, style, and the result of an earlier run if there is one.
   *
   * @param files where the inputs are
   * @param job the job
   * @param network weights of the network
   * @throws IOException if a file cannot be copied
   */
  JobFiles(final RemoteFiles files, final TransferJob job, final NetworkShipment network)
      throws IOException {
    this.files = files;
    output = new org.apache.hadoop.fs.Path(job.output());
    folder = ExecutorSite.present().newFolder();
    try {
      result = Files.createDirectory(folder.resolve("result")).resolve(output.getName());
      local = copy(job, network);
    } catch (final IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private TransferJob copy(final TransferJob job, final NetworkShipment network)
      throws IOException {
    final var remote = new org.apache.hadoop.fs.Path(job.content());
    final Path content = folder.resolve(remote.getName());
    files.download(remote, content);
    final Path style =
        ExecutorSite.present().style(files, new org.apache.hadoop.fs.Path(job.style()));
    if (files.exists(output)) files.download(output, result);
    final Map<String, String> settings = new LinkedHashMap<>(job.settings());
    if (settings.containsKey(Settings.NETWORK.key()))
      settings.put(Settings.NETWORK.key(), network.onExecutor());
    return new TransferJob(content.toString(), style.toString(), result.toString(), settings);
  }

  /** Returns the job with files of this computer. */
  TransferJob local() {
    return local;
  }

  /** Returns whether an earlier run has left a result. */
  boolean hasResult() {
    return Files.exists(result);
  }

  /** Returns the folder of these files. */
  Path folder() {
    return folder;
  }

  /** Publishes the result. */
  void publish(final String attempt) throws IOException {
    files.publish(result, output, attempt);
  }

  @Override
  public void close() {
    try {
      ExecutorSite.delete(folder);
    } catch (final IOException e) {
      LOG.warn("The temporary folder {} cannot be deleted", folder, e);
    }
  }
}
