package sc.fiji.styletransfer.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.SharedFiles;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/** The weights of the Oxford network in the file of the shared folder. */
class OxfordFileTest {

  /** Mean absolute weight of each layer, as measured when the file was made. */
  private static final double[] MEAN_ABSOLUTE = {
    .1565, .0276, .0197, .0150, .0114, .0079, .0074, .0072, .0058, .0046, .0051, .0056, .0062,
    .0064, .0065, .0063
  };

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void requireFile() {
    file = SharedFiles.oxfordWeights();
  }

  @Test
  void itsNumbersAreOxfordsBlueFirst() {
    try (NetworkWeights weights = WeightsFile.open(file)) {
      assertEquals(NetworkVariant.OXFORD, weights.variant());
      final Convolution first = weights.read(Vgg19Layer.CONV1_1);
      final float[] blueGreenRed = {first.kernel()[0], first.kernel()[9], first.kernel()[18]};
      assertArrayEquals(new float[] {.34119523f, .46418372f, .39416704f}, blueGreenRed, 2e-4f);
      assertArrayEquals(
          new float[] {.7301776f, .06493629f, .03428847f}, Arrays.copyOf(first.bias(), 3), 2e-4f);
    }
  }

  @Test
  void itsLayersAreInTheirPlaces() {
    try (NetworkWeights weights = WeightsFile.open(file)) {
      for (final Vgg19Layer layer : Vgg19Layer.values()) {
        double sum = 0;
        final float[] kernel = weights.read(layer).kernel();
        for (final float value : kernel) sum += Math.abs(value);
        assertEquals(MEAN_ABSOLUTE[layer.ordinal()], sum / kernel.length, 6e-5, layer.toString());
      }
    }
  }

  @Test
  void keptInFloat32ItIsTheSameNetwork() {
    final Path kept = new WeightsImport(folders()).take(file);
    assertEquals(WeightsReport.of(file).fingerprint(), WeightsReport.of(kept).fingerprint());
  }

  private WeightsFolders folders() {
    return new WeightsFolders(java.util.List.of(folder), java.util.List.of());
  }
}
