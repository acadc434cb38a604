package sc.fiji.styletransfer.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.transfer.TestPictures;

/** Label images of 3 × 2 pixels. */
class LabelGuidesTest {

  private static final Img<FloatType> CONTENT = labels(0, 1, 1, 2, 2, 2);

  @Test
  void eachLabelOfTheContentBecomesAMask() {
    final List<Guide> guides = LabelGuides.of(CONTENT, List.of());
    assertEquals(2, guides.size());
    assertArrayEquals(new float[] {0, 1, 1, 0, 0, 0}, TestPictures.values(guides.get(0).content()));
    assertArrayEquals(new float[] {0, 0, 0, 1, 1, 1}, TestPictures.values(guides.get(1).content()));
  }

  @Test
  void withoutLabelsOfStylesRegionNTakesTheWholeNthStyle() {
    final List<Guide> guides = LabelGuides.of(CONTENT, List.of());
    assertEquals(List.of(0, 1), guides.stream().map(Guide::style).toList());
    assertTrue(guides.stream().allMatch(guide -> guide.source().isEmpty()));
  }

  @Test
  void regionTakesTheStyleOfTheFirstPictureThatHasItsLabel() {
    final List<Guide> guides =
        LabelGuides.of(CONTENT, List.of(labels(1, 0, 0, 0, 0, 0), labels(0, 0, 2, 1, 0, 0)));
    assertEquals(List.of(0, 1), guides.stream().map(Guide::style).toList());
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 0, 0}, TestPictures.values(guides.get(0).source().orElseThrow()));
    assertArrayEquals(
        new float[] {0, 0, 1, 0, 0, 0}, TestPictures.values(guides.get(1).source().orElseThrow()));
  }

  @Test
  void labelThatNoStyleHasIsNamed() {
    final String message =
        assertThrows(
                StyleTransferException.class,
                () ->
                    LabelGuides.of(
                        CONTENT, List.of(labels(1, 1, 1, 1, 1, 1)), label -> "'R" + label + "'"))
            .getMessage();
    assertTrue(message.contains("Draw a region 'R2'"), message);
  }

  private static Img<FloatType> labels(final float... values) {
    return ArrayImgs.floats(values, 3, 2);
  }
}
