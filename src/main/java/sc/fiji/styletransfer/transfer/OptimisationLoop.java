package sc.fiji.styletransfer.transfer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Optimizer;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Scale;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.settings.RunChanges;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * Evaluates the loss, reports it and changes the pixels, until the last evaluation or until the run
 * is cancelled. One loop carries out all stages of a run and counts their evaluations.
 */
final class OptimisationLoop {

  /** Evaluations between two corrections of rounding errors. */
  private static final int CORRECTION_INTERVAL = 25;

  /**
   * Evaluations between two corrections while deep layers are left out. Fewer corrections suffice
   * because the function is not yet the loss.
   */
  private static final int EARLY_CORRECTION_INTERVAL = 100;

  /** Key of the pixels at which the style was matched. */
  static final String MATCHED = "run.matched";

  private final Schedule schedule;
  private final ProgressListener listener;
  private final Checkpointing checkpointing;
  private final ContentBalance balance;
  private final Steering steering;
  private final int timeBudget;
  private long begin = System.nanoTime();

  private LossWeighting weighting = LossWeighting.NEUTRAL;
  private LossTerms loss;
  private int evaluation;
  private double work;
  private boolean cancelled;
  private Adjustment applied = Adjustment.NONE;
  private boolean renewed;
  private Optional<State> suspended = Optional.empty();
  private Optional<Snapshot<TensorVector>> restored = Optional.empty();

  /**
   * @param settings time budget, and the size at which the content weight applies as given
   * @param schedule scales of the run
   * @param listener receives every evaluation and may cancel the run
   * @param checkpointing receives the state after every step
   */
  OptimisationLoop(
      final TransferSettings settings,
      final Schedule schedule,
      final ProgressListener listener,
      final Checkpointing checkpointing) {
    timeBudget = settings.get(Settings.TIME_BUDGET);
    this.checkpointing = checkpointing;
    this.schedule = schedule;
    balance = new ContentBalance(schedule, settings);
    this.listener = listener;
    steering = new Steering(settings.get(Settings.CHANGES), listener);
  }

  /** Receives the terms of an evaluation from the objective. */
  void accept(final LossTerms terms) {
    loss = terms;
  }

  /** Returns the weighting of the next evaluation. */
  LossWeighting weighting() {
    return weighting.timesContent(balance.factor() * steering.adjustment().content());
  }

  /** Returns the layers at which the style's distance has to be computed at a scale. */
  Set<Vgg19Layer> monitored(final Scale scale) {
    return balance.monitored(scale);
  }

  /** Returns the present factor of the content weight. */
  double contentFactor() {
    return balance.factor() * steering.adjustment().content();
  }

  /** Determines the factors of the next evaluation, and returns that of the style scale. */
  double strokes() {
    steering.prepare(evaluation + 1);
    return steering.adjustment().strokes();
  }

  /** Returns the changes so far, from which a run can repeat this one. */
  RunChanges changes() {
    return steering.changes(evaluation);
  }

  /** Returns the terms of the last evaluation. */
  LossTerms loss() {
    return loss;
  }

  /** Returns the number of evaluations so far. */
  int evaluations() {
    return evaluation;
  }

