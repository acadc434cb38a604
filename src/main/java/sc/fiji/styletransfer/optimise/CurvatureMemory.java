package sc.fiji.styletransfer.optimise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What L-BFGS remembers: past steps s with the changes y of the gradient along them, and the
 * product with the inverse curvature H that follows from them by the two-loop recursion (algorithm
 * 7.4 in Nocedal &amp; Wright 2006).
 *
 * <p>The factors of the recursion could be had from inner products of the pairs alone (Byrd,
 * Nocedal &amp; Schnabel 1994); where pairs are nearly dependent, that is much less exact.
 *
 * @param <V> kind of vector
 */
final class CurvatureMemory<V extends Vector<V>> implements AutoCloseable {

  private final int capacity;
  private final VectorStore<V> steps;
  private final VectorStore<V> changes;

  /** Places in the stores, from the oldest pair to the newest. */
  private final Deque<Integer> places = new ArrayDeque<>();

  /** −1/(s·y) of the pair in each place. */
  private final List<V> factors = new ArrayList<>();

  /**
   * @param capacity number of pairs at most
   * @param storage makes an empty store
   */
  CurvatureMemory(final int capacity, final Supplier<VectorStore<V>> storage) {
    this.capacity = capacity;
    steps = storage.get();
    changes = storage.get();
  }

  /**
   * Takes in a pair, in the place of the oldest if there is no other.
   *
   * @param inverseCurvature 1/(s·y), of one element; 0 for a pair that is to have no effect; owned
   *     by this object from now on
   */
  void learn(final V step, final V change, final V inverseCurvature) {
    final int place = places.size() == capacity ? places.removeFirst() : places.size();
    steps.set(place, step);
    changes.set(place, change);
    inverseCurvature.scale(-1);
    if (place == factors.size()) factors.add(inverseCurvature);
    else factors.set(place, inverseCurvature).close();
    places.addLast(place);
  }

  /**
   * Multiplies a vector by the inverse curvature. The factors, two for each pair, depend on each
   * other; they are not looked at, so that a GPU is given the whole recursion without a pause.
   *
   * @param vector changed in place
   * @param initial the product with the matrix H⁰ from which the recursion begins
   */
  void multiply(final V vector, final Preconditioner<V> initial) {
    final Deque<V> weights = new ArrayDeque<>();
    for (final Iterator<Integer> newest = places.descendingIterator(); newest.hasNext(); ) {
      final int i = newest.next();
      final V weight = steps.inner(i, vector);
      weight.multiply(factors.get(i));
      changes.addTo(vector, weight, i);
      weights.push(weight);
    }
    initial.apply(vector);
    for (final int i : places)
      try (V weight = weights.pop();
          V correction = changes.inner(i, vector)) {
        correction.multiply(factors.get(i));
        correction.add(-1, weight);
        steps.addTo(vector, correction, i);
      }
  }

  /** Writes down all pairs, from the oldest. */
  void save(final Snapshot<V> snapshot) {
    snapshot.put("lbfgs.pairs", places.size());
    int age = 0;
    for (final int i : places) {
      snapshot.put("lbfgs.step." + age, () -> steps.get(i));
      snapshot.put("lbfgs.change." + age, () -> changes.get(i));
      snapshot.put("lbfgs.inverseCurvature." + age++, -factors.get(i).value());
    }
  }

  /** Takes in the pairs that another wrote down. */
  void restore(final Snapshot<V> snapshot) {
    for (int i = 0; i < snapshot.number("lbfgs.pairs"); i++)
      try (V step = snapshot.vector("lbfgs.step." + i);
          V change = snapshot.vector("lbfgs.change." + i)) {
        learn(step, change, step.number(snapshot.number("lbfgs.inverseCurvature." + i)));
      }
  }

  @Override
  public void close() {
    steps.close();
    changes.close();
    factors.forEach(Vector::close);
    factors.clear();
  }
}
