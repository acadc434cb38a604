package sc.fiji.styletransfer.optimise;

/**
 * The exponential moving average of the points a search passes through: a ← d·a + (1−d)·x, divided
 * by 1 − dᵗ after t points so that the first do not count for less (as for the moments of Adam,
 * Kingma &amp; Ba 2015). It lies nearer to the bottom of a narrow valley than the points that leap
 * from wall to wall.
 *
 * @param <V> kind of vector
 */
public final class MovingAverage<V extends Vector<V>> implements AutoCloseable {

  private final double decay;

  private V sum;
  private int points;

  /**
   * @param decay d, at least 0 and below 1; 0 keeps only the last point
   */
  public MovingAverage(final double decay) {
    this.decay = decay;
  }

  /**
   * @param point the next point; copied
   */
  public void add(final V point) {
    if (sum == null) {
      sum = point.duplicate();
      sum.scale(1 - decay);
    } else {
      sum.scale(decay);
      sum.add(1 - decay, point);
    }
    points++;
  }

  /**
   * @return the average, a new vector owned by the caller
   * @throws IllegalStateException if there was no point yet
   */
  public V average() {
    if (sum == null) throw new IllegalStateException("no point was added");
    final V average = sum.duplicate();
    average.scale(1 / (1 - Math.pow(decay, points)));
    return average;
  }

  /**
   * Writes down the sum and the count.
   *
   * @param snapshot receives them
   */
  public void save(final Snapshot<V> snapshot) {
    snapshot.put("average.points", points);
    if (sum != null) snapshot.put("average.sum", sum);
  }

  /**
   * Goes on where another was saved.
   *
   * @param snapshot what {@link #save} wrote; its vector is owned by this object from now on
   */
  public void restore(final Snapshot<V> snapshot) {
    close();
    points = (int) snapshot.number("average.points");
    sum = snapshot.has("average.sum") ? snapshot.vector("average.sum") : null;
  }

  @Override
  public void close() {
    if (sum != null) sum.close();
  }
}
