package sc.fiji.styletransfer.optimise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The history of L-BFGS: past steps s with the changes y of the gradient along them. It multiplies
 * vectors by the inverse Hessian approximation H that follows from these pairs, by the two-loop
 * recursion (algorithm 7.4 in Nocedal &amp; Wright 2006).
 *
 * <p>The factors of the recursion also follow from inner products of the pairs alone (Byrd, Nocedal
 * &amp; Schnabel 1994), but that is much less accurate where pairs are nearly dependent.
 *
 * @param <V> class of the vectors
 */
final class CurvatureMemory<V extends Vector<V>> implements AutoCloseable {

  private final int capacity;
  private final VectorStore<V> steps;
  private final VectorStore<V> changes;

  /** Indices in the stores, from the oldest pair to the newest. */
  private final Deque<Integer> indices = new ArrayDeque<>();

  /** −1/(s·y) of the pair at each index. */
  private final List<V> factors = new ArrayList<>();

  /**
   * @param capacity largest number of pairs
   * @param storage creates an empty store
   */
  CurvatureMemory(final int capacity, final Supplier<VectorStore<V>> storage) {
    this.capacity = capacity;
    steps = storage.get();
    changes = storage.get();
  }

  /**
   * Adds a pair, which replaces the oldest one if the memory is full.
   *
   * @param step s, copied
   * @param change y, copied
   * @param inverseCurvature 1/(s·y), of one element; 0 for a pair without effect; owned by this
   *     object
   */
  void add(final V step, final V change, final V inverseCurvature) {
    final int index = indices.size() == capacity ? indices.removeFirst() : indices.size();
    steps.set(index, step);
    changes.set(index, change);
    inverseCurvature.scale(-1);
    if (index == factors.size()) factors.add(inverseCurvature);
    else factors.set(index, inverseCurvature).close();
    indices.addLast(index);
  }

  /**
   * Multiplies a vector by the inverse Hessian approximation. The recursion computes two factors
   * for each pair that depend on each other. They stay on the device, so that a GPU runs the whole
   * recursion without a pause.
   *
   * @param vector changed in place
   * @param initial the matrix H⁰ from which the recursion begins
   */
  void multiply(final V vector, final Preconditioner<V> initial) {
    final Deque<V> weights = new ArrayDeque<>();
    for (final Iterator<Integer> newest = indices.descendingIterator(); newest.hasNext(); ) {
      final int i = newest.next();
      final V weight = steps.inner(i, vector, factors.get(i));
      changes.addTo(vector, weight, i);
      weights.push(weight);
    }
    initial.apply(vector);
    for (final int i : indices)
      try (V weight = weights.pop();
          V correction = changes.inner(i, vector, factors.get(i))) {
        correction.add(-1, weight);
        steps.addTo(vector, correction, i);
      }
  }

  /** Stores all pairs, from the oldest. */
  void save(final Snapshot<V> snapshot) {
    snapshot.put("lbfgs.pairs", indices.size());
    int age = 0;
    for (final int i : indices) {
      snapshot.put("lbfgs.step." + age, () -> steps.get(i));
      snapshot.put("lbfgs.change." + age, () -> changes.get(i));
      snapshot.put("lbfgs.inverseCurvature." + age++, -factors.get(i).value());
    }
  }

  /** Adds the pairs that {@link #save} stored. */
  void restore(final Snapshot<V> snapshot) {
    for (int i = 0; i < snapshot.number("lbfgs.pairs"); i++)
      try (V step = snapshot.vector("lbfgs.step." + i);
          V change = snapshot.vector("lbfgs.change." + i)) {
        add(step, change, step.scalar(snapshot.number("lbfgs.inverseCurvature." + i)));
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
