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
import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.optimise.VectorStore;
import sc.fiji.styletransfer.picture.MappedFile;

/**
 * Stores tensors that do not fit into memory in a temporary file, one after the other. Tensors are
 * read in chunks, one chunk at a time; the operating system caches the file as memory permits. The
 * file is deleted when this object is closed or when the program ends.
 */
final class FileVectorStore implements VectorStore<TensorVector> {

  /** Number of elements in a chunk. */
  private static final int CHUNK = 1 << 20;

  private static final NDIndex ALL = new NDIndex("...");

  private final TemporaryFolder folder;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());
  private Shape shape;
  private NDManager owner;

  /**
   * @param folder in which the file is created
   * @throws StyleTransferException if no file can be created there
   */
  FileVectorStore(final TemporaryFolder folder) {
    this.folder = folder;
    try {
      channel = MappedFile.open(folder);
    } catch (final IOException e) {
      throw MappedFile.failure(folder.root(), e);
    }
  }

  @Override
  public void set(final int index, final TensorVector vector) {
    owner = vector.array().getManager();
    shape = vector.array().getShape();
    eachChunk(vector, (begin, values) -> write(values.toByteBuffer(), position(index, begin)));
  }

  @Override
  public TensorVector get(final int index) {
    final TensorVector vector = new TensorVector(owner.create(shape, DataType.FLOAT32));
    eachChunk(vector, (begin, values) -> values.set(ALL, read(index, begin, values)));
    return vector;
  }

  @Override
  public TensorVector inner(final int index, final TensorVector other) {
    final List<TensorVector> products = new ArrayList<>();
    eachChunk(other, (begin, values) -> products.add(inner(values, read(index, begin, values))));
    final TensorVector sum = products.remove(0);
    for (final TensorVector product : products)
      try (product) {
        sum.add(1, product);
      }
    return sum;
  }

  private TensorVector inner(final NDArray values, final NDArray others) {
    final TensorVector product = new TensorVector(values).inner(new TensorVector(others));
    product.array().attach(owner);
    return product;
  }

  @Override
  public void addTo(final TensorVector sum, final TensorVector factor, final int index) {
    eachChunk(
        sum,
        (begin, values) ->
            new TensorVector(values).add(factor, new TensorVector(read(index, begin, values))));
  }

  /** Receives one chunk of a vector; arrays that it creates are closed afterwards. */
  private interface ChunkVisitor {
    void visit(long begin, NDArray values);
  }

  private void eachChunk(final TensorVector vector, final ChunkVisitor visitor) {
    for (long begin = 0; begin < shape.size(); begin += CHUNK)
      try (NDManager chunkManager = vector.array().getManager().newSubManager();
          NDArray flat = vector.array().reshape(shape.size())) {
        final NDArray values = flat.get("{}:{}", begin, Math.min(shape.size(), begin + CHUNK));
        values.attach(chunkManager);
        visitor.visit(begin, values);
      }
  }

  private long position(final int index, final long begin) {
    return (index * shape.size() + begin) * Float.BYTES;
  }

  /** Reads a chunk of a tensor; device, size and owner are those of {@code values}. */
  private NDArray read(final int index, final long begin, final NDArray values) {
    buffer.clear().limit((int) values.size() * Float.BYTES);
    try {
      while (buffer.hasRemaining())
        if (channel.read(buffer, position(index, begin) + buffer.position()) < 0)
          throw new EOFException("the file is shorter than the vectors stored in it");
    } catch (final IOException e) {
      throw MappedFile.failure(folder.root(), e);
    }
    return values.getManager().create(buffer.flip(), values.getShape(), DataType.FLOAT32);
  }

  private void write(final ByteBuffer values, final long position) {
    try {
      while (values.hasRemaining()) channel.write(values, position + values.position());
    } catch (final IOException e) {
      throw MappedFile.failure(folder.root(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException e) {
      throw MappedFile.failure(folder.root(), e);
    }
  }
}
