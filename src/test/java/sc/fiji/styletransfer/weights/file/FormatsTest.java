package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/** The readers of all formats return the same tensors bit by bit. */
class FormatsTest {

  @TempDir Path folder;

  /** Small kernels and biases of different sizes with awkward values. */
  static Map<String, Tensor> smallTensors(final long seed) {
    final Random random = new Random(seed);
    final Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (final Vgg19Layer layer : Vgg19Layer.values()) {
      final int out = 1 + random.nextInt(4);
      final int in = 1 + random.nextInt(3);
      final String name = "features." + layer.torchIndex();
      tensors.put(name + ".weight", Tensor.of(values(random, out * in * 9), out, in, 3, 3));
      tensors.put(name + ".bias", Tensor.of(values(random, out), out));
    }
    return tensors;
  }

  private static float[] values(final Random random, final int count) {
    final float[] values = new float[count];
    for (int i = 0; i < count; i++)
      values[i] = i % 7 == 0 ? -0f : Float.intBitsToFloat(random.nextInt() & 0xbfffffff);
    return values;
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void everyFormatGivesTheSameBits(final FormatWriters format) throws IOException {
    for (long seed = 0; seed < 10; seed++) {
      final Map<String, Tensor> tensors = smallTensors(seed);
      final Path path = folder.resolve(format + "-" + seed);
      format.write(path, tensors);
      try (TensorFile file = TensorFormat.open(path)) {
        assertEquals(tensors.keySet(), file.shapes().keySet());
        for (final String name : tensors.keySet()) assertBitEqual(tensors.get(name), file, name);
      }
    }
  }

  static void assertBitEqual(final Tensor expected, final TensorFile file, final String name) {
    assertArrayEquals(expected.shape(), file.shapes().get(name), name);
    assertArrayEquals(
        FormatWriters.floatBytes(expected.values()),
        FormatWriters.floatBytes(file.read(name)),
        name);
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void aWholeNetworkHasTheSameFingerprint(final FormatWriters format) throws IOException {
    final SyntheticNetwork network = SyntheticNetwork.oxford(7);
    final Path path = folder.resolve("network");
    format.write(path, network.tensors(Vgg19Layer.CONV5_1));
    try (NetworkWeights weights = WeightsFile.open(path)) {
      assertEquals(NetworkVariant.OXFORD, weights.variant());
      assertEquals(NetworkFingerprint.of(network), NetworkFingerprint.of(weights));
      assertTrue(weights.has(Vgg19Layer.CONV5_1));
    }
  }

  @Test
  void otherNamesOfTheSameLayersAreUnderstood() throws IOException {
    final Tensor kernel = smallFirstKernel();
    final Tensor bias = Tensor.of(new float[64], 64);
    for (final String prefix : new String[] {"features.0", "module.features.0", "0", "conv1_1"}) {
      final Path path = folder.resolve("names");
      FormatWriters.SAFETENSORS.write(
          path, Map.of(prefix + ".weight", kernel, prefix + ".bias", bias));
      try (NetworkWeights weights = WeightsFile.open(path)) {
        assertEquals(NetworkVariant.OXFORD, weights.variant(), prefix);
      }
    }
  }

  @Test
  void neuralStylesClassifierKeysAndItsSizeDoNotMatter() throws IOException {
    final Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("classifier.1.weight", Tensor.of(new float[40], 10, 4));
    tensors.put("features.0.weight", smallFirstKernel());
    tensors.put("features.0.bias", Tensor.of(new float[64], 64));
    tensors.put("classifier.4.weight", Tensor.of(new float[40], 4, 10));
    final Path path = folder.resolve("neural-style.pth");
    FormatWriters.TORCH_LEGACY.write(path, tensors);
    try (NetworkWeights weights = WeightsFile.open(path)) {
      assertArrayEquals(
          tensors.get("features.0.weight").values(), weights.read(Vgg19Layer.CONV1_1).kernel());
    }
  }

  @Test
  void aFileWithoutANetworkIsRefused() throws IOException {
    final Path path = folder.resolve("other");
    FormatWriters.SAFETENSORS.write(path, Map.of("x", Tensor.of(new float[2], 2)));
    final WeightsException e = assertThrows(WeightsException.class, () -> WeightsFile.open(path));
    assertTrue(e.getMessage().contains("no first layer"), e.getMessage());
  }

  private static Tensor smallFirstKernel() {
    return SyntheticNetwork.oxford(1).tensors(Vgg19Layer.CONV1_1).get("features.0.weight");
  }
}
