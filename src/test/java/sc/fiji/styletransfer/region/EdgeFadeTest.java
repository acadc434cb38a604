package sc.fiji.styletransfer.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.MaskProbe;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.tensor.CpuSession;

/** Weights of positions near the edges, computed by hand. */
class EdgeFadeTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @ParameterizedTest
  @EnumSource(Vgg19Layer.class)
  void withoutAFadeAllWeightsAreOne(final Vgg19Layer layer) {
    final PictureSize size = new PictureSize(45, 33);
    final double[][] weights = weights(EdgeFade.NONE, layer, size);
    for (final double[] row : weights) for (final double weight : row) assertEquals(1, weight);
    try (LayerMask mask = EdgeFade.NONE.forLayer(layer, size, manager())) {
      assertEquals(size.positionsAt(layer), mask.positions());
    }
  }

  @Test
  void weightOfAPixelIsProportionalToItsDistanceFromTheEdge() {
    final double[][] weights =
        weights(new EdgeFade(4), Vgg19Layer.CONV1_1, new PictureSize(20, 18));
    assertArrayEquals(
        new double[] {0.125, 0.375, 0.625, 0.875, 1, 1}, head(weights[9]), 1e-6, "left");
    assertArrayEquals(
        new double[] {0.125, 0.375, 0.625, 0.875, 1, 1}, head(mirrored(weights[9])), 1e-6, "right");
    assertEquals(0.125 * 0.375, weights[0][1], 1e-6, "corner");
    assertEquals(0.625, weights[15][10], 1e-6, "bottom");
  }

  /** A position of block 2 stands for two pixels; no position stands for the last odd pixel. */
  @Test
  void weightOfAPositionIsTheMeanOfItsPixels() {
    final double[][] weights =
        weights(new EdgeFade(4), Vgg19Layer.CONV2_1, new PictureSize(21, 24));
    assertEquals(10, weights[0].length);
    assertArrayEquals(new double[] {0.25, 0.75, 1, 1, 1, 1}, head(weights[5]), 1e-6);
    // Pixels 18 and 19 of 21 are 2.5 and 1.5 pixels from the end.
    assertEquals(0.5, weights[5][9], 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"CONV1_1,16,16,8", "CONV3_1,50,37,8", "CONV5_1,64,48,8", "CONV2_1,40,30,100"})
  void numberOfPositionsIsTheSumOfTheWeights(
      final Vgg19Layer layer, final int width, final int height, final int pixels) {
    final PictureSize size = new PictureSize(width, height);
    double sum = 0;
    for (final double[] row : weights(new EdgeFade(pixels), layer, size))
      for (final double weight : row) {
        assertTrue(weight > 0 && weight <= 1, "" + weight);
        sum += weight;
      }
    try (LayerMask mask = new EdgeFade(pixels).forLayer(layer, size, manager())) {
      assertEquals(sum, mask.positions(), 1e-4 * sum);
    }
  }

  @Test
  void weightsOfARegionAreMultipliedByTheFade() {
    final PictureSize size = new PictureSize(20, 16);
    final float[] left = new float[320];
    for (int i = 0; i < left.length; i++) left[i] = i % 20 < 10 ? 1 : 0;
    final LayerMask region = new RegionMask(left, size).forLayer(Vgg19Layer.CONV1_1, manager());
    final LayerMask fade = new EdgeFade(2).forLayer(Vgg19Layer.CONV1_1, size, manager());
    try (LayerMask both = region.times(fade)) {
      final double[][] weights = MaskProbe.weights(both, 20, 16, manager());
      assertArrayEquals(
          new double[] {0.25, 0.75, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
          weights[8],
          1e-6);
      // 0.25 + 0.75 + 8 columns; 2 · (0.25 + 0.75) + 12 rows
      assertEquals(9 * 14, both.positions(), 1e-4);
    }
  }

  @Test
  void productWithTheWholeLayerIsTheMaskItself() {
    final PictureSize size = new PictureSize(20, 16);
    try (LayerMask fade = new EdgeFade(2).forLayer(Vgg19Layer.CONV1_1, size, manager());
        LayerMask whole = LayerMask.whole(320)) {
      assertEquals(fade, fade.times(whole));
      assertEquals(fade, whole.times(fade));
    }
  }

  private NDManager manager() {
    return cpu.open().manager();
  }

  private double[][] weights(
      final EdgeFade fade, final Vgg19Layer layer, final PictureSize picture) {
    try (LayerMask mask = fade.forLayer(layer, picture, manager())) {
      final int halvings = layer.block() - 1;
      return MaskProbe.weights(
          mask, picture.width() >> halvings, picture.height() >> halvings, manager());
    }
  }

  private static double[] head(final double[] line) {
    return Arrays.copyOf(line, 6);
  }

  private static double[] mirrored(final double[] line) {
    final double[] mirrored = new double[line.length];
    for (int i = 0; i < line.length; i++) mirrored[i] = line[line.length - 1 - i];
    return mirrored;
  }
}
