package sc.fiji.styletransfer.optimise;

import java.util.ArrayList;
import java.util.List;

/**
 * A store that keeps each vector separately in memory.
 *
 * @param <V> class of the vectors
 */
public final class VectorList<V extends Vector<V>> implements VectorStore<V> {

  private final List<V> vectors = new ArrayList<>();

  @Override
  public void set(final int index, final V vector) {
    if (index == vectors.size()) vectors.add(vector.duplicate());
    else vectors.get(index).set(vector);
  }

  @Override
  public V get(final int index) {
    return vectors.get(index).duplicate();
  }

  @Override
  public V inner(final int index, final V other) {
    return vectors.get(index).inner(other);
  }

  @Override
  public V inner(final int index, final V other, final V factor) {
    return vectors.get(index).inner(other, factor);
  }

  @Override
  public void addTo(final V sum, final V factor, final int index) {
    sum.add(factor, vectors.get(index));
  }

  @Override
  public void close() {
    vectors.forEach(Vector::close);
    vectors.clear();
  }
}
