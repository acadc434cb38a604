package sc.fiji.styletransfer.run;

import ij.process.ColorProcessor;
import java.util.Optional;
import java.util.function.Function;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.transfer.Progress;

/** Shows an observer all steps of a preview as one run that paints the part. */
final class PreviewProgress {

  private final TransferObserver observer;
  private final double work;
  private final long begin = System.nanoTime();
  private double done;
  private int evaluations;

  /**
   * @param observer receives every evaluation
   * @param work work of all steps, in evaluated pixels
   */
  PreviewProgress(final TransferObserver observer, final double work) {
    this.observer = observer;
    this.work = work;
  }

  /**
   * Returns the observer of the next step.
   *
   * @param ofStep work of the step
   * @param later evaluations of the steps that follow
   * @param view converts a picture of the step to one of the part
   */
  TransferObserver next(
      final double ofStep, final int later, final Function<ColorProcessor, ColorProcessor> view) {
    final double before = done;
    final int evaluated = evaluations;
    done += ofStep;
    return new TransferObserver() {

      @Override
      public void evaluated(final Progress progress) {
        evaluations = evaluated + progress.evaluation();
        observer.evaluated(
            new Progress(
                evaluations,
                evaluated + progress.evaluations() + later,
                progress.size(),
                progress.loss(),
                progress.approaching(),
                (System.nanoTime() - begin) / 1e9,
                (before + progress.done() * ofStep) / work,
                () -> RgbPicture.of(view.apply(RgbPicture.toProcessor(progress.picture().get())))));
      }

      @Override
      public Optional<Adjustment> adjustment() {
        return observer.adjustment();
      }

      @Override
      public boolean isCancelled() {
        return observer.isCancelled();
      }
    };
  }
}
