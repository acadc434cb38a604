package sc.fiji.styletransfer.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/** The built-in network. */
class BuiltinWeightsTest {

  private static final long MOST_BYTES = 10_000_000;

  @TempDir private Path folder;

  @Test
  void itIsTheFileInTheProgramWhateverReadsIt() throws IOException {
    final Path copy = folder.resolve("copy.safetensors");
    try (InputStream in = getClass().getResourceAsStream(BuiltinWeights.RESOURCE)) {
      Files.copy(in, copy);
    }
    assertTrue(Files.size(copy) <= MOST_BYTES);
    assertEquals(WeightsReport.of(copy).fingerprint(), WeightsReport.ofBuiltin().fingerprint());
  }

  @Test
  void itsNumbersAreThoseThatWereWritten() {
    final WeightsReport report = WeightsReport.ofBuiltin();
    assertTrue(report.noted().isPresent());
    assertTrue(report.intact());
    assertEquals(NetworkVariant.OXFORD, report.variant());
    assertEquals(Optional.of("CC BY 4.0"), report.licence());
    assertEquals(
        Optional.of(
            "distilled from VGG19 of K. Simonyan and A. Zisserman, Visual Geometry Group, Oxford,"
                + " CC BY 4.0"),
        report.source());
  }

  @Test
  void itIsANarrowVgg19UpToItsThirteenthConvolution() {
    try (NetworkWeights weights = NetworkChoice.open("builtin")) {
      assertEquals("builtin", weights.name());
      for (final Vgg19Layer layer : NetworkFingerprint.LAYERS) {
        final Convolution convolution = weights.read(layer);
        assertEquals(weights.widths().kernelLength(layer), convolution.kernel().length);
        assertTrue(convolution.kernel().length < layer.kernelLength());
        assertTrue(weights.widths().hasReadOut(layer));
        for (final float value : convolution.readOut()) assertTrue(Float.isFinite(value));
        for (final float value : convolution.kernel()) assertTrue(Float.isFinite(value));
      }
      assertFalse(weights.has(Vgg19Layer.CONV5_2));
      assertThrows(WeightsException.class, () -> weights.read(Vgg19Layer.CONV5_2));
    }
  }

  @Test
  void onceClosedItIsGone() {
    final NetworkWeights weights = NetworkChoice.open("builtin");
    weights.close();
    assertThrows(WeightsException.class, () -> weights.read(Vgg19Layer.CONV1_1));
  }

  @Test
  void randomFiltersAreAnotherNetworkAndTheSameEveryTime() {
    final List<NetworkFingerprint> random =
        List.of(NetworkFingerprint.of(open("random")), NetworkFingerprint.of(open("Random")));
    assertEquals(random.get(0), random.get(1));
    assertEquals(
        new NetworkFingerprint("f2e2489e879cb37ff8cfee5c62f679e147e23d7dcc17add4e735d45380155d52"),
        random.get(0));
    assertNotEquals(random.get(0), WeightsReport.ofBuiltin().fingerprint());
    assertArrayEquals(
        new RandomWeights(1).read(Vgg19Layer.CONV3_1).kernel(),
        open("random").read(Vgg19Layer.CONV3_1).kernel());
  }

  private static NetworkWeights open(final String name) {
    return NetworkChoice.open(name);
  }
}
