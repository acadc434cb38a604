package sc.fiji.styletransfer.optimise;

import java.util.function.Supplier;

/**
 * Limited-memory BFGS without line search (Liu &amp; Nocedal 1989; the two-loop recursion is
 * algorithm 7.4 in Nocedal &amp; Wright 2006). Each step needs one evaluation, and the method never
 * stops by itself. A step is λ times the quasi-Newton direction.
 *
 * <p>Memory: 2·history + 2 vectors once the history is full. The vectors of the history are
 * allocated as the history grows and lie in the given stores.
 *
 * @param <V> class of the vectors
 */
public final class Lbfgs<V extends Vector<V>> implements Optimizer<V> {

  /**
   * A pair (s, y) has no effect if s·y is at most this fraction of ‖s‖·‖g‖. The bound is relative,
   * because a loss that is relative to its targets has such small gradients that any absolute bound
   * would exclude all pairs.
   */
  private static final double MIN_CURVATURE = 1e-10;

  private final double learningRate;
  private final int history;
  private final StepLength<V> stepLength;
  private final Preconditioner<V> preconditioner;
  private final Supplier<VectorStore<V>> storage;

  private CurvatureMemory<V> memory;
  private V previousGradient;
  private V step;
  private V initialScale;
  private boolean comparable = true;

  /**
   * Creates the usual L-BFGS: the first step is −min(1, 1/‖g‖₁)·λ·g, and later steps have any
   * length.
   *
   * @param learningRate λ, factor of every step
   * @param history number of past steps in memory
   */
  public Lbfgs(final double learningRate, final int history) {
    this(learningRate, history, StepLength.free(), Preconditioner.none(), VectorList::new);
  }

  /**
   * @param learningRate λ, factor of every step
   * @param history number of past steps in memory
   * @param stepLength rule for the lengths of steps
   * @param preconditioner that initialises the inverse Hessian approximation, up to a factor
   * @param storage creates an empty store for the history
   */
  public Lbfgs(
      final double learningRate,
      final int history,
      final StepLength<V> stepLength,
      final Preconditioner<V> preconditioner,
      final Supplier<VectorStore<V>> storage) {
    this.learningRate = learningRate;
    this.history = history;
    this.stepLength = stepLength;
    this.preconditioner = preconditioner;
    this.storage = storage;
  }

  @Override
  public void update(final V x, final V gradient) {
    if (step == null) computeFirstStep(gradient);
    else {
      if (comparable) addToHistory(gradient);
      previousGradient.set(gradient);
      computeDirection(gradient);
      step.scale(learningRate);
      stepLength.limit(step);
    }
    comparable = true;
    x.add(1, step);
  }

  @Override
  public void functionChanged() {
    comparable = false;
  }

  @Override
  public void objectiveChanged() {
    close();
  }

  /** Discards the history, because curvatures differ between scales. */
  @Override
  public void changeSpace(final Transition<V> transition) {
    close();
  }

  @Override
  public void save(final Snapshot<V> snapshot) {
    if (step == null) return;
    snapshot.put("lbfgs.initialScale", initialScale.value());
    memory.save(snapshot);
    snapshot.put("lbfgs.step", step);
    snapshot.put("lbfgs.previousGradient", previousGradient);
  }

  @Override
  public void restore(final Snapshot<V> snapshot) {
    close();
    if (!snapshot.has("lbfgs.step")) return;
    memory = new CurvatureMemory<>(history, storage);
    memory.restore(snapshot);
    step = snapshot.vector("lbfgs.step");
    previousGradient = snapshot.vector("lbfgs.previousGradient");
    initialScale = step.scalar(snapshot.number("lbfgs.initialScale"));
  }

  @Override
  public void close() {
    if (step == null) return;
    memory.close();
    step.close();
    previousGradient.close();
    initialScale.close();
    step = null;
  }

  private void computeFirstStep(final V gradient) {
    step = gradient.duplicate();
    step.scale(-1);
    preconditioner.apply(step);
    stepLength.setFirst(step, gradient);
    step.scale(learningRate);
    previousGradient = gradient.duplicate();
    memory = new CurvatureMemory<>(history, storage);
    initialScale = gradient.scalar(1);
  }

  /**
   * Adds the last step s and the change y of the gradient to the history. A pair without usable
   * curvature is added with the factor 0 instead of being left out, so that the CPU does not have
   * to wait for a GPU to know which pairs are usable.
   */
  private void addToHistory(final V gradient) {
    try (V threshold = curvatureThreshold()) {
      final V change = previousGradient;
      change.scale(-1);
      change.add(1, gradient);
      try (V curvature = change.inner(step);
          V inverse = curvature.duplicate()) {
        inverse.reciprocalAbove(threshold);
        memory.add(step, change, inverse.duplicate());
        // The memory holds a copy of the step, so that its vector can hold the product P·y.
        step.set(change);
        preconditioner.apply(step);
        try (V scale = change.inner(step)) {
          scale.reciprocal();
          scale.multiply(curvature);
          initialScale.setWhere(inverse, scale);
        }
      }
    }
  }

  /** Returns the value that s·y of a usable pair exceeds. */
  private V curvatureThreshold() {
    final V threshold = step.inner(step);
    threshold.sqrt();
    try (V gradientNorm = previousGradient.inner(previousGradient)) {
      gradientNorm.sqrt();
      threshold.multiply(gradientNorm);
    }
    threshold.scale(MIN_CURVATURE);
    return threshold;
  }

  /** Computes step ← −H·gradient. */
  private void computeDirection(final V gradient) {
    step.set(gradient);
    step.scale(-1);
    memory.multiply(
        step,
        vector -> {
          preconditioner.apply(vector);
          vector.multiply(initialScale);
        });
  }
}
