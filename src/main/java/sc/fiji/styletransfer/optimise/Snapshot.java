package sc.fiji.styletransfer.optimise;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state of a search by name, to be written down and taken up again. It says where vectors are
 * to be had and holds none itself: what puts one in keeps it, and what takes one out gets a copy of
 * its own. So a state that lies in a file need not fit into memory.
 *
 * @param <V> kind of vector
 */
public final class Snapshot<V extends Vector<V>> {

  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, Source<V>> vectors = new LinkedHashMap<>();

  /**
   * @param name of a number, unique in this snapshot
   * @param value of it
   */
  public void put(final String name, final double value) {
    numbers.put(name, value);
  }

  /**
   * @param name of a vector, unique in this snapshot
   * @param vector itself, which is not to change while the snapshot is used
   */
  public void put(final String name, final V vector) {
    vectors.put(name, new Source<>(vector::duplicate, Optional.of(vector)));
  }

  /**
   * @param name of a vector, unique in this snapshot
   * @param source gives a new copy each time it is asked
   */
  public void put(final String name, final Supplier<V> source) {
    vectors.put(name, new Source<>(source, Optional.empty()));
  }

  /**
   * @param name of a number
   * @return its value
   * @throws IllegalArgumentException if there is none of that name
   */
  public double number(final String name) {
    final Double value = numbers.get(name);
    if (value == null) throw new IllegalArgumentException("there is no number " + name);
    return value;
  }

  /**
   * @param name of a vector
   * @return a copy of it, owned by the caller
   * @throws IllegalArgumentException if there is none of that name
   */
  public V vector(final String name) {
    final Source<V> source = vectors.get(name);
    if (source == null) throw new IllegalArgumentException("there is no vector " + name);
    return source.copies().get();
  }

  /**
   * @param name of a vector
   * @return whether there is one
   */
  public boolean has(final String name) {
    return vectors.containsKey(name);
  }

  /**
   * @return all numbers, in the order in which they were put in
   */
  public Map<String, Double> numbers() {
    return Collections.unmodifiableMap(numbers);
  }

  /**
   * Shows all vectors, in the order in which they were put in, one at a time.
   *
   * @param visitor not to change or keep what it is shown
   * @param <E> what it may throw
   * @throws E from the visitor
   */
  public <E extends Exception> void visit(final Visitor<V, E> visitor) throws E {
    for (final Map.Entry<String, Source<V>> entry : vectors.entrySet()) {
      final Source<V> source = entry.getValue();
      if (source.itself().isPresent()) visitor.visit(entry.getKey(), source.itself().get());
      else
        try (V copy = source.copies().get()) {
          visitor.visit(entry.getKey(), copy);
        }
    }
  }

  /**
   * Shown the vectors of a snapshot.
   *
   * @param <V> kind of vector
   * @param <E> what it may throw
   */
  @FunctionalInterface
  public interface Visitor<V, E extends Exception> {

    /**
     * @param name of the vector
     * @param vector not to be changed or kept
     * @throws E if something went wrong
     */
    void visit(String name, V vector) throws E;
  }

  /** Where copies are to be had, and the vector itself if it lies in memory. */
  private record Source<V>(Supplier<V> copies, Optional<V> itself) {}
}
