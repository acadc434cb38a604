package sc.fiji.styletransfer.optimise;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state of a run as named numbers and vectors, from which the run can continue. A snapshot
 * refers to vectors and does not own them: code that adds a vector continues to own it, and code
 * that reads a vector receives a copy. The vectors of a state that is stored in a file therefore
 * need not fit into memory together.
 *
 * @param <V> class of the vectors
 */
public final class Snapshot<V extends Vector<V>> {

  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, Source<V>> vectors = new LinkedHashMap<>();

  /**
   * Adds a number.
   *
   * @param name unique among the numbers of this snapshot
   * @param value of the number
   */
  public void put(final String name, final double value) {
    numbers.put(name, value);
  }

  /**
   * Adds a vector.
   *
   * @param name unique among the vectors of this snapshot
   * @param vector that must not change while the snapshot is used
   */
  public void put(final String name, final V vector) {
    vectors.put(name, new Source<>(vector::duplicate, Optional.of(vector)));
  }

  /**
   * Adds a vector that is read on demand.
   *
   * @param name unique among the vectors of this snapshot
   * @param source returns a new copy at each call
   */
  public void put(final String name, final Supplier<V> source) {
    vectors.put(name, new Source<>(source, Optional.empty()));
  }

  /**
   * Returns a number.
   *
   * @param name of the number
   * @return its value
   * @throws IllegalArgumentException if the snapshot has no number of this name
   */
  public double number(final String name) {
    final Double value = numbers.get(name);
    if (value == null)
      throw new IllegalArgumentException("The snapshot has no number " + name + ".");
    return value;
  }

  /**
   * Returns a copy of a vector.
   *
   * @param name of the vector
   * @return a new vector, owned by the caller
   * @throws IllegalArgumentException if the snapshot has no vector of this name
   */
  public V vector(final String name) {
    final Source<V> source = vectors.get(name);
    if (source == null)
      throw new IllegalArgumentException("The snapshot has no vector " + name + ".");
    return source.copies().get();
  }

  /**
   * Returns whether the snapshot has a vector of this name.
   *
   * @param name of the vector
   * @return whether {@link #vector} would return it
   */
  public boolean has(final String name) {
    return vectors.containsKey(name);
  }

  /**
   * Returns all numbers by name.
   *
   * @return an unmodifiable map in the order of {@link #put}
   */
  public Map<String, Double> numbers() {
    return Collections.unmodifiableMap(numbers);
  }

  /**
   * Passes all vectors to a visitor, one at a time, in the order of {@link #put}.
   *
   * @param visitor receives the vectors
   * @param <E> exception of the visitor
   * @throws E if the visitor throws it
   */
  public <E extends Exception> void visit(final Visitor<V, E> visitor) throws E {
    for (final Map.Entry<String, Source<V>> entry : vectors.entrySet()) {
      final Source<V> source = entry.getValue();
      if (source.original().isPresent()) visitor.visit(entry.getKey(), source.original().get());
      else
        try (V copy = source.copies().get()) {
          visitor.visit(entry.getKey(), copy);
        }
    }
  }

  /**
   * Receives the vectors of a snapshot.
   *
   * @param <V> class of the vectors
   * @param <E> exception that a visit may throw
   */
  @FunctionalInterface
  public interface Visitor<V, E extends Exception> {

    /**
     * @param name of the vector
     * @param vector valid during this call only; must not be changed
     * @throws E if the visit fails
     */
    void visit(String name, V vector) throws E;
  }

  /** Creates copies of a vector; also refers to the original if that is in memory. */
  private record Source<V>(Supplier<V> copies, Optional<V> original) {}
}
