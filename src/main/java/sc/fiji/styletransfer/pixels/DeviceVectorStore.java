package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.optimise.VectorStore;

/**
 * Tensors in the memory of their device, several in a block: what lives long, if it is allocated
 * one by one among what lives shortly, leaves holes that nothing fits into.
 */
public final class DeviceVectorStore implements VectorStore<TensorVector> {

  /** How many get their memory together. */
  private static final int BLOCK = 5;

  private final List<TensorVector> tensors = new ArrayList<>();

  @Override
  public void set(final int index, final TensorVector vector) {
    if (index == tensors.size()) tensors.addAll(block(vector.array()));
    tensors.get(index).set(vector);
  }

  /** Each is a view of the block, which lives as long as one of them. */
  private static List<TensorVector> block(final NDArray like) {
    final Shape shape = new Shape(BLOCK).addAll(like.getShape());
    final List<TensorVector> views = new ArrayList<>();
    try (NDArray block = like.getManager().create(shape, like.getDataType())) {
      for (int i = 0; i < BLOCK; i++) views.add(new TensorVector(block.get(i)));
    }
    return views;
  }

  @Override
  public TensorVector get(final int index) {
    return tensors.get(index).duplicate();
  }

  @Override
  public TensorVector inner(final int index, final TensorVector other) {
    return tensors.get(index).inner(other);
  }

  @Override
  public void addTo(final TensorVector sum, final TensorVector factor, final int index) {
    sum.add(factor, tensors.get(index));
  }

  @Override
  public void close() {
    tensors.forEach(TensorVector::close);
    tensors.clear();
  }
}
