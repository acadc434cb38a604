package sc.fiji.styletransfer.pixels;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import sc.fiji.styletransfer.optimise.Vector;

/** A vector stored as a tensor of the engine, on the CPU or a GPU. Only sums are copied to Java. */
public final class TensorVector implements Vector<TensorVector> {

  private static final NDIndex ALL = new NDIndex("...");

  private final NDArray array;
  private final TensorStorage storage;

  /** A view of the array in one dimension; null until an inner product needs it. */
  private NDArray flat;

  /**
   * Creates a vector in the memory of the array's device.
   *
   * @param array the values, owned by this object
   */
  public TensorVector(final NDArray array) {
    this(array, TensorStorage.DEVICE);
  }

  /**
   * @param array the values, owned by this object
   * @param storage of this vector and of its duplicates
   */
  public TensorVector(final NDArray array, final TensorStorage storage) {
    this.storage = storage;
    this.array = storage.store(array);
  }

  /** Returns the values in the shape of the constructor's array, owned by this object. */
  public NDArray array() {
    return array;
  }

  @Override
  public TensorVector duplicate() {
    return like(array.duplicate());
  }

  /** Creates a vector of any shape in the same storage; it owns the given values. */
  TensorVector like(final NDArray values) {
    return new TensorVector(values, storage);
  }

  @Override
  public void set(final TensorVector other) {
    set(other.array);
  }

  /**
   * Copies the values of an array.
   *
   * @param values as many as this vector has, in the same shape
   */
  public void set(final NDArray values) {
    array.set(ALL, values);
  }

  @Override
  public void scale(final double factor) {
    if (factor == -1) array.negi();
    else
      try (NDManager host = host()) {
        array.muli(host.create(factor));
      }
  }

  @Override
  public void multiply(final TensorVector factor) {
    array.muli(factor.array);
  }

  @Override
  public void add(final double factor, final TensorVector other) {
    if (factor == 1) array.addi(other.array);
    else if (factor == -1) array.subi(other.array);
    else
      try (NDManager host = host();
          NDArray scaled = other.array.mul(host.create(factor))) {
        array.addi(scaled);
      }
  }

  @Override
  public void add(final TensorVector factor, final TensorVector other) {
    try (NDArray scaled = other.array.mul(factor.array)) {
      array.addi(scaled);
    }
  }

  @Override
  public void addSquare(final double factor, final TensorVector other) {
    try (NDManager host = host();
        NDArray square = other.array.square()) {
      array.addi(square.muli(host.create(factor)));
    }
  }

  @Override
  public void addRatio(
      final double factor,
      final TensorVector numerator,
      final TensorVector square,
      final double epsilon) {
    try (NDManager host = host();
        NDArray root = square.array.sqrt();
        NDArray ratio = numerator.array.div(root.addi(host.create(epsilon)))) {
      array.addi(ratio.muli(host.create(factor)));
    }
  }

  @Override
  public double dot(final TensorVector other) {
    try (NDArray sum = product(other)) {
      return read(sum);
    }
  }

  /** Returns double precision on the CPU, where it costs nothing; some other devices lack it. */
  @Override
  public TensorVector inner(final TensorVector other) {
    final NDArray sum = product(other);
    if (!isOnCpu()) return new TensorVector(sum);
    try (sum) {
      return new TensorVector(sum.toType(DataType.FLOAT64, true));
    }
  }

  /**
   * Has the type of the factor, to which the engine converts the inner product without rounding.
   */
  @Override
  public TensorVector inner(final TensorVector other, final TensorVector factor) {
    try (NDArray sum = product(other)) {
      return new TensorVector(factor.array.mul(sum));
    }
  }

  /** Has the type of inner products, with which it is combined: double precision on the CPU. */
  @Override
  public TensorVector scalar(final double value) {
    try (NDArray borrowed =
        isOnCpu() ? array.getManager().create(value) : array.getManager().create((float) value)) {
      return new TensorVector(borrowed.duplicate());
    }
  }

  @Override
  public double value() {
    try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
      return copy.toDevice(Device.cpu(), false).getDouble();
    }
  }

  @Override
  public void sqrt() {
    try (NDManager host = host()) {
      array.powi(host.create(0.5f));
    }
  }

  @Override
  public void reciprocalAbove(final TensorVector threshold) {
    try (NDManager host = host();
        NDArray bound = threshold.array.maximum(host.create(Float.MIN_NORMAL));
        NDArray large = array.gt(bound)) {
      reciprocalWhere(large, host);
    }
  }

  @Override
  public void reciprocal() {
    try (NDManager host = host();
        NDArray large = array.gt(host.create(Float.MIN_NORMAL))) {
      reciprocalWhere(large, host);
    }
  }

  /** Replaces the large elements by their reciprocals and the others by 0. */
  private void reciprocalWhere(final NDArray large, final NDManager host) {
    try (NDArray small = large.logicalNot()) {
      // Small elements become 1 before the division, so that none is divided by zero.
      array.muli(large).addi(small);
      array.powi(host.create(-1f)).muli(large);
    }
  }

  @Override
  public void clampMax(final double max) {
    try (NDManager host = host();
        NDArray clamped = array.minimum(host.create(max))) {
      set(clamped);
    }
  }

  @Override
  public void setWhere(final TensorVector condition, final TensorVector other) {
    try (NDManager host = host();
        NDArray positive = condition.array.gt(host.create(0f));
        NDArray change = other.array.sub(array)) {
      array.addi(change.muli(positive));
    }
  }

  private NDArray product(final TensorVector other) {
    return flat().dot(other.flat());
  }

  private NDArray flat() {
    if (flat == null) flat = array.flatten();
    return flat;
  }

  @Override
  public double norm1() {
    try (NDArray magnitudes = array.abs();
        NDArray sum = magnitudes.sum()) {
      return read(sum);
    }
  }

  /** Returns where the elements lie; the array asks the engine once and remembers. */
  private boolean isOnCpu() {
    return array.getDevice().equals(Device.cpu());
  }

  /**
   * Creates the owner of numbers that enter an operation. The numbers stay on the CPU, from where
   * the engine passes them to a GPU with the operation. Copying them to the GPU first would wait
   * for all operations that it has not finished.
   */
  private NDManager host() {
    return array.getManager().newSubManager(Device.cpu());
  }

  /**
   * Reads a scalar. Reading from a GPU creates a copy that belongs to the owner of the array, here
   * to an owner that is closed at once.
   */
  private static float read(final NDArray scalar) {
    try (NDManager temporary = scalar.getManager().newSubManager()) {
      scalar.attach(temporary);
      return scalar.getFloat();
    }
  }

  @Override
  public long length() {
    return array.size();
  }

  @Override
  public void close() {
    if (flat != null) flat.close();
    array.close();
  }
}
