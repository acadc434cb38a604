package sc.fiji.styletransfer.optimise;

import java.util.function.Supplier;

/**
 * Limited-memory BFGS without line search (Liu &amp; Nocedal 1989; the two-loop recursion is
 * algorithm 7.4 in Nocedal &amp; Wright 2006): one evaluation per step, and it never stops by
 * itself. Steps are λ times the quasi-Newton direction.
 *
 * <p>Memory: 2·history + 2 vectors once the history is full, which it takes bit by bit; those of
 * the history where its stores put them.
 *
 * @param <V> kind of vector
 */
public final class Lbfgs<V extends Vector<V>> implements Optimizer<V> {

  /**
   * Below this share of ‖s‖·‖g‖, a pair has no usable curvature and is left out. A share, because a
   * loss relative to its targets has gradients so small that any fixed number leaves out all pairs.
   */
  private static final double MIN_CURVATURE = 1e-10;

  private final double learningRate;
  private final int history;
  private final StepLength<V> lengths;
  private final Preconditioner<V> preconditioner;
  private final Supplier<VectorStore<V>> storage;

  private CurvatureMemory<V> memory;
  private V previousGradient;
  private V step;
  private V initialScale;
  private boolean comparable = true;

  /**
   * As most systems have it: the first step is −min(1, 1/‖g‖₁)·λ·g, later ones are of any length.
   *
   * @param learningRate λ, factor of every step
   * @param history how many past steps to remember
   */
  public Lbfgs(final double learningRate, final int history) {
    this(learningRate, history, StepLength.free(), Preconditioner.none(), VectorList::new);
  }

  /**
   * @param learningRate λ, factor of every step
   * @param history how many past steps to remember
   * @param lengths of the steps
   * @param preconditioner in whose scale directions are taken
   * @param storage makes an empty store for what is remembered
   */
  public Lbfgs(
      final double learningRate,
      final int history,
      final StepLength<V> lengths,
      final Preconditioner<V> preconditioner,
      final Supplier<VectorStore<V>> storage) {
    this.learningRate = learningRate;
    this.history = history;
    this.lengths = lengths;
    this.preconditioner = preconditioner;
    this.storage = storage;
  }

  @Override
  public void update(final V x, final V gradient) {
    if (step == null) begin(gradient);
    else {
      if (comparable) learn(gradient);
      previousGradient.set(gradient);
      direct(gradient);
      step.scale(learningRate);
      lengths.limit(step);
    }
    comparable = true;
    x.add(1, step);
  }

  @Override
  public void functionChanged() {
    comparable = false;
  }

  /** Forgets all steps: at another scale, other curvatures rule. */
  @Override
  public void follow(final Transition<V> transition) {
    forget();
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
    forget();
    if (!snapshot.has("lbfgs.step")) return;
    memory = new CurvatureMemory<>(history, storage);
    memory.restore(snapshot);
    step = snapshot.vector("lbfgs.step");
    previousGradient = snapshot.vector("lbfgs.previousGradient");
    initialScale = step.number(snapshot.number("lbfgs.initialScale"));
  }

  @Override
  public void close() {
    forget();
  }

  private void forget() {
    if (step == null) return;
    memory.close();
    step.close();
    previousGradient.close();
    initialScale.close();
    step = null;
  }

  private void begin(final V gradient) {
    step = gradient.duplicate();
    step.scale(-1);
    preconditioner.apply(step);
    lengths.first(step, gradient);
    step.scale(learningRate);
    previousGradient = gradient.duplicate();
    memory = new CurvatureMemory<>(history, storage);
    initialScale = gradient.number(1);
  }

  /**
   * Adds the last step and what it did to the gradient to the history; if that tells nothing, such
   * that it has no effect. Which of the two it is the host is not told, so that it need not wait
   * for a GPU.
   */
  private void learn(final V gradient) {
    try (V least = leastCurvature()) {
      final V change = previousGradient;
      change.scale(-1);
      change.add(1, gradient);
      try (V curvature = change.inner(step);
          V inverse = curvature.duplicate()) {
        inverse.invertAbove(least);
        memory.learn(step, change, inverse.duplicate());
        // The step is remembered and not needed any more; its memory serves the product.
        step.set(change);
        preconditioner.apply(step);
        try (V scale = change.inner(step)) {
          scale.invert();
          scale.multiply(curvature);
          initialScale.setWhere(inverse, scale);
        }
      }
    }
  }

  /** What s·y must be more than. */
  private V leastCurvature() {
    final V least = step.inner(step);
    least.root();
    try (V steepness = previousGradient.inner(previousGradient)) {
      steepness.root();
      least.multiply(steepness);
    }
    least.scale(MIN_CURVATURE);
    return least;
  }

  /** step ← −H·gradient */
  private void direct(final V gradient) {
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
