package sc.fiji.styletransfer.weights.file;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Presents a Keras file of VGG19 with the names and the order of torchvision. The datasets of the
 * group {@code block1_conv1} become {@code features.0.weight} and {@code features.0.bias}, and
 * kernels are transposed from the order row, column, in, out (HWIO) to out, in, row, column (OIHW).
 * A layer's group may lie at any depth; it has one dataset with four dimensions, the kernel, and
 * one dataset with one dimension, the bias. The input channels of the first kernel stay in the
 * order blue, green, red.
 */
final class KerasFile implements TensorFile {

  /** Output channels transposed at once: as many float32 values as a line of the cache has. */
  private static final int CACHE_LINE = 16;

  private final Hdf5File file;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  /**
   * @param file file with the names and the order of Keras, closed with this object
   */
  KerasFile(final Hdf5File file) {
    this.file = file;
    final Map<String, long[]> stored = file.shapes();
    for (final Vgg19Layer layer : Vgg19Layer.values()) {
      find(layer, 4, stored).ifPresent(name -> add(LayerNames.TORCHVISION.kernel(layer), name));
      find(layer, 1, stored).ifPresent(name -> add(LayerNames.TORCHVISION.bias(layer), name));
    }
  }

  static KerasFile open(final Path path) {
    return new KerasFile(new Hdf5File(path));
  }

  @Override
  public Map<String, long[]> shapes() {
    return new LinkedHashMap<>(shapes);
  }

  @Override
  public float[] read(final String name) {
    final String source = sources.get(name);
    if (source == null) throw new WeightsException("The Keras file has no tensor '" + name + "'.");
    final long[] shape = shapes.get(name);
    return shape.length == 4 ? outermostFirst(file.values(source), shape) : file.read(source);
  }

  @Override
  public Optional<String> note(final String key) {
    return file.note(key);
  }

  @Override
  public void close() {
    file.close();
  }

  private void add(final String name, final String source) {
    final long[] stored = file.shapes().get(source);
    sources.put(name, source);
    shapes.put(
        name,
        stored.length == 4 ? new long[] {stored[3], stored[2], stored[0], stored[1]} : stored);
  }

  private static Optional<String> find(
      final Vgg19Layer layer, final int dimensions, final Map<String, long[]> stored) {
    final String group = "block" + layer.block() + "_conv" + layer.indexInBlock();
    return stored.entrySet().stream()
        .filter(dataset -> dataset.getValue().length == dimensions)
        .map(Map.Entry::getKey)
        .filter(name -> ("/" + name).contains("/" + group + "/"))
        .min(Comparator.naturalOrder());
  }

  /** Transposes from row, column, in, out to out, in, row, column, without another copy. */
  private static float[] outermostFirst(final FloatBuffer stored, final long[] shape) {
    final float[] kernel = new float[stored.remaining()];
    final int out = (int) shape[0];
    for (int begin = 0; begin < out; begin += CACHE_LINE)
      transpose(stored, kernel, shape, new int[] {begin, Math.min(out, begin + CACHE_LINE)});
    return kernel;
  }

  /**
   * Transposes a range of output channels, which are adjacent in the file, but not in the kernel.
   */
  private static void transpose(
      final FloatBuffer stored, final float[] kernel, final long[] shape, final int[] range) {
    final int out = (int) shape[0];
    final int in = (int) shape[1];
    final int taps = (int) (shape[2] * shape[3]);
    for (int i = 0; i < in; i++)
      for (int tap = 0; tap < taps; tap++)
        for (int o = range[0]; o < range[1]; o++)
          kernel[(o * in + i) * taps + tap] = stored.get((tap * in + i) * out + o);
  }
}
