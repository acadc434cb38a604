package sc.fiji.styletransfer.weights.file;

/** A tensor for tests: a shape and values in row-major order. */
record Tensor(long[] shape, float[] values) {

  static Tensor of(final float[] values, final long... shape) {
    return new Tensor(shape, values);
  }
}
