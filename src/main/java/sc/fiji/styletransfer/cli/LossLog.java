package sc.fiji.styletransfer.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/** Writes one row of a CSV file for every evaluation. */
final class LossLog implements TransferObserver, AutoCloseable {

  private static final String HEADER = "evaluation,width,height,total,content,style,seconds\n";

  private final Path file;
  private final Writer writer;

  /**
   * @param file to be written; replaced if it exists
   * @throws StyleTransferException if it cannot be written
   */
  LossLog(final Path file) {
    this.file = file;
    try {
      writer = Files.newBufferedWriter(file);
    } catch (final IOException e) {
      throw unwritable(e);
    }
    write(HEADER);
  }

  @Override
  public void evaluated(final Progress progress) {
    write(
        String.format(
            Locale.ROOT,
            "%d,%d,%d,%.9g,%.9g,%.9g,%.3f%n",
            progress.evaluation(),
            progress.size().width(),
            progress.size().height(),
            progress.loss().total(),
            progress.loss().content(),
            progress.loss().style(),
            progress.seconds()));
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private void write(final String text) {
    try {
      writer.write(text);
      writer.flush(); // so that a long run can be watched
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private StyleTransferException unwritable(final IOException cause) {
    return new StyleTransferException(
        "The log " + file + " cannot be written; choose a folder that exists and has room.", cause);
  }
}
