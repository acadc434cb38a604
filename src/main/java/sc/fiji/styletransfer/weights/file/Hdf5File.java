package sc.fiji.styletransfer.weights.file;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Reads the datasets of an HDF5 file. The name of a dataset is its path without the first slash.
 *
 * <p>The library receives the file as one buffer, read or mapped, so a length in the file can
 * neither reach outside the file nor make the library allocate memory. {@link Hdf5Storage} limits
 * how long the library follows the file's structure. The library reports damage with all kinds of
 * exceptions, and with endless recursion where a structure contains itself; this class turns both
 * into a {@link WeightsException}.
 */
final class Hdf5File implements TensorFile {

  /**
   * Size from which a file is mapped instead of read. On Windows nobody can delete a mapped file
   * until the garbage collector has run. A file of convolutions only is smaller than this limit; it
   * may be a download that will be deleted.
   */
  private static final int MAPPED_BYTES = 128 << 20;

  /** Groups within groups. Keras uses five levels. */
  private static final int MAX_DEPTH = 8;

  /** Far more than any network of this kind has. */
  private static final int MAX_DATASETS = 10_000;

  private final Path path;
  private final Map<String, Dataset> datasets = new LinkedHashMap<>();

  /**
   * @param path the file
   * @throws WeightsException if the file cannot be read or is not a sound HDF5 file
   */
  Hdf5File(final Path path) {
    this.path = path;
    contained(
        () -> {
          final Hdf5Storage storage = Hdf5Storage.of(bytes(path));
          requireWhole(storage);
          collect(storage.open(), "", 0);
          storage.endStructure();
          return null;
        });
  }

  @Override
  public Map<String, long[]> shapes() {
    return contained(
        () -> {
          final Map<String, long[]> shapes = new LinkedHashMap<>();
          datasets.forEach((name, dataset) -> shapes.put(name, shape(dataset)));
          return shapes;
        });
  }

  @Override
  public float[] read(final String name) {
    return contained(
        () -> {
          final FloatBuffer stored = storedValues(name);
          final float[] values = new float[stored.remaining()];
          stored.get(values);
          return values;
        });
  }

  /**
   * @param name name of a dataset
   * @return a view of the dataset's values in the file's order
   * @throws WeightsException if the dataset does not exist or has an unsupported type
   */
  FloatBuffer values(final String name) {
    return contained(() -> storedValues(name));
  }

  @Override
  public Optional<String> note(final String key) {
    return Optional.empty();
  }

  @Override
  public void close() {
    // The channel is closed already. The buffer is freed when nothing refers to it any more.
    datasets.clear();
  }

  private static void requireWhole(final Hdf5Storage storage) {
    if (storage.getSuperblock().getEndOfFileAddress() > storage.size())
      throw new WeightsException("it is cut short");
  }

  private void collect(final Group group, final String prefix, final int depth) {
    for (final Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      if (child.getValue().isLink()) continue;
      final String name = prefix + child.getKey();
      if (child.getValue() instanceof final Dataset dataset) add(name, dataset);
      else if (child.getValue() instanceof final Group inner && depth < MAX_DEPTH)
        collect(inner, name + "/", depth + 1);
    }
  }

  private void add(final String name, final Dataset dataset) {
    if (datasets.size() == MAX_DATASETS)
      throw new WeightsException("it has more than " + MAX_DATASETS + " datasets");
    datasets.put(name, dataset);
  }

  private static long[] shape(final Dataset dataset) {
    return Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
  }

  private FloatBuffer storedValues(final String name) {
    final Dataset dataset = datasets.get(name);
    if (dataset == null) throw new WeightsException(UnusableFile.missingTensor(name));
    if (!(dataset.getDataType() instanceof final FloatingPoint type)
        || type.getSize() != Float.BYTES)
      throw new WeightsException(
          "its dataset '%s' is not of type float32; convert it first"
              .formatted(Printable.of(name)));
    if (!(dataset instanceof final ContiguousDataset contiguous) || dataset.isEmpty())
      throw new WeightsException(
          "its dataset '%s' is empty, chunked or compressed; save it without chunks"
              .formatted(Printable.of(name)));
    return contiguous.getBuffer().order(type.getByteOrder()).asFloatBuffer();
  }

  private static ByteBuffer bytes(final Path path) {
    try (FileChannel channel = UnusableFile.open(path)) {
      if (channel.size() > Integer.MAX_VALUE)
        throw new WeightsException("it is larger than two gibibytes");
      final ByteBuffer bytes =
          channel.size() < MAPPED_BYTES
              ? SourceSection.bytes(ByteSource.of(channel), 0, (int) channel.size())
              : channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return bytes.order(ByteOrder.LITTLE_ENDIAN);
    } catch (final IOException e) {
      throw UnusableFile.because(path, e);
    }
  }

  private <T> T contained(final UnusableFile.Reading<T> reading) {
    return UnusableFile.contained(path, reading);
  }
}
