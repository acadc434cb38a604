package sc.fiji.styletransfer.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.MaskProbe;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.tensor.CpuSession;
import sc.fiji.styletransfer.transfer.TestPictures;

class RegionMaskTest {

  private static final int SIDE = 32;

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @ParameterizedTest
  @EnumSource(GuidanceMode.class)
  void theWholePictureIsTheWholeLayer(final GuidanceMode mode) {
    for (final Vgg19Layer layer : Vgg19Layer.values())
      try (LayerMask mask = columns(0, SIDE).at(layer, mode, cpu.open().manager())) {
        assertEquals(
            new PictureSize(SIDE, SIDE).positionsAt(layer), mask.positions(), 1e-3, layer + "");
      }
  }

  @Test
  void simpleTakesShares() {
    // columns 0 to 8: of the 16 columns of block 2 the first four wholly and half of the fifth
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 0.5, 0},
        row(columns(0, 9), Vgg19Layer.CONV2_1, GuidanceMode.SIMPLE));
  }

  @Test
  void insideSeesNothingElse() {
    // a position i of conv2_1 sees pixels 2i − 4 to 2i + 5, what is beyond the edge left out
    assertArrayEquals(
        new double[] {1, 1, 1, 0, 0, 0},
        row(columns(0, 10), Vgg19Layer.CONV2_1, GuidanceMode.INSIDE));
  }

  @Test
  void allSeesAnything() {
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 0, 0}, row(columns(0, 3), Vgg19Layer.CONV2_1, GuidanceMode.ALL));
  }

  @Test
  void aRegionTooSmallForALayerIsRefused() {
    final StyleTransferException thrown =
        assertThrows(
            StyleTransferException.class,
            () -> columns(4, 8).at(Vgg19Layer.CONV5_1, GuidanceMode.INSIDE, cpu.open().manager()));
    assertEquals(true, thrown.getMessage().contains("set guidance to simple"));
  }

  @Test
  void whatIsOutsideAllRegions() {
    final RegionMask rest =
        RegionMask.outside(List.of(columns(0, 8), columns(6, 12))).orElseThrow();
    assertEquals(SIDE * 20, rest.area());
    assertEquals(true, RegionMask.outside(List.of(columns(0, SIDE))).isEmpty());
  }

  @Test
  void labelsPairRegions() {
    final var content = TestPictures.plane(20, 20, 2);
    final var style = TestPictures.plane(20, 20, 0);
    style.firstElement().set(2);
    final List<Guide> guides =
        LabelGuides.of(content, List.of(TestPictures.plane(20, 20, 1), style));
    assertEquals(1, guides.size());
    assertEquals(1, guides.get(0).style());
    assertEquals(1, guides.get(0).source().orElseThrow().firstElement().get());
    assertThrows(
        StyleTransferException.class,
        () -> LabelGuides.of(content, List.of(TestPictures.plane(20, 20, 1))));
  }

  /** The first six values of the layer's first row, as they weigh products. */
  private double[] row(final RegionMask mask, final Vgg19Layer layer, final GuidanceMode mode) {
    final int side = SIDE >> layer.block() - 1;
    final NDManager manager = cpu.open().manager();
    try (LayerMask there = mask.at(layer, mode, manager)) {
      return Arrays.copyOf(MaskProbe.weights(there, side, 1, manager)[0], 6);
    }
  }

  private static RegionMask columns(final int from, final int to) {
    final float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) if (i % SIDE >= from && i % SIDE < to) pixels[i] = 1;
    return new RegionMask(pixels, new PictureSize(SIDE, SIDE));
  }
}
