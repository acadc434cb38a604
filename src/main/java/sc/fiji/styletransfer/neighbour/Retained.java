package sc.fiji.styletransfer.neighbour;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One value that is kept until another is asked for. The old value is closed before the new one is
 * created, because memory rarely holds both.
 *
 * @param <K> what the value depends on
 * @param <V> the value
 */
final class Retained<K, V> implements AutoCloseable {

  private final Consumer<V> closing;
  private K key;
  private V value;

  /**
   * @param closing closes a value
   */
  Retained(final Consumer<V> closing) {
    this.closing = closing;
  }

  /**
   * Returns the value of a key.
   *
   * @param wanted key of the value
   * @param create creates the value, if the kept one has another key
   * @return the value, owned by this object
   */
  V get(final K wanted, final Supplier<V> create) {
    if (wanted.equals(key)) return value;
    close();
    value = create.get();
    key = wanted;
    return value;
  }

  @Override
  public void close() {
    key = null;
    if (value != null) closing.accept(value);
    value = null;
  }
}
