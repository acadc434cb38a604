package sc.fiji.styletransfer.optimise;

/**
 * The same curvature in all directions, that of the last step: P = (s·y)/(y·y) (Nocedal &amp;
 * Wright 2006, eq. 7.20).
 *
 * @param <V> kind of vector
 */
public final class ScalarPreconditioner<V extends Vector<V>> implements Preconditioner<V> {

  private double scale = 1;

  @Override
  public void learn(final V step, final V change) {
    scale = change.dot(step) / change.dot(change);
  }

  @Override
  public void apply(final V vector) {
    vector.scale(scale);
  }

  @Override
  public void reset() {
    scale = 1;
  }

  @Override
  public void save(final Snapshot<V> snapshot) {
    snapshot.put("preconditioner.scale", scale);
  }

  @Override
  public void restore(final Snapshot<V> snapshot) {
    scale = snapshot.number("preconditioner.scale");
  }

  @Override
  public void close() {
    // keeps one number
  }
}
