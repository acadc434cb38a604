package sc.fiji.styletransfer.region;

import sc.fiji.styletransfer.features.ReceptiveField;

/**
 * A weighted mean of neighbouring values along a line, evaluated at evenly spaced positions. Values
 * beyond the ends of the line have no weight.
 */
interface LineFilter {

  /** Returns the index of the first value that output {@code i} depends on; may be negative. */
  int begin(int i);

  /** Returns one more than the index of the last value; may exceed the length of the line. */
  int end(int i);

  /** Returns the weight of value {@code j} in output {@code i}, not negative. */
  double weight(int i, int j);

  /**
   * Computes one output value.
   *
   * @param values array that contains the line
   * @param offset index of the line's first value in the array
   * @param length number of values in the line
   * @param i index of the output value
   * @return Σ w_ij·v_j / Σ w_ij over the values j of the line
   */
  default float apply(final float[] values, final int offset, final int length, final int i) {
    double sum = 0;
    double weights = 0;
    final int end = Math.min(length, end(i));
    for (int j = Math.max(0, begin(i)); j < end; j++) {
      final double weight = weight(i, j);
      sum += weight * values[offset + j];
      weights += weight;
    }
    return (float) (sum / weights);
  }

  /**
   * Returns the plain mean over the values from i·stride − before to i·stride + after.
   *
   * @param window stride and reach
   * @return the filter
   */
  static LineFilter mean(final ReceptiveField window) {
    return new LineFilter() {
      @Override
      public int begin(final int i) {
        return i * window.stride() - window.before();
      }

      @Override
      public int end(final int i) {
        return i * window.stride() + window.after() + 1;
      }

      @Override
      public double weight(final int i, final int j) {
        return 1;
      }
    };
  }

  /**
   * Returns the linear filter that resizes a line without aliasing, as PyTorch's antialiased
   * bilinear interpolation does: a triangle whose half width is the spacing of the output values,
   * but at least one input value.
   *
   * @param from number of values before
   * @param to number of values after
   * @return the filter
   */
  static LineFilter resize(final int from, final int to) {
    final double stride = (double) from / to;
    final double support = Math.max(1, stride);
    return new LineFilter() {
      @Override
      public int begin(final int i) {
        return (int) Math.floor(stride * (i + 0.5) - support + 0.5);
      }

      @Override
      public int end(final int i) {
        return (int) Math.floor(stride * (i + 0.5) + support + 0.5);
      }

      @Override
      public double weight(final int i, final int j) {
        return Math.max(0, 1 - Math.abs(j + 0.5 - stride * (i + 0.5)) / support);
      }
    };
  }
}
