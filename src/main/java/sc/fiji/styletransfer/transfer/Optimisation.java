package sc.fiji.styletransfer.transfer;

import java.util.concurrent.TimeUnit;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.optimise.Convergence;
import sc.fiji.styletransfer.optimise.MovingAverage;
import sc.fiji.styletransfer.optimise.Optimizer;

/**
 * The loop: evaluate, report, move, until the last evaluation or until told to stop. It goes
 * through the stages of a run one after the other and keeps count.
 */
final class Optimisation {

  /** Evaluations over which improvement is judged. */
  private static final int WINDOW = 20;

  private final TransferSettings settings;
  private final Schedule schedule;
  private final ProgressListener listener;
  private final long begin = System.nanoTime();

  private LossTerms loss;
  private int evaluation;
  private double work;
  private boolean cancelled;

  /**
   * @param settings say when to stop
   * @param schedule of the stages
   * @param listener told of each evaluation
   */
  Optimisation(
      final TransferSettings settings, final Schedule schedule, final ProgressListener listener) {
    this.settings = settings;
    this.schedule = schedule;
    this.listener = listener;
  }

  /** Receives the terms of an evaluation from the loss. */
  void accept(final LossTerms terms) {
    loss = terms;
  }

  /** The terms of the last evaluation. */
  LossTerms loss() {
    return loss;
  }

  int evaluations() {
    return evaluation;
  }

  double seconds() {
    return (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
  }

  /** Whether the listener ended the run; further stages are not to be begun. */
  boolean cancelled() {
    return cancelled;
  }

  /**
   * Moves the pixels until they have been evaluated as often as planned, or the stage is done in
   * another way. If steps are averaged, the last evaluation is that of the average; in any case the
   * loss is that of the pixels left behind.
   */
  void run(final Stage stage, final TensorVector pixels, final Optimizer<TensorVector> optimizer) {
    final double target = work + stage.scale().work();
    final Convergence convergence = new Convergence(settings.get(Settings.TOLERANCE), WINDOW);
    try (TensorVector gradient = pixels.duplicate();
        MovingAverage<TensorVector> average =
            new MovingAverage<>(settings.get(Settings.AVERAGING))) {
      for (int left = stage.scale().evaluations(); ; left--) {
        final double value = evaluate(stage, pixels, gradient);
        if (cancelled || left == 1) break;
        final boolean last =
            left == 2 || convergence.reached(value) || seconds() > deadline(target);
        if (last) left = 2;
        stage.bounds().restrict(gradient);
        optimizer.update(pixels, gradient);
        stage.bounds().limit(pixels);
        average.add(pixels);
        if (last) moveTo(average, pixels);
      }
    }
    work = target;
  }

  private double evaluate(
      final Stage stage, final TensorVector pixels, final TensorVector gradient) {
    final double value = stage.objective().evaluate(pixels, gradient);
    if (!Double.isFinite(value))
      throw new StyleTransferException(
          "The loss became %s at evaluation %d; lower the learning rate or the weights."
              .formatted(value, evaluation + 1));
    evaluation++;
    work += (double) stage.scale().size().width() * stage.scale().size().height();
    listener.evaluated(progress(stage, pixels));
    cancelled = listener.isCancelled();
    return value;
  }

  private static void moveTo(final MovingAverage<TensorVector> average, final TensorVector pixels) {
    try (TensorVector mean = average.average()) {
      pixels.set(mean);
    }
  }

  /** Each stage has its share of the time, by the work it was planned to be. */
  private double deadline(final double target) {
    final int budget = settings.get(Settings.TIME_BUDGET);
    return budget == 0 ? Double.POSITIVE_INFINITY : budget * target / schedule.work();
  }

  private Progress progress(final Stage stage, final TensorVector pixels) {
    return new Progress(
        evaluation,
        schedule.evaluations(),
        stage.scale().size(),
        loss,
        seconds(),
        work / schedule.work(),
        () -> stage.toPicture().apply(pixels.array()));
  }
}
