package sc.fiji.styletransfer.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.MaskProbe;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.tensor.CpuSession;

class RegionMaskTest {

  private static final int SIDE = 32;

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @ParameterizedTest
  @EnumSource(Vgg19Layer.class)
  void wholePictureCoversTheWholeLayer(final Vgg19Layer layer) {
    final double positions = new PictureSize(SIDE, SIDE).positionsAt(layer);
    try (LayerMask mask = columns(0, SIDE).forLayer(layer, manager())) {
      assertEquals(positions, mask.positions(), 1e-3);
    }
  }

  /** Columns 0 to 8 of the picture are columns 0 to 3 and half of column 4 of block 2. */
  @Test
  void weightOfAPositionIsTheShareOfItsPixels() {
    try (LayerMask mask = columns(0, 9).forLayer(Vgg19Layer.CONV2_1, manager())) {
      final double[] row = MaskProbe.weights(mask, SIDE / 2, 1, manager())[0];
      assertArrayEquals(new double[] {1, 1, 1, 1, 0.5, 0}, Arrays.copyOf(row, 6));
    }
  }

  /** 40 pixels are two positions of block 5, which stand for pixels 0 to 31. */
  @Test
  void regionWithoutAPositionIsRefused() {
    final float[] pixels = new float[40 * 16];
    for (int i = 0; i < pixels.length; i++) pixels[i] = i % 40 >= 32 ? 1 : 0;
    final RegionMask strip = new RegionMask(pixels, new PictureSize(40, 16));
    final String message =
        assertThrows(
                StyleTransferException.class, () -> strip.forLayer(Vgg19Layer.CONV5_1, manager()))
            .getMessage();
    assertEquals(
        "A region is too small for the layer conv5_1: it covers no position of the layer. Enlarge"
            + " the region.",
        message);
  }

  /** Halving averages four columns with the weights 1, 3, 3, 1: an edge between columns 7 and 8. */
  @Test
  void halvedMaskIsAveragedByATriangle() {
    final RegionMask half = RegionMask.of(img(columns(0, 8)), new PictureSize(16, 16));
    assertArrayEquals(
        new float[] {1, 1, 1, 0.875f, 0.125f, 0}, Arrays.copyOf(half.pixels(), 6), 1e-6f);
  }

  @ParameterizedTest
  @CsvSource({"32,32", "16,16", "23,50", "100,17"})
  void resizingAgreesWithTheEngine(final int width, final int height) {
    final Random random = new Random(1);
    final float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
    final PictureSize size = new PictureSize(width, height);
    try (NDArray tensor = manager().create(values, new Shape(1, 1, SIDE, SIDE));
        NDArray resized = PictureTensor.resizeWithinRange(tensor, size)) {
      final RegionMask mask = RegionMask.of(ArrayImgs.floats(values, SIDE, SIDE), size);
      assertArrayEquals(resized.toFloatArray(), mask.pixels(), 1e-6f);
    }
  }

  @Test
  void maskWithColoursIsRefused() {
    assertEquals(
        "A region mask has 3 dimensions. Give a mask with width and height only.",
        assertThrows(
                StyleTransferException.class,
                () -> RegionMask.of(ArrayImgs.floats(16, 16, 3), new PictureSize(16, 16)))
            .getMessage());
  }

  @Test
  void outsideIsTheRestOfThePicture() {
    final RegionMask rest =
        RegionMask.outside(List.of(columns(0, 8), columns(6, 12))).orElseThrow();
    assertArrayEquals(columns(12, SIDE).pixels(), rest.pixels());
    assertEquals(SIDE * 20, rest.area());
  }

  @Test
  void nothingIsOutsideTheWholePicture() {
    assertTrue(RegionMask.outside(List.of(columns(0, SIDE))).isEmpty());
  }

  private NDManager manager() {
    return cpu.open().manager();
  }

  private static Img<FloatType> img(final RegionMask mask) {
    return ArrayImgs.floats(mask.pixels(), mask.size().width(), mask.size().height());
  }

  private static RegionMask columns(final int from, final int to) {
    final float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) if (i % SIDE >= from && i % SIDE < to) pixels[i] = 1;
    return new RegionMask(pixels, new PictureSize(SIDE, SIDE));
  }
}
