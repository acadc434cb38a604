package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.process.ByteProcessor;
import java.util.Arrays;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.transfer.TestPictures;

class FeatheredSelectionTest {

  @Test
  void withoutFeatherTheEdgeIsHard() {
    final float[] weights = weights(4, 4, new Roi(1, 1, 2, 2), 0);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0}, weights);
  }

  @Test
  void weightsRiseFromTheEdgeInwards() {
    final float[] weights = weights(11, 11, new Roi(1, 1, 9, 9), 3);
    final float[] middleRow = Arrays.copyOfRange(weights, 5 * 11, 6 * 11);
    assertArrayEquals(
        new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1, 1, 0.75f, 0.5f, 0.25f, 0}, middleRow, 1e-6f);
  }

  @Test
  void theImageBorderIsNoEdge() {
    final float[] weights = weights(6, 1, new Roi(0, 0, 4, 1), 2);
    assertArrayEquals(new float[] {1, 1, 2 / 3f, 1 / 3f, 0, 0}, weights, 1e-6f);
  }

  @Test
  void smallSelectionsReachTheFullChangeInTheirMiddle() {
    final float[] weights = weights(5, 5, new Roi(1, 1, 3, 3), 10);
    assertEquals(1, weights[12], 1e-6f);
    assertEquals(0.5f, weights[6], 1e-6f);
  }

  static Stream<Roi> areas() {
    return Stream.of(
        new Roi(4, 5, 9, 8),
        new Roi(4, 5, 9, 8, 4),
        new Roi(-5, -5, 15, 12),
        new OvalRoi(3, 3, 12, 9),
        new OvalRoi(12, 10, 20, 20),
        new EllipseRoi(3, 3, 15, 12, 0.5),
        new RotatedRectRoi(3, 3, 15, 12, 5),
        new PolygonRoi(new float[] {2, 17, 9}, new float[] {2, 3, 14}, Roi.POLYGON),
        new PolygonRoi(new float[] {2, 17, 9, 4}, new float[] {2, 3, 14, 9}, Roi.FREEROI),
        new ShapeRoi(new Roi(2, 2, 14, 12)).not(new ShapeRoi(new OvalRoi(5, 5, 6, 6))),
        new ShapeRoi(new Roi(1, 1, 4, 4)).or(new ShapeRoi(new Roi(10, 8, 6, 5))));
  }

  @ParameterizedTest
  @MethodSource("areas")
  void theChangeStaysInsideAnyArea(final Roi roi) {
    final float[] weights = weights(20, 16, roi, 2);
    int inside = 0;
    for (int i = 0; i < weights.length; i++) {
      assertEquals(roi.contains(i % 20, i / 20), weights[i] > 0, "pixel " + i);
      assertTrue(weights[i] <= 1);
      inside += weights[i] > 0 ? 1 : 0;
    }
    assertTrue(inside > 0);
  }

  @Test
  void selectionsWithoutAnInsideAreIgnored() {
    final ImagePlus image = blank(8, 8);
    for (final Roi roi :
        new Roi[] {
          new Line(1, 1, 6, 6),
          new PointRoi(3, 3),
          new PolygonRoi(new float[] {1, 5, 3}, new float[] {1, 2, 6}, Roi.ANGLE)
        }) {
      image.setRoi(roi);
      assertTrue(FeatheredSelection.of(image, 1).isEmpty());
    }
  }

  @Test
  void noSelectionAndTheWholeImageMeanTheSame() {
    final ImagePlus image = blank(8, 8);
    assertTrue(FeatheredSelection.of(image, 1).isEmpty());
    image.setRoi(new Roi(-1, -1, 12, 12));
    assertTrue(FeatheredSelection.of(image, 1).isEmpty());
  }

  @Test
  void aSelectionBesideTheImageIsRefused() {
    final ImagePlus image =
        new ImagePlus("outside", new ByteProcessor(8, 8)) {
          @Override
          public Roi getRoi() {
            return new OvalRoi(20, 20, 5, 5);
          }
        };
    assertThrows(StyleTransferException.class, () -> FeatheredSelection.of(image, 1));
  }

  @Test
  void anInterruptionIsToldInASentence() {
    final ImagePlus image = blank(8, 8);
    image.setRoi(new Roi(2, 2, 4, 4));
    Thread.currentThread().interrupt();
    try {
      assertEquals(
          "The style transfer was interrupted. Start it again.",
          assertThrows(StyleTransferException.class, () -> FeatheredSelection.of(image, 1))
              .getMessage());
    } finally {
      assertTrue(Thread.interrupted(), "the interruption is kept");
    }
  }

  @Test
  void weightsFollowTheSizeOfThePicture() {
    final ImagePlus image = blank(4, 4);
    image.setRoi(new Roi(0, 0, 2, 4));
    final Img<FloatType> before = ArrayImgs.floats(8, 8, 3);
    final float[] after = new float[192];
    Arrays.fill(after, 1);
    final Img<FloatType> blended =
        FeatheredSelection.of(image, 0)
            .orElseThrow()
            .blend(before, ArrayImgs.floats(after, 8, 8, 3));
    final float[] row = Arrays.copyOf(TestPictures.values(blended), 8);
    assertEquals(1, row[0]);
    assertEquals(0, row[7]);
  }

  @Test
  void theSelectionItselfIsLeftAlone() {
    final ImagePlus image = blank(9, 9);
    final Roi roi = new OvalRoi(1, 1, 6, 6);
    image.setRoi(roi);
    FeatheredSelection.of(image, 2);
    assertEquals(roi, image.getRoi());
    assertEquals(new OvalRoi(1, 1, 6, 6), roi);
  }

  private static float[] weights(
      final int width, final int height, final Roi roi, final int feather) {
    final ImagePlus image = blank(width, height);
    image.setRoi(roi);
    final float[] ones = new float[3 * width * height];
    Arrays.fill(ones, 1);
    final Img<FloatType> blended =
        FeatheredSelection.of(image, feather)
            .orElseThrow()
            .blend(ArrayImgs.floats(width, height, 3), ArrayImgs.floats(ones, width, height, 3));
    return Arrays.copyOf(TestPictures.values(blended), width * height);
  }

  private static ImagePlus blank(final int width, final int height) {
    return new ImagePlus("blank", new ByteProcessor(width, height));
  }
}
