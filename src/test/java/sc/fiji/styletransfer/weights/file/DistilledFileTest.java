package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.network.DistilledNetwork;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.network.WithoutReadOuts;

/** Files of distilled networks, which state their widths by the shapes of their tensors. */
class DistilledFileTest {

  @TempDir Path folder;

  private final DistilledNetwork network = new DistilledNetwork();
  private final Map<String, long[]> shapes = new HashMap<>();

  @BeforeEach
  void declare() {
    final NetworkWidths widths = network.widths();
    for (final Vgg19Layer layer : NetworkFingerprint.LAYERS) {
      shapes.put(LayerNames.TORCHVISION.kernel(layer), widths.kernelShape(layer));
      shapes.put(LayerNames.TORCHVISION.bias(layer), new long[] {widths.channels(layer)});
      shapes.put(
          LayerNames.readOut(layer),
          new long[] {widths.features(layer), widths.channels(layer), 1, 1});
    }
  }

  @Test
  void aWrittenFileReadsBack() {
    final Path file = folder.resolve("distilled.safetensors");
    final NetworkFingerprint written = new SafetensorsWriter(network, Map.of()).write(file);
    try (TensorFileWeights read = WeightsFile.open(file)) {
      assertEquals(written, NetworkFingerprint.of(read));
      for (final Vgg19Layer layer : NetworkFingerprint.LAYERS) {
        assertEquals(network.widths().channels(layer), read.widths().channels(layer));
        assertEquals(network.widths().features(layer), read.widths().features(layer));
        assertArrayEquals(network.read(layer).readOut(), read.read(layer).readOut());
      }
    }
  }

  /** A run multiplies the content weight by the factor that the file states. */
  @Test
  void theFactorOfContentWeightsIsReadAndWritten() {
    final Path file = folder.resolve("calibrated.safetensors");
    new SafetensorsWriter(network, Map.of(TensorFileWeights.CONTENT_FACTOR, "2.5")).write(file);
    final Path copy = folder.resolve("copy.safetensors");
    try (TensorFileWeights read = WeightsFile.open(file)) {
      assertEquals(2.5, read.contentFactor());
      new SafetensorsWriter(read, Map.of()).write(copy);
    }
    try (TensorFileWeights read = WeightsFile.open(copy)) {
      assertEquals(2.5, read.contentFactor());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "Infinity", "1e300", "much", ""})
  void anImpossibleFactorIsRefused(final String factor) {
    final Path file = folder.resolve("factor.safetensors");
    final SafetensorsWriter writer =
        new SafetensorsWriter(network, Map.of(TensorFileWeights.CONTENT_FACTOR, factor));
    final WeightsException refusal = assertThrows(WeightsException.class, () -> writer.write(file));
    assertTrue(
        refusal.getMessage().contains("content weights is '" + factor), refusal.getMessage());
  }

  @Test
  void theFingerprintDependsOnTheReadOut() {
    final float[] readOut = network.read(Vgg19Layer.CONV5_1).readOut();
    assertTrue(readOut.length > 0);
    assertNotEquals(
        NetworkFingerprint.of(network), NetworkFingerprint.of(new WithoutReadOuts(network)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features.0.weight | 0 3 3 3 | conv1_1 has 1 to 64 channels",
        "features.0.weight | 65 3 3 3 | conv1_1 has 1 to 64 channels",
        "features.0.weight | 9223372036854775807 3 3 3 | conv1_1 has 1 to 64 channels",
        "features.0.weight | -4 3 3 3 | conv1_1 has 1 to 64 channels",
        "features.0.weight | | conv1_1 has 1 to 64 channels",
        "features.0.weight | 4 4 3 3 | has shape [4, 4, 3, 3] instead of [4, 3, 3, 3]",
        "features.0.bias | 5 | has shape [5] instead of [4]",
        "features.19.weight | 32 17 3 3 | has shape [32, 17, 3, 3] instead of [32, 16, 3, 3]",
        "features.28.weight | 32 32 5 5 | has shape [32, 32, 5, 5] instead of [32, 32, 3, 3]",
        "readout.0.weight | 0 4 1 1 | conv1_1 has 1 to 64 channels",
        "readout.0.weight | 65 4 1 1 | conv1_1 has 1 to 64 channels",
        "readout.28.weight | 33 31 1 1 | has shape [33, 31, 1, 1] instead of [33, 32, 1, 1]",
        "readout.28.weight | 33 32 3 3 | has shape [33, 32, 3, 3] instead of [33, 32, 1, 1]",
        "readout.28.weight | 33 32 | has shape [33, 32] instead of [33, 32, 1, 1]"
      })
  void impossibleWidthsAreNamed(final String tensor, final String shape, final String reason) {
    shapes.put(tensor, shape == null ? new long[0] : numbers(shape));
    final String message = refusal();
    assertTrue(message.contains(reason) && message.contains(tensor), message);
  }

  @Test
  void aMissingReadOutIsNamed() {
    shapes.remove(LayerNames.readOut(Vgg19Layer.CONV3_2));
    assertEquals(
        "The weights 'sample' are incomplete: some layers have a read-out, but conv3_2 has none."
            + " Download the file again.",
        refusal());
  }

  private String refusal() {
    return assertThrows(
            WeightsException.class,
            () -> DeclaredWidths.of("sample", shapes, LayerNames.TORCHVISION))
        .getMessage();
  }

  private static long[] numbers(final String shape) {
    return Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
