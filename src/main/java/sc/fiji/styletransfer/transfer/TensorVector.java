package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.optimise.Vector;

/** A vector in the engine's memory, on the CPU or a GPU; only sums come to the Java side. */
final class TensorVector implements Vector<TensorVector> {

  private final NDArray array;

  /**
   * @param array owned by this object from now on; its own copy of the values, no view
   */
  TensorVector(final NDArray array) {
    this.array = array;
  }

  /** The values, in whatever shape they were given. */
  NDArray array() {
    return array;
  }

  @Override
  public TensorVector duplicate() {
    return new TensorVector(array.duplicate());
  }

  @Override
  public void set(final TensorVector other) {
    set(other.array);
  }

  /** Takes a copy of the array's values. */
  void set(final NDArray values) {
    array.intern(values.duplicate());
  }

  @Override
  public void scale(final double factor) {
    array.muli(factor);
  }

  @Override
  public void add(final double factor, final TensorVector other) {
    try (NDArray scaled = other.array.mul(factor)) {
      array.addi(scaled);
    }
  }

  @Override
  public void addSquare(final double factor, final TensorVector other) {
    try (NDArray square = other.array.square()) {
      array.addi(square.muli(factor));
    }
  }

  @Override
  public void addRatio(
      final double factor,
      final TensorVector numerator,
      final TensorVector square,
      final double epsilon) {
    try (NDArray root = square.array.sqrt();
        NDArray ratio = numerator.array.div(root.addi(epsilon))) {
      array.addi(ratio.muli(factor));
    }
  }

  @Override
  public double dot(final TensorVector other) {
    try (NDArray a = array.flatten();
        NDArray b = other.array.flatten();
        NDArray sum = a.dot(b)) {
      return sum.getFloat();
    }
  }

  @Override
  public double norm1() {
    try (NDArray magnitudes = array.abs();
        NDArray sum = magnitudes.sum()) {
      return sum.getFloat();
    }
  }

  @Override
  public long length() {
    return array.size();
  }

  @Override
  public void close() {
    array.close();
  }
}
