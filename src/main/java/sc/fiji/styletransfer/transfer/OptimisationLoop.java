package sc.fiji.styletransfer.transfer;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Optimizer;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Scale;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The loop: evaluate, report, move, until the last evaluation or until told to stop. It goes
 * through the stages of a run one after the other and keeps count.
 */
final class OptimisationLoop {

  /** Evaluations after which rounding is corrected anew. */
  private static final int CORRECTED = 25;

  /** The same as long as deep layers do not count, and the function is not the loss anyway. */
  private static final int CORRECTED_ON_THE_WAY = 100;

  private final TransferSettings settings;
  private final Schedule schedule;
  private final ProgressListener listener;
  private final Checkpointing journal;
  private long begin = System.nanoTime();

  private final ContentBalance balance;
  private LossWeighting emphasis = LossWeighting.NEUTRAL;
  private LossTerms loss;
  private int evaluation;
  private double work;
  private boolean cancelled;
  private Optional<Snapshot<TensorVector>> resumed = Optional.empty();

  /**
   * @param settings say when to stop
   * @param schedule of the stages
   * @param listener told of each evaluation
   * @param journal told of each step
   */
  OptimisationLoop(
      final TransferSettings settings,
      final Schedule schedule,
      final ProgressListener listener,
      final Checkpointing journal) {
    this.settings = settings;
    this.journal = journal;
    this.schedule = schedule;
    balance = new ContentBalance(schedule, settings);
    this.listener = listener;
  }

  /** Receives the terms of an evaluation from the loss. */
  void accept(final LossTerms terms) {
    loss = terms;
  }

  /** What counts in the next evaluation. */
  LossWeighting emphasis() {
    return emphasis.timesContent(balance.factor());
  }

  /** The layers at which the style's distance must be known at this scale. */
  Set<Vgg19Layer> watched(final Scale scale) {
    return balance.watched(scale);
  }

  /** How many times as much as its weight says the content counts by now. */
  double contentFactor() {
    return balance.factor();
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
   * Moves the pixels until they have been evaluated as often as planned, or the time is up or the
   * listener cancels. The loss is that of the pixels left behind.
   */
  void run(final Stage stage, final TensorVector pixels, final Optimizer<TensorVector> optimizer) {
    double target = work + stage.scale().work();
    int left = stage.scale().evaluations();
    try (TensorVector gradient = pixels.duplicate()) {
      if (resumed.isPresent()) {
        target = resumed.get().number("run.target");
        left = (int) resumed.get().number("run.left");
        stage.correction().restore(resumed.get());
        resumed = Optional.empty();
      }
      for (; ; left--) {
        final int evaluated = stage.scale().evaluations() - left;
        emphasis = schedule.emphasis(stage.scale(), evaluated);
        prepare(stage, evaluated, pixels, optimizer);
        evaluate(stage, pixels, gradient);
        balance.follow(stage.scale(), evaluated, loss);
        if (cancelled || left == 1) break;
        if (seconds() > deadline(target)) left = 2;
        stage.bounds().maskGradient(gradient);
        optimizer.update(pixels, gradient);
        stage.bounds().clamp(pixels);
        final State state = new State(target, left - 1);
        journal.note(
            snapshot -> {
              save(state, snapshot);
              snapshot.put("run.stage", schedule.scales().indexOf(stage.scale()));
              snapshot.put("run.pixels", pixels);
              optimizer.save(snapshot);
              stage.correction().save(snapshot);
            });
      }
    }
    work = target;
  }

  private void prepare(
      final Stage stage,
      final int evaluated,
      final TensorVector pixels,
      final Optimizer<TensorVector> optimizer) {
    final boolean deeper =
        evaluated > 0
            && emphasis.includesDeepLayers()
                != schedule.emphasis(stage.scale(), evaluated - 1).includesDeepLayers();
    final boolean due =
        deeper
            || evaluated % (emphasis.includesDeepLayers() ? CORRECTED : CORRECTED_ON_THE_WAY) == 0;
    final boolean corrected = due && !stage.correction().isEmpty();
    if (corrected) stage.correction().update(pixels);
    if (corrected || deeper) optimizer.functionChanged();
  }

  /** Where in a stage the run is: the work at its end, and the evaluations left in it. */
  private record State(double target, int left) {}

  private void save(final State state, final Snapshot<TensorVector> snapshot) {
    snapshot.put("run.target", state.target());
    snapshot.put("run.left", state.left());
    snapshot.put("run.evaluation", evaluation);
    snapshot.put("run.work", work);
    snapshot.put("run.seconds", seconds());
    balance.save(snapshot);
  }

  /** Goes on, with the next stage to be run, from where another run was. */
  void resume(final Snapshot<TensorVector> snapshot) {
    evaluation = (int) snapshot.number("run.evaluation");
    work = snapshot.number("run.work");
    balance.restore(snapshot);
    begin -= (long) (snapshot.number("run.seconds") * TimeUnit.SECONDS.toNanos(1));
    resumed = Optional.of(snapshot);
  }

  private void evaluate(final Stage stage, final TensorVector pixels, final TensorVector gradient) {
    final double value = stage.objective().evaluate(pixels, gradient);
    if (!Double.isFinite(value))
      throw new StyleTransferException(
          "The loss became %s at evaluation %d; lower the learning rate or the weights."
              .formatted(value, evaluation + 1));
    evaluation++;
    work += stage.scale().size().pixels();
    listener.evaluated(progress(stage, pixels));
    cancelled = listener.isCancelled();
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
        stage.scale().approach() || !emphasis.includesDeepLayers(),
        seconds(),
        work / schedule.work(),
        () -> stage.toPicture().apply(pixels.array()));
  }
}
