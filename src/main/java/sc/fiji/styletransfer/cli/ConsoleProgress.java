package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/** Shows the progress of a run: a bar on a terminal, and otherwise up to about twenty lines. */
abstract class ConsoleProgress implements TransferObserver, AutoCloseable {

  /** Approximate number of lines of a single run without a terminal. */
  static final int LINES_OF_RUN = 20;

  /** Approximate number of lines of each run of a batch without a terminal. */
  static final int LINES_OF_JOB = 3;

  /**
   * Creates a bar or lines.
   *
   * @param err receives the lines if there is no terminal
   * @param lines approximate number of lines
   * @return a bar if the program runs in a terminal, and lines otherwise
   */
  static ConsoleProgress create(final PrintWriter err, final int lines) {
    return System.console() == null ? new Lines(err, lines) : new Bar();
  }

  @Override
  public abstract void close();

  private static final class Bar extends ConsoleProgress {

    private final ProgressBar bar =
        new ProgressBarBuilder().setTaskName("Stylising").setInitialMax(-1).build();

    @Override
    public void evaluated(final Progress progress) {
      bar.maxHint(progress.evaluations());
      bar.stepTo(progress.evaluation());
      bar.setExtraMessage(
          String.format(Locale.ROOT, " %s  loss %.4g", progress.size(), progress.loss().total()));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends ConsoleProgress {

    private final PrintWriter err;
    private final int lines;
    private int plane;
    private int planes = 1;

    Lines(final PrintWriter err, final int lines) {
      this.err = err;
      this.lines = lines;
    }

    @Override
    public void planeBegins(final int index, final int count) {
      plane = index;
      planes = count;
    }

    @Override
    public void evaluated(final Progress progress) {
      if (!isShown(progress)) return;
      if (planes > 1) err.printf(Locale.ROOT, "plane %d of %d  ", plane + 1, planes);
      err.printf(
          Locale.ROOT,
          "%s  iteration %d of %d  loss %.4g  %.0f s left%n",
          progress.size(),
          progress.evaluation(),
          progress.evaluations(),
          progress.loss().total(),
          progress.secondsLeft());
      err.flush();
    }

    /** The lines of a stack are spread over its planes. */
    private boolean isShown(final Progress progress) {
      if (plane % Math.max(1, planes / lines) != 0) return false;
      final int every = Math.max(1, progress.evaluations() / Math.max(1, lines / planes));
      return progress.evaluation() % every == 0 || plane == 0 && progress.evaluation() == 1;
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
