package sc.fiji.styletransfer.optimise;

/** A vector in an array on the Java heap. Inner products are summed in double precision. */
public final class FloatArrayVector implements Vector<FloatArrayVector> {

  private final float[] values;

  /**
   * @param values of the elements, not copied
   */
  public FloatArrayVector(final float... values) {
    this.values = values;
  }

  /**
   * Returns the array of this vector.
   *
   * @return the array itself, not a copy
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
    // In double precision, because the factor may exceed the range of float when the product does
    // not.
    for (int i = 0; i < values.length; i++) values[i] = (float) (factor * values[i]);
  }

  @Override
  public void multiply(final FloatArrayVector factor) {
    scale(factor.values[0]);
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
  public FloatArrayVector scalar(final double value) {
    return new FloatArrayVector((float) value);
  }

  @Override
  public double value() {
    return values[0];
  }

  @Override
  public void sqrt() {
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sqrt(values[i]);
  }

  @Override
  public void reciprocalAbove(final FloatArrayVector threshold) {
    for (int i = 0; i < values.length; i++)
      values[i] = values[i] > Math.max(threshold.values[i], Float.MIN_NORMAL) ? 1 / values[i] : 0;
  }

  @Override
  public void reciprocal() {
    reciprocalAbove(new FloatArrayVector(0));
  }

  @Override
  public void clampMax(final double max) {
    for (int i = 0; i < values.length; i++) values[i] = Math.min(values[i], (float) max);
  }

  @Override
  public void setWhere(final FloatArrayVector condition, final FloatArrayVector other) {
    for (int i = 0; i < values.length; i++)
      if (condition.values[i] > 0) values[i] = other.values[i];
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
