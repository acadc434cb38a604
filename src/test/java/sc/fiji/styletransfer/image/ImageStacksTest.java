package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.TestImages.assertSamePlanes;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageStacksTest {

  private static final ImageOptions OWN = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);

  @Test
  void virtualStacksAreReadPlaneByPlaneAndBecomeRealOnes() {
    final ReadOnce planes = new ReadOnce(4);
    final ImagePlus image = new ImagePlus("virtual", planes);
    image.setDisplayRange(10, 20000);
    planes.read.clear();
    final ImagePlus result =
        stylize(image, Stylizers::identity, OWN.withScope(SliceScope.range(2, 3)));
    assertEquals(List.of(2, 3), planes.read);
    assertFalse(result.getStack().isVirtual());
    assertEquals("plane 2", result.getStack().getSliceLabel(1));
    assertEquals(20000, result.getDisplayRangeMax());
    assertArrayEquals((short[]) planes.getPixels(3), (short[]) result.getStack().getPixels(2));
  }

  @Test
  void theScopeCutsTheResult() {
    final ImagePlus image = TestImages.hyperstack(16, 2, 4, 3);
    image.getCalibration().zOrigin = 2;
    image.setPosition(2, 3, 2);
    final ImagePlus result =
        stylize(image, Stylizers::identity, OWN.withScope(SliceScope.slices(2, 4)));
    assertArrayEquals(new int[] {6, 5, 2, 3, 1}, result.getDimensions());
    assertEquals("c1 z2 t2", result.getStack().getSliceLabel(1));
    assertEquals("c2 z4 t2", result.getStack().getSliceLabel(6));
    assertEquals(1, result.getCalibration().zOrigin);
    assertEquals(2, result.getSlice());
  }

  @Test
  void theCurrentPlaneComesAloneWithItsLabel() {
    final ImagePlus image = TestImages.hyperstack(32, 1, 4, 3);
    image.setPosition(1, 3, 2);
    final ImagePlus result =
        stylize(image, Stylizers::identity, OWN.withScope(SliceScope.current()));
    assertEquals(1, result.getStackSize());
    assertEquals("c1 z3 t2", result.getProp("Slice_Label"));
    assertArrayEquals(
        (float[]) image.getProcessor().getPixels(), (float[]) result.getProcessor().getPixels());
  }

  @Test
  void planesComeInStackOrderWithTheirPositions() {
    final Stylizers.Recorder recorder = new Stylizers.Recorder();
    stylize(TestImages.hyperstack(8, 2, 2, 2), recorder, OWN);
    assertEquals(new PlanePosition(5, 8, 2, 1, 2, "c2 z1 t2"), recorder.positions.get(5));
    assertEquals(
        "plane 6 of 8 (channel 2, slice 1, frame 2)", recorder.positions.get(5).describe());
  }

  @Test
  void planesStartFromTheirNeighboursResultWithinTheChannel() {
    final Stylizers.Recorder recorder = new Stylizers.Recorder();
    stylize(TestImages.hyperstack(8, 2, 2, 2), recorder, OWN.withStartFromNeighbour(true));
    // c1z1t1 c2z1t1 c1z2t1 c2z2t1 c1z1t2 c2z1t2 c1z2t2 c2z2t2
    assertEquals(List.of(0f, 0f, 1f, 2f, 1f, 2f, 5f, 6f), recorder.starts);
  }

  @Test
  void withoutNeighboursEveryPlaneStartsAlone() {
    final Stylizers.Recorder recorder = new Stylizers.Recorder();
    stylize(TestImages.hyperstack(8, 1, 3, 1), recorder, OWN);
    assertEquals(List.of(0f, 0f, 0f), recorder.starts);
  }

  @Test
  void afterAStopThePlanesLeftStayAsTheyAre() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 3, 1);
    final Stylizers.Recorder recorder = new Stylizers.Recorder();
    final ImagePlus result =
        new ImageStylization(recorder, OWN, () -> recorder.positions.size() == 2).stylize(image);
    assertEquals(2, recorder.positions.size());
    assertArrayEquals(
        (byte[]) image.getStack().getPixels(3), (byte[]) result.getStack().getPixels(3));
    assertEquals(5, result.getStack().getProcessor(2).get(0));
  }

  @Test
  void aStopBeforeTheFirstPlaneGivesACopy() {
    final ImagePlus image = TestImages.hyperstack(16, 2, 2, 1);
    final Stylizers.Recorder recorder = new Stylizers.Recorder();
    assertSamePlanes(image, new ImageStylization(recorder, OWN, () -> true).stylize(image));
    assertTrue(recorder.positions.isEmpty());
  }

  @Test
  void planesCanBeHandedOnInsteadOfCollected() {
    final List<String> labels = new ArrayList<>();
    new ImageStylization(Stylizers::identity, OWN)
        .stylize(
            TestImages.hyperstack(8, 1, 2, 1),
            (position, plane) -> labels.add(position.label() + " " + plane.getWidth()));
    assertEquals(List.of("c1 z1 t1 6", "c1 z2 t1 6"), labels);
  }

  @Test
  void picturesOfDifferentSizesAreADefectOfTheStylizer() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 2, 1);
    final PictureStylizer unsteady =
        picture -> Stylizers.scaled(1 + picture.position().index()).stylize(picture);
    assertThrows(IllegalStateException.class, () -> stylize(image, unsteady, OWN));
  }

  private static ImagePlus stylize(
      final ImagePlus image, final PictureStylizer stylizer, final ImageOptions options) {
    return new ImageStylization(stylizer, options).stylize(image);
  }

  /** A virtual stack of 16-bit planes that notes which planes are read. */
  private static final class ReadOnce extends VirtualStack {

    private final List<Integer> read = new ArrayList<>();

    ReadOnce(final int planes) {
      super(6, 5, null, "");
      setBitDepth(16);
      for (int n = 1; n <= planes; n++) {
        addSlice("plane " + n);
      }
    }

    @Override
    public ImageProcessor getProcessor(final int n) {
      read.add(n);
      return TestImages.plane(16, 6, 5, n);
    }

    @Override
    public Object getPixels(final int n) {
      return TestImages.plane(16, 6, 5, n).getPixels();
    }
  }
}
