package sc.fiji.styletransfer.optimise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS without line search (Liu &amp; Nocedal 1989; the two-loop recursion is
 * algorithm 7.4 in Nocedal &amp; Wright 2006): one evaluation per step, and it never stops by
 * itself. Steps are λ times the quasi-Newton direction.
 *
 * <p>Memory: 2·history + 2 vectors once the history is full, which it takes bit by bit.
 *
 * @param <V> kind of vector
 */
public final class Lbfgs<V extends Vector<V>> implements Optimizer<V> {

  /**
   * Below this share of ‖s‖·‖g‖, a pair has no usable curvature and is left out. A share, because a
   * loss relative to its targets has gradients so small that any fixed number leaves out all pairs.
   */
  private static final double MIN_CURVATURE = 1e-10;

  /** How many pairs get their memory together. */
  private static final int PAIRS_AT_ONCE = 5;

  /** A step s, the change y of the gradient along it, and 1/(y·s). */
  private record Pair<V extends Vector<V>>(V step, V change, double inverseCurvature) {

    void close() {
      step.close();
      change.close();
    }
  }

  private final double learningRate;
  private final int history;
  private final StepLength<V> lengths;
  private final Preconditioner<V> preconditioner;
  private final Deque<Pair<V>> pairs = new ArrayDeque<>();

  /** Memory of steps to come. */
  private final Deque<V> reserve = new ArrayDeque<>();

  private V previousGradient;
  private V step;
  private double initialScale = 1;

  /**
   * As most systems have it: the first step is −min(1, 1/‖g‖₁)·λ·g, later ones are of any length.
   *
   * @param learningRate λ, factor of every step
   * @param history how many past steps to remember
   */
  public Lbfgs(final double learningRate, final int history) {
    this(learningRate, history, StepLength.free(), Preconditioner.none());
  }

  /**
   * @param learningRate λ, factor of every step
   * @param history how many past steps to remember
   * @param lengths of the steps
   * @param preconditioner in whose scale directions are taken
   */
  public Lbfgs(
      final double learningRate,
      final int history,
      final StepLength<V> lengths,
      final Preconditioner<V> preconditioner) {
    this.learningRate = learningRate;
    this.history = history;
    this.lengths = lengths;
    this.preconditioner = preconditioner;
  }

  @Override
  public void update(final V x, final V gradient) {
    if (step == null) begin(gradient);
    else {
      learn(gradient);
      direct(gradient);
      step.scale(learningRate);
      lengths.limit(step);
    }
    x.add(1, step);
  }

  /** Forgets all steps: at another scale, other curvatures rule. */
  @Override
  public void follow(final Transition<V> transition) {
    forget();
    initialScale = 1;
  }

  @Override
  public void save(final Snapshot<V> snapshot) {
    snapshot.put("lbfgs.initialScale", initialScale);
    snapshot.put("lbfgs.pairs", pairs.size());
    int i = 0;
    for (final Pair<V> pair : pairs) {
      snapshot.put("lbfgs.step." + i, pair.step());
      snapshot.put("lbfgs.change." + i, pair.change());
      snapshot.put("lbfgs.inverseCurvature." + i++, pair.inverseCurvature());
    }
    if (step == null) return;
    snapshot.put("lbfgs.step", step);
    snapshot.put("lbfgs.previousGradient", previousGradient);
  }

  @Override
  public void restore(final Snapshot<V> snapshot) {
    forget();
    initialScale = snapshot.number("lbfgs.initialScale");
    for (int i = 0; i < snapshot.number("lbfgs.pairs"); i++)
      pairs.addLast(
          new Pair<>(
              snapshot.vector("lbfgs.step." + i),
              snapshot.vector("lbfgs.change." + i),
              snapshot.number("lbfgs.inverseCurvature." + i)));
    if (!snapshot.has("lbfgs.step")) return;
    step = snapshot.vector("lbfgs.step");
    previousGradient = snapshot.vector("lbfgs.previousGradient");
  }

  @Override
  public void close() {
    forget();
  }

  private void forget() {
    pairs.forEach(Pair::close);
    pairs.clear();
    reserve.forEach(Vector::close);
    reserve.clear();
    if (step == null) return;
    step.close();
    previousGradient.close();
    step = null;
    previousGradient = null;
  }

  private void begin(final V gradient) {
    step = gradient.duplicate();
    step.scale(-1);
    preconditioner.apply(step);
    lengths.first(step, gradient);
    step.scale(learningRate);
    previousGradient = gradient.duplicate();
  }

  /** Adds the last step and what it did to the gradient to the history, if it tells anything. */
  private void learn(final V gradient) {
    final double bend = gradient.dot(step) - previousGradient.dot(step);
    final double size = Math.sqrt(step.dot(step) * previousGradient.dot(previousGradient));
    if (bend > MIN_CURVATURE * size) {
      // The oldest pair's memory becomes the new pair's.
      final Pair<V> oldest = pairs.size() == history ? pairs.removeFirst() : null;
      final V change = copy(gradient, oldest == null ? null : oldest.change());
      change.add(-1, previousGradient);
      final double curvature = change.dot(step);
      pairs.addLast(
          new Pair<>(copy(step, oldest == null ? null : oldest.step()), change, 1 / curvature));
      // The step is in the history and not needed any more; its memory serves the product.
      step.set(change);
      preconditioner.apply(step);
      initialScale = curvature / change.dot(step);
    }
    previousGradient.set(gradient);
  }

  /**
   * Two-loop recursion: step ← −H·gradient. Its factors, two for each pair, depend on each other;
   * they are not looked at, so that a GPU is given the whole recursion without a pause.
   */
  private void direct(final V gradient) {
    step.set(gradient);
    step.scale(-1);
    final Deque<V> weights = new ArrayDeque<>();
    for (final Iterator<Pair<V>> newest = pairs.descendingIterator(); newest.hasNext(); ) {
      final Pair<V> pair = newest.next();
      final V weight = pair.step().inner(step);
      weight.scale(-pair.inverseCurvature());
      step.add(weight, pair.change());
      weights.push(weight);
    }
    preconditioner.apply(step);
    step.scale(initialScale);
    for (final Pair<V> pair : pairs)
      try (V weight = weights.pop();
          V correction = pair.change().inner(step)) {
        correction.scale(-pair.inverseCurvature());
        correction.add(-1, weight);
        step.add(correction, pair.step());
      }
  }

  private V copy(final V source, final V storage) {
    final V copy = storage == null ? reserved(source) : storage;
    copy.set(source);
    return copy;
  }

  private V reserved(final V like) {
    if (reserve.isEmpty())
      reserve.addAll(like.reserve(2 * Math.min(PAIRS_AT_ONCE, history - pairs.size())));
    return reserve.pop();
  }
}
