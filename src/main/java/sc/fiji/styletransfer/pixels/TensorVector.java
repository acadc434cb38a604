package sc.fiji.styletransfer.pixels;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import sc.fiji.styletransfer.optimise.Vector;

/** A vector in the engine's memory, on the CPU or a GPU; only sums come to the Java side. */
public final class TensorVector implements Vector<TensorVector> {

  private static final NDIndex ALL = new NDIndex("...");

  private final NDArray array;
  private final TensorStorage memory;

  /**
   * @param array owned by this object from now on; nobody else changes its values
   */
  public TensorVector(final NDArray array) {
    this(array, TensorStorage.DEVICE);
  }

  /**
   * @param array owned by this object from now on; nobody else changes its values
   * @param memory where it and its duplicates lie
   */
  public TensorVector(final NDArray array, final TensorStorage memory) {
    this.memory = memory;
    this.array = memory.keep(array);
  }

  /** The values, in whatever shape they were given. */
  public NDArray array() {
    return array;
  }

  @Override
  public TensorVector duplicate() {
    return like(array.duplicate());
  }

  /** Other values, of any shape, in the same kind of memory; the array is owned by the result. */
  TensorVector like(final NDArray values) {
    return new TensorVector(values, memory);
  }

  @Override
  public void set(final TensorVector other) {
    set(other.array);
  }

  /** Takes a copy of the array's values. */
  public void set(final NDArray values) {
    array.set(ALL, values);
  }

  @Override
  public void scale(final double factor) {
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

  /** In double precision on the CPU, where it is free; not every other device has it. */
  @Override
  public TensorVector inner(final TensorVector other) {
    final NDArray sum = product(other);
    if (!sum.getDevice().equals(Device.cpu())) return new TensorVector(sum);
    try (sum) {
      return new TensorVector(sum.toType(DataType.FLOAT64, true));
    }
  }

  /** Like inner products, which it is to meet: in double precision on the CPU. */
  @Override
  public TensorVector number(final double value) {
    final boolean onCpu = array.getDevice().equals(Device.cpu());
    try (NDArray borrowed =
        onCpu ? array.getManager().create(value) : array.getManager().create((float) value)) {
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
  public void root() {
    try (NDManager host = host()) {
      array.powi(host.create(0.5f));
    }
  }

  @Override
  public void invertAbove(final TensorVector least) {
    try (NDManager host = host();
        NDArray bound = least.array.maximum(host.create(Float.MIN_NORMAL));
        NDArray large = array.gt(bound);
        NDArray share = large.toType(array.getDataType(), false);
        NDArray small = large.logicalNot();
        NDArray one = small.toType(array.getDataType(), false)) {
      // One where it is not large, so that nothing is divided by zero.
      array.muli(share).addi(one);
      array.powi(host.create(-1f)).muli(share);
    }
  }

  @Override
  public void limit(final double most) {
    try (NDManager host = host();
        NDArray limited = array.minimum(host.create(most))) {
      set(limited);
    }
  }

  @Override
  public void setWhere(final TensorVector condition, final TensorVector other) {
    try (NDManager host = host();
        NDArray chosen = condition.array.gt(host.create(0f));
        NDArray share = chosen.toType(array.getDataType(), false);
        NDArray change = other.array.sub(array)) {
      array.addi(change.muli(share));
    }
  }

  private NDArray product(final TensorVector other) {
    try (NDArray a = array.flatten();
        NDArray b = other.array.flatten()) {
      return a.dot(b);
    }
  }

  @Override
  public double norm1() {
    try (NDArray magnitudes = array.abs();
        NDArray sum = magnitudes.sum()) {
      return read(sum);
    }
  }

  /**
   * The owner of numbers that enter an operation. They stay on the CPU: the engine then passes them
   * to a GPU with the operation, where copying them there first would wait for all that is under
   * way.
   */
  private NDManager host() {
    return array.getManager().newSubManager(Device.cpu());
  }

  /** Reading from a GPU leaves a copy with the array's owner, here one that goes at once. */
  private static float read(final NDArray scalar) {
    try (NDManager here = scalar.getManager().newSubManager()) {
      scalar.attach(here);
      return scalar.getFloat();
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
