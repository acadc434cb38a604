package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.optimise.VectorStore;

/**
 * Stores tensors in the memory of their device, several in one block. Tensors that live long but
 * are allocated one by one among short-lived ones fragment the memory.
 */
final class DeviceVectorStore implements VectorStore<TensorVector> {

  /** Number of tensors that share one allocation. */
  private static final int BLOCK = 5;

  private final List<TensorVector> tensors = new ArrayList<>();

  @Override
  public void set(final int index, final TensorVector vector) {
    if (index == tensors.size()) tensors.addAll(block(vector.array()));
    tensors.get(index).set(vector);
  }

  /** Allocates a block as views. The block lives as long as any of its views. */
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
  public TensorVector inner(final int index, final TensorVector other, final TensorVector factor) {
    return tensors.get(index).inner(other, factor);
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
