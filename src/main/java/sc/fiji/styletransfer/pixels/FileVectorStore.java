package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.optimise.VectorStore;
import sc.fiji.styletransfer.picture.MappedFile;

/**
 * Tensors in a temporary file, one after the other, for those that do not fit into memory. They are
 * read cell by cell, of which one is in memory at a time; the operating system keeps what it has
 * room for. The file goes with this object or with the end of the program.
 */
public final class FileVectorStore implements VectorStore<TensorVector> {

  /** Elements read at once. */
  private static final int CELL = 1 << 20;

  private static final NDIndex ALL = new NDIndex("...");

  private final Path folder;
  private final FileChannel channel;
  private final ByteBuffer cell =
      ByteBuffer.allocateDirect(CELL * Float.BYTES).order(ByteOrder.nativeOrder());
  private Shape shape;
  private NDManager owner;

  /**
   * @param folder where the file is to lie
   * @throws StyleTransferException if no file can be made there
   */
  public FileVectorStore(final Path folder) {
    this.folder = folder;
    try {
      channel = MappedFile.open(folder);
    } catch (final IOException e) {
      throw MappedFile.failure(folder, e);
    }
  }

  @Override
  public void set(final int index, final TensorVector vector) {
    owner = vector.array().getManager();
    shape = vector.array().getShape();
    eachCell(vector, (begin, values) -> write(values.toByteBuffer(), position(index, begin)));
  }

  @Override
  public TensorVector get(final int index) {
    final TensorVector vector = new TensorVector(owner.create(shape, DataType.FLOAT32));
    eachCell(vector, (begin, values) -> values.set(ALL, read(index, begin, values)));
    return vector;
  }

  @Override
  public TensorVector inner(final int index, final TensorVector other) {
    final List<TensorVector> parts = new ArrayList<>();
    eachCell(other, (begin, values) -> parts.add(product(values, read(index, begin, values))));
    final TensorVector sum = parts.remove(0);
    for (final TensorVector part : parts)
      try (part) {
        sum.add(1, part);
      }
    return sum;
  }

  private TensorVector product(final NDArray values, final NDArray others) {
    final TensorVector product = new TensorVector(values).inner(new TensorVector(others));
    product.array().attach(owner);
    return product;
  }

  @Override
  public void addTo(final TensorVector sum, final TensorVector factor, final int index) {
    eachCell(
        sum,
        (begin, values) ->
            new TensorVector(values).add(factor, new TensorVector(read(index, begin, values))));
  }

  /** Something to be done with a part of a vector; what it leaves behind is closed. */
  private interface CellVisitor {
    void visit(long begin, NDArray values);
  }

  private void eachCell(final TensorVector vector, final CellVisitor visitor) {
    for (long begin = 0; begin < shape.size(); begin += CELL)
      try (NDManager here = vector.array().getManager().newSubManager();
          NDArray flat = vector.array().reshape(shape.size())) {
        final NDArray values = flat.get("{}:{}", begin, Math.min(shape.size(), begin + CELL));
        values.attach(here);
        visitor.visit(begin, values);
      }
  }

  private long position(final int index, final long begin) {
    return (index * shape.size() + begin) * Float.BYTES;
  }

  /** A cell of a tensor, where the values are that it is to meet, and owned like them. */
  private NDArray read(final int index, final long begin, final NDArray values) {
    cell.clear().limit((int) values.size() * Float.BYTES);
    try {
      while (cell.hasRemaining())
        if (channel.read(cell, position(index, begin) + cell.position()) < 0)
          throw new EOFException("it is shorter than it was");
    } catch (final IOException e) {
      throw MappedFile.failure(folder, e);
    }
    return values.getManager().create(cell.flip(), values.getShape(), DataType.FLOAT32);
  }

  private void write(final ByteBuffer values, final long position) {
    try {
      while (values.hasRemaining()) channel.write(values, position + values.position());
    } catch (final IOException e) {
      throw MappedFile.failure(folder, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException e) {
      throw MappedFile.failure(folder, e);
    }
  }
}