  /** Returns the seconds since the run began, those before an interruption included. */
  double seconds() {
    return (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
  }

  /** Returns whether the listener cancelled the run; further stages must not begin. */
  boolean isCancelled() {
    return cancelled;
  }

  /**
   * Carries out one stage. It ends after the planned number of evaluations, one evaluation after
   * its share of the time budget is used up, or when the listener cancels. The last evaluation is
   * that of the pixels at the end. A change of the size of the strokes interrupts the stage,
   * because the stage then needs other losses.
   *
   * @param stage objective and limits
   * @param pixels changed in place
   * @param optimizer method that changes the pixels
   * @return whether the stage ended; if not, the next call must continue it with new losses
   */
  boolean run(
      final Stage stage, final TensorVector pixels, final Optimizer<TensorVector> optimizer) {
    final State state = begin(stage);
    try (TensorVector gradient = pixels.duplicate();
        TensorVector evaluatedPixels = pixels.duplicate()) {
      for (int left = state.left(); ; left--) {
        final int evaluated = stage.scale().evaluations() - left;
        if (isChanged(stage, optimizer)) {
          suspended = Optional.of(new State(state.plannedWork(), left));
          return false;
        }
        weighting = schedule.weighting(stage.scale(), evaluated);
        correct(stage, evaluated, pixels, optimizer);
        final DoubleSupplier value = stage.objective().begin(pixels, gradient);
        evaluatedPixels.set(pixels);
        if (left > 1) update(stage, pixels, gradient, optimizer);
        report(stage, evaluatedPixels, value);
        balance.follow(stage.scale(), evaluated, loss);
        if (cancelled || left == 1) break;
        if (seconds() > deadline(state.plannedWork())) left = 2;
        writeCheckpoint(stage, new State(state.plannedWork(), left - 1), pixels, optimizer);
      }
      // The picture at the end is the one that was evaluated last.
      pixels.set(evaluatedPixels);
    }
    work = state.plannedWork();
    return true;
  }

  /** Returns the position at which a stage begins, or continues after an interruption. */
  private State begin(final Stage stage) {
    State state =
        suspended.orElse(new State(work + stage.scale().work(), stage.scale().evaluations()));
    suspended = Optional.empty();
    if (restored.isPresent()) {
      state =
          new State(restored.get().number("run.target"), (int) restored.get().number("run.left"));
      stage.correction().restore(restored.get());
      restored = Optional.empty();
    }
    return state;
  }

  /** Applies what the user changed; returns whether the stage needs other losses. */
  private boolean isChanged(final Stage stage, final Optimizer<TensorVector> optimizer) {
    steering.prepare(evaluation + 1);
    final Adjustment wanted = steering.adjustment();
    if (!wanted.equals(applied)) optimizer.objectiveChanged();
    if (wanted.content() != applied.content()) balance.hold(stage.scale());
    renewed |= wanted.strokes() != applied.strokes();
    applied = wanted;
    return wanted.strokes() != stage.strokes();
  }

  private void writeCheckpoint(
      final Stage stage,
      final State state,
      final TensorVector pixels,
      final Optimizer<TensorVector> optimizer) {
    checkpointing.write(
        snapshot -> {
          save(state, snapshot);
          snapshot.put("run.stage", stage.number());
          stage.matched().ifPresent(vector -> snapshot.put(MATCHED, vector));
          snapshot.put("run.pixels", pixels);
          optimizer.save(snapshot);
          stage.correction().save(snapshot);
        });
  }

  /**
   * Changes the pixels. This happens before the loss is read, so that a GPU can compute the update
   * right after the gradient.
   */
  private static void update(
      final Stage stage,
      final TensorVector pixels,
      final TensorVector gradient,
      final Optimizer<TensorVector> optimizer) {
    stage.bounds().maskGradient(gradient);
    optimizer.update(pixels, gradient);
    stage.bounds().clamp(pixels);
  }

  private void correct(
      final Stage stage,
      final int evaluated,
      final TensorVector pixels,
      final Optimizer<TensorVector> optimizer) {
    final boolean deep = weighting.includesDeepLayers();
    final boolean deeper =
        evaluated > 0
            && deep != schedule.weighting(stage.scale(), evaluated - 1).includesDeepLayers();
    final boolean due =
        renewed
            || deeper
            || evaluated % (deep ? CORRECTION_INTERVAL : EARLY_CORRECTION_INTERVAL) == 0;
    final boolean corrected = due && !stage.correction().isEmpty();
    if (corrected) stage.correction().update(pixels);
    renewed = false;
    if (corrected || deeper) optimizer.functionChanged();
  }

  /** Reads the loss, which the device has to finish first, and reports it. */
  private void report(
      final Stage stage, final TensorVector evaluatedPixels, final DoubleSupplier pending) {
    final double value = pending.getAsDouble();
    if (!Double.isFinite(value))
      throw new StyleTransferException(
          "The loss became %s at evaluation %s. Lower the learning rate or the weights."
              .formatted(value, evaluation + 1));
    evaluation++;
    work += stage.scale().size().pixels();
    listener.evaluated(progress(stage, evaluatedPixels));
    cancelled = listener.isCancelled();
  }

  /** Each stage gets the fraction of the time budget that its planned work is of the whole. */
  private double deadline(final double plannedWork) {
    return timeBudget == 0 ? Double.POSITIVE_INFINITY : timeBudget * plannedWork / schedule.work();
  }

  private Progress progress(final Stage stage, final TensorVector pixels) {
    return new Progress(
        evaluation,
        schedule.evaluations(),
        stage.scale().size(),
        loss,
        stage.scale().approach() || !weighting.includesDeepLayers(),
        seconds(),
        work / schedule.work(),
        () -> stage.composer().compose(pixels.array()));
  }

  /** Position within a stage: the planned work at its end, and the evaluations that are left. */
  private record State(double plannedWork, int left) {}

  private void save(final State state, final Snapshot<TensorVector> snapshot) {
    snapshot.put("run.target", state.plannedWork());
    snapshot.put("run.left", state.left());
    snapshot.put("run.evaluation", evaluation);
    snapshot.put("run.work", work);
    snapshot.put("run.seconds", seconds());
    balance.save(snapshot);
    steering.save(snapshot);
  }

  /**
   * Stores the state after the last stage.
   *
   * @param snapshot receives the state
   */
  void saveFinished(final Snapshot<TensorVector> snapshot) {
    save(new State(work, 0), snapshot);
    snapshot.put("run.stage", schedule.scales().size());
    snapshot.put("loss.content", loss.content());
    snapshot.put("loss.style", loss.style());
    snapshot.put("loss.pixels", loss.pixels());
    loss.monitored()
        .forEach((layer, distance) -> snapshot.put("loss.monitored." + layer, distance));
  }

  /** Returns the terms that {@link #saveFinished} stored. */
  private static LossTerms loss(final Snapshot<TensorVector> snapshot) {
    final Map<Vgg19Layer, Double> monitored = new EnumMap<>(Vgg19Layer.class);
    for (final Vgg19Layer layer : Vgg19Layer.values())
      Optional.ofNullable(snapshot.numbers().get("loss.monitored." + layer))
          .ifPresent(distance -> monitored.put(layer, distance));
    return new LossTerms(
        snapshot.number("loss.content"),
        snapshot.number("loss.style"),
        snapshot.number("loss.pixels"),
        monitored);
  }

  /**
   * Continues where another run was interrupted.
   *
   * @param snapshot state of that run; the next stage continues from it
   * @throws IllegalArgumentException if the state is not complete
   */
  void restore(final Snapshot<TensorVector> snapshot) {
    snapshot.number("run.target");
    snapshot.number("run.left");
    evaluation = (int) snapshot.number("run.evaluation");
    work = snapshot.number("run.work");
    balance.restore(snapshot);
    steering.restore(snapshot, evaluation);
    applied = steering.adjustment();
    begin -= (long) (snapshot.number("run.seconds") * TimeUnit.SECONDS.toNanos(1));
    if (snapshot.numbers().containsKey("loss.content")) loss = loss(snapshot);
    else restored = Optional.of(snapshot);
  }
}
