package sc.fiji.styletransfer.optimise;

/** A vector on the Java heap. Sums are accumulated in double precision. */
public final class FloatArrayVector implements Vector<FloatArrayVector> {

  private final float[] values;

  /**
   * @param values used directly, not copied
   */
  public FloatArrayVector(final float... values) {
    this.values = values;
  }

  /**
   * @return the values themselves
   */
  public float[] values() {
    return values;
  }

  @Override
  public FloatArrayVector duplicate() {
    return new FloatArrayVector(values.clone());
  }

  @Override
  public void set(final FloatArrayVector other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
  }

  @Override
  public void scale(final double factor) {
    // In double precision: the factor may lie beyond the range of float where the product does not.
    for (int i = 0; i < values.length; i++) values[i] = (float) (factor * values[i]);
  }

  @Override
  public void add(final double factor, final FloatArrayVector other) {
    final float f = (float) factor;
    for (int i = 0; i < values.length; i++) values[i] += f * other.values[i];
  }

  @Override
  public void add(final FloatArrayVector factor, final FloatArrayVector other) {
    add(factor.values[0], other);
  }

  @Override
  public void addSquare(final double factor, final FloatArrayVector other) {
    final float f = (float) factor;
    for (int i = 0; i < values.length; i++) values[i] += f * other.values[i] * other.values[i];
  }

  @Override
  public void addRatio(
      final double factor,
      final FloatArrayVector numerator,
      final FloatArrayVector square,
      final double epsilon) {
    for (int i = 0; i < values.length; i++)
      values[i] += (float) (factor * numerator.values[i] / (Math.sqrt(square.values[i]) + epsilon));
  }

  @Override
  public double dot(final FloatArrayVector other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) sum += (double) values[i] * other.values[i];
    return sum;
  }

  @Override
  public FloatArrayVector inner(final FloatArrayVector other) {
    return new FloatArrayVector((float) dot(other));
  }

  @Override
  public double norm1() {
    double sum = 0;
    for (final float value : values) sum += Math.abs(value);
    return sum;
  }

  @Override
  public long length() {
    return values.length;
  }

  @Override
  public void close() {
    // the garbage collector frees it
  }
}
