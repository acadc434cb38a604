package sc.fiji.styletransfer.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

/** Shows how far a run is: a bar on a terminal, a line now and then elsewhere. */
abstract class ConsoleProgress implements TransferObserver, AutoCloseable {

  /** About how many lines a run writes where there is no terminal. */
  private static final int LINES = 20;

  /**
   * @param err where lines go if there is no terminal
   * @return what suits the place the program runs in
   */
  static ConsoleProgress create(final PrintWriter err) {
    return System.console() == null ? new Lines(err) : new Bar();
  }

  @Override
  public abstract void close();

  private static final class Bar extends ConsoleProgress {

    private final ProgressBar bar =
        new ProgressBarBuilder().setTaskName("Stylizing").setInitialMax(-1).build();

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

    Lines(final PrintWriter err) {
      this.err = err;
    }

    @Override
    public void evaluated(final Progress progress) {
      final int every = Math.max(1, progress.evaluations() / LINES);
      if (progress.evaluation() % every != 0 && progress.evaluation() > 1) return;
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

    @Override
    public void close() {
      err.flush();
    }
  }
}
