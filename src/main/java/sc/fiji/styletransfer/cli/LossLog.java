package sc.fiji.styletransfer.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * Writes one row of a CSV file for each evaluation. If the file cannot be written to at the
 * beginning, there is no run; if that happens later, the run continues without the log.
 */
final class LossLog implements TransferObserver, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LossLog.class);

  private static final String HEADER = "evaluation,width,height,total,content,style,seconds\n";

  private final Path file;
  private final Writer writer;
  private boolean failed;

  /**
   * Creates the file and replaces an existing one.
   *
   * @param file file for the log
   * @throws StyleTransferException if the file cannot be written
   */
  LossLog(final Path file) {
    this(file, open(file));
    try {
      write(HEADER);
    } catch (final IOException e) {
      throw unwritable(file, e);
    }
  }

  LossLog(final Path file, final Writer writer) {
    this.file = file;
    this.writer = writer;
  }

  private static Writer open(final Path file) {
    try {
      return Files.newBufferedWriter(file);
    } catch (final IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void evaluated(final Progress progress) {
    if (failed) return;
    try {
      write(row(progress));
    } catch (final IOException e) {
      fail(e);
    }
  }

  private static String row(final Progress progress) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%d,%.9g,%.9g,%.9g,%.3f\n",
        progress.evaluation(),
        progress.size().width(),
        progress.size().height(),
        progress.loss().total(),
        progress.loss().content(),
        progress.loss().style(),
        progress.seconds());
  }

  /** Writes the text at once, so that the user can follow a long run. */
  private void write(final String text) throws IOException {
    writer.write(text);
    writer.flush();
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (final IOException e) {
      if (!failed) fail(e);
    }
  }

  private void fail(final IOException cause) {
    failed = true;
    LOG.warn("The log {} is incomplete, because writing failed ({})", file, cause.getMessage());
    LOG.debug("Cause of the failure", cause);
  }

  private static StyleTransferException unwritable(final Path file, final IOException cause) {
    return UnwritableFile.refusal("log file", file, cause);
  }
}
