package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;

class ResultOverlayTest {

  private static final ImageOptions OWN = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);

  @Test
  void elementsAreCopiedNotShared() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 1, 1);
    final Roi roi = new OvalRoi(1, 1, 3, 2);
    roi.setStrokeColor(Color.pink);
    roi.setName("cell");
    image.setOverlay(new Overlay(roi));
    image.setHideOverlay(true);
    final ImagePlus result = stylize(image, Stylizers::identity, OWN);
    final Roi copy = result.getOverlay().get(0);
    assertTrue(copy != roi);
    assertEquals(roi, copy);
    assertEquals("cell", copy.getName());
    assertEquals(Color.pink, copy.getStrokeColor());
    assertTrue(result.getHideOverlay());
  }

  @Test
  void elementsAreScaledWithTheImage() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 1, 1);
    image.setOverlay(new Overlay(new Roi(1, 2, 3, 2)));
    image.getOverlay().add(new Line(0, 0, 6, 5));
    final ImagePlus result = stylize(image, Stylizers.scaled(2), OWN);
    assertEquals(new Rectangle(2, 4, 6, 4), result.getOverlay().get(0).getBounds());
    assertEquals(12, ((Line) result.getOverlay().get(1)).x2d);
    assertEquals(new Rectangle(1, 2, 3, 2), image.getOverlay().get(0).getBounds());
  }

  @Test
  void elementsMoveWithTheirPlaneAndOthersAreLeftOut() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 6, 1);
    final Overlay overlay = new Overlay();
    for (int slice = 0; slice <= 6; slice++) {
      final Roi roi = new Roi(slice, 0, 1, 1);
      roi.setPosition(slice);
      overlay.add(roi);
    }
    image.setOverlay(overlay);
    final Overlay result =
        stylize(image, Stylizers::identity, OWN.withScope(SliceScope.range(3, 4))).getOverlay();
    assertEquals(3, result.size());
    assertEquals(0, result.get(0).getPosition());
    assertEquals(1, result.get(1).getPosition());
    assertEquals(3, result.get(1).getBounds().x);
    assertEquals(2, result.get(2).getPosition());
  }

  @Test
  void hyperstackPositionsLoseTheChannelWhereChannelsAreOverlaid() {
    final ImagePlus image = TestImages.hyperstack(8, 2, 3, 2);
    final Roi placed = new Roi(0, 0, 1, 1);
    placed.setPosition(2, 3, 1);
    final Roi numbered = new Roi(1, 0, 1, 1);
    numbered.setPosition(image.getStackIndex(2, 2, 2));
    image.setOverlay(new Overlay(placed));
    image.getOverlay().add(numbered);
    final Overlay own = stylize(image, Stylizers::identity, OWN).getOverlay();
    assertEquals(2, own.get(0).getCPosition());
    assertEquals(image.getStackIndex(2, 2, 2), own.get(1).getPosition());
    final Overlay shown =
        stylize(image, Stylizers::identity, OWN.withKind(ResultKind.AS_DISPLAYED)).getOverlay();
    assertEquals(0, shown.get(0).getCPosition());
    assertEquals(3, shown.get(0).getZPosition());
    assertEquals(1, shown.get(0).getTPosition());
    assertEquals(5, shown.get(1).getPosition());
  }

  @Test
  void withoutOverlayThereIsNone() {
    assertNull(stylize(TestImages.hyperstack(8, 1, 1, 1), Stylizers::identity, OWN).getOverlay());
  }

  private static ImagePlus stylize(
      final ImagePlus image, final PictureStylizer stylizer, final ImageOptions options) {
    return new ImageStylization(stylizer, options).stylize(image);
  }
}
