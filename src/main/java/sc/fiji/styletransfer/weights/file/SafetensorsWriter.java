package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.files.FileReplacement;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Writes a network as a {@code .safetensors} file: float32, kernels in the order out, in, row,
 * column, the names of torchvision, and notes about the network. The file gets its name only after
 * it is complete, flushed to the disk, and reads back as the same network. Until then it has a name
 * that no other process uses.
 */
public final class SafetensorsWriter {

  /** Key of the note with the variant, for networks whose numbers do not determine the variant. */
  public static final String VARIANT = "variant";

  /** Key of the note with the fingerprint. */
  public static final String FINGERPRINT = "fingerprint";

  private static final int CHUNK_BYTES = 1 << 18;

  private final NetworkWeights weights;
  private final Map<String, String> notes;

  /**
   * @param weights weights to write, with all layers that they have; the caller closes them
   * @param notes notes about the network; the writer adds the variant and the fingerprint
   */
  public SafetensorsWriter(final NetworkWeights weights, final Map<String, String> notes) {
    this.weights = weights;
    this.notes = new LinkedHashMap<>(notes);
  }

  /**
   * Writes the file.
   *
   * @param target the file, which is replaced if it exists
   * @return the fingerprint of the network
   * @throws WeightsException if the network is incomplete or the file cannot be written
   */
  public NetworkFingerprint write(final Path target) {
    final NetworkFingerprint fingerprint = NetworkFingerprint.of(weights);
    notes.put("format", "pt");
    notes.put(VARIANT, weights.variant().toString());
    if (weights.contentFactor() != 1)
      notes.put(TensorFileWeights.CONTENT_FACTOR, String.valueOf(weights.contentFactor()));
    notes.put(FINGERPRINT, fingerprint.hex());
    FileReplacement.deleteAbandoned(target.toAbsolutePath().getParent());
    try {
      new FileReplacement()
          .write(target, this::writeLayers, file -> requireSame(file, fingerprint));
    } catch (final IOException e) {
      throw unwritable(target, e);
    }
    return fingerprint;
  }

  private void writeLayers(final FileChannel channel) throws IOException {
    final List<Vgg19Layer> layers =
        Arrays.stream(Vgg19Layer.values()).filter(weights::has).toList();
    final SafetensorsHeaderText header = new SafetensorsHeaderText(notes);
    for (final Vgg19Layer layer : layers) {
      final NetworkWidths widths = weights.widths();
      final int channels = widths.channels(layer);
      header.add(LayerNames.TORCHVISION.kernel(layer), widths.kernelShape(layer));
      header.add(LayerNames.TORCHVISION.bias(layer), new long[] {channels});
      if (widths.hasReadOut(layer))
        header.add(LayerNames.readOut(layer), new long[] {widths.features(layer), channels, 1, 1});
    }
    write(channel, ByteBuffer.wrap(header.bytes()));
    for (final Vgg19Layer layer : layers) {
      final Convolution convolution = weights.read(layer);
      write(channel, convolution.kernel());
      write(channel, convolution.bias());
      write(channel, convolution.readOut());
    }
  }

  private static void write(final FileChannel channel, final float[] values) throws IOException {
    final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    final int step = CHUNK_BYTES / Float.BYTES;
    for (int begin = 0; begin < values.length; begin += step) {
      final int count = Math.min(step, values.length - begin);
      chunk.clear().asFloatBuffer().put(values, begin, count);
      write(channel, chunk.limit(count * Float.BYTES));
    }
  }

  private static void write(final FileChannel channel, final ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  private static void requireSame(final Path file, final NetworkFingerprint fingerprint) {
    try (NetworkWeights written = WeightsFile.open(file)) {
      if (!NetworkFingerprint.of(written).equals(fingerprint))
        throw new WeightsException(
            "The file %s does not read back as it was written. Check the disk.".formatted(file));
    }
  }

  private static WeightsException unwritable(final Path file, final IOException cause) {
    return new WeightsException(
        "The weights cannot be written to %s (%s). Free some disk space, check the permissions or set another folder."
            .formatted(file, cause.getMessage()),
        cause);
  }
}
