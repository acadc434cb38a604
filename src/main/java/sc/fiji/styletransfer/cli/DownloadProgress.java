package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import sc.fiji.styletransfer.fetch.DownloadListener;

/**
 * Shows the progress of a download: a bar on a terminal, and otherwise a line for every tenth of
 * the file.
 */
abstract class DownloadProgress implements DownloadListener, AutoCloseable {

  private static final int MEGABYTE = 1_000_000;

  /**
   * Creates a bar or lines.
   *
   * @param name name of the file
   * @param err receives the lines if there is no terminal
   * @return a bar if the program runs in a terminal, and lines otherwise
   */
  static DownloadProgress create(final String name, final PrintWriter err) {
    return System.console() == null ? new Lines(err) : new Bar(name);
  }

  @Override
  public abstract void close();

  private static final class Bar extends DownloadProgress {

    private final ProgressBar bar;

    Bar(final String name) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setUnit(" MB", MEGABYTE)
              .setInitialMax(-1)
              .build();
    }

    @Override
    public void received(final long received, final long total) {
      bar.maxHint(total);
      bar.stepTo(received);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends DownloadProgress {

    private static final int LINES = 10;

    private final PrintWriter err;
    private long printed = -1;

    Lines(final PrintWriter err) {
      this.err = err;
    }

    @Override
    public void received(final long received, final long total) {
      final long step = received * LINES / Math.max(1, total);
      if (step == printed) return;
      printed = step;
      err.printf(
          Locale.ROOT,
          "%.1f of %.1f MB%n",
          received / (double) MEGABYTE,
          total / (double) MEGABYTE);
      err.flush();
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
