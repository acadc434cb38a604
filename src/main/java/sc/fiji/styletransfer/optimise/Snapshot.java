package sc.fiji.styletransfer.optimise;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of a search by name, to be written down and taken up again. It refers to vectors and
 * does not own them: what puts one in keeps it, and what takes one out of a snapshot that was read
 * owns it from then on.
 *
 * @param <V> kind of vector
 */
public final class Snapshot<V extends Vector<V>> {

  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, V> vectors = new LinkedHashMap<>();

  /**
   * @param name of a number, unique in this snapshot
   * @param value of it
   */
  public void put(final String name, final double value) {
    numbers.put(name, value);
  }

  /**
   * @param name of a vector, unique in this snapshot
   * @param vector itself, not copied
   */
  public void put(final String name, final V vector) {
    vectors.put(name, vector);
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
   * @return the vector itself
   * @throws IllegalArgumentException if there is none of that name
   */
  public V vector(final String name) {
    final V vector = vectors.get(name);
    if (vector == null) throw new IllegalArgumentException("there is no vector " + name);
    return vector;
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
   * @return all vectors, in the order in which they were put in
   */
  public Map<String, V> vectors() {
    return Collections.unmodifiableMap(vectors);
  }
}
