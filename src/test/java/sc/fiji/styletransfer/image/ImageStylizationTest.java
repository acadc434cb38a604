package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.plugin.LutLoader;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStylizationTest {

  private static final ImageOptions OWN = ImageOptions.defaults().withKind(ResultKind.OWN_DEPTH);
  private static final ImageOptions SHOWN =
      ImageOptions.defaults().withKind(ResultKind.AS_DISPLAYED);

  // -- Nothing changed: bit-equal --

  @ParameterizedTest
  @CsvSource({
    "8,1,1,1",
    "8,1,3,1",
    "8,1,1,4",
    "8,2,1,1",
    "8,7,2,2",
    "16,1,1,1",
    "16,1,3,2",
    "16,2,3,1",
    "16,3,1,2",
    "24,1,1,1",
    "24,1,3,1",
    "24,1,2,2",
    "32,1,1,1",
    "32,1,4,1",
    "32,5,2,2"
  })
  void identityGivesEveryPlaneBack(
      final int bitDepth, final int channels, final int slices, final int frames) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, channels, slices, frames);
    final ImagePlus result = stylize(image, Stylizers::identity, OWN);
    assertSamePlanes(image, result);
    assertArrayEquals(image.getDimensions(), result.getDimensions());
    assertEquals(image.isHyperStack(), result.isHyperStack());
    assertEquals(image.isComposite(), result.isComposite());
    assertArrayEquals(image.getStack().getSliceLabels(), result.getStack().getSliceLabels());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void identityHoldsForAnyRangeLutAndRoi(final long seed) {
    final Random random = new Random(seed);
    for (final int bitDepth : new int[] {8, 16, 32}) {
      final int width = 1 + random.nextInt(12);
      final int height = 1 + random.nextInt(12);
      final ImagePlus image =
          new ImagePlus("random", TestImages.plane(bitDepth, width, height, seed));
      final LUT lut = TestImages.lut(new Color(random.nextInt(1 << 24)));
      image.getProcessor().setLut(random.nextBoolean() ? lut : lut.createInvertedLut());
      final double min = random.nextDouble() * 200 - 50;
      image.setDisplayRange(min, min + random.nextDouble() * 300);
      image.setRoi(new OvalRoi(0, 0, width, height));
      final ImagePlus result = stylize(image, Stylizers::identity, OWN);
      assertSamePlanes(image, result);
      assertEquals(image.getDisplayRangeMin(), result.getDisplayRangeMin());
      assertEquals(image.getDisplayRangeMax(), result.getDisplayRangeMax());
      assertArrayEquals(
          image.getProcessor().getLut().getBytes(), result.getProcessor().getLut().getBytes());
      assertArrayEquals(shown(image), shown(result));
    }
  }

  @ParameterizedTest
  @CsvSource({"8,1", "16,1", "32,1", "8,2", "16,3", "32,7"})
  void identityAsDisplayedLooksTheSame(final int bitDepth, final int channels) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, channels, 2, 2);
    final ImagePlus result = stylize(image, Stylizers::identity, SHOWN);
    assertEquals(24, result.getBitDepth());
    assertEquals(4, result.getStackSize());
    for (int frame = 1; frame <= 2; frame++) {
      for (int slice = 1; slice <= 2; slice++) {
        image.setPosition(1, slice, frame);
        result.setPosition(1, slice, frame);
        assertArrayEquals(shown(image), shown(result));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"colocsample1b-green.tif", "head.tif", "leaf.tif"})
  void identityGivesRealImagesBack(final String name) {
    final ImagePlus image = TestImages.real(name);
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertSamePlanes(image, result);
    assertArrayEquals(image.getDimensions(), result.getDimensions());
    assertArrayEquals(shown(image), shown(result));
    assertTrue(image.getCalibration().equals(result.getCalibration()));
    assertEquals(image.getInfoProperty(), result.getInfoProperty());
    assertEquals(name.replace(".tif", "-stylised.tif"), result.getTitle());
  }

  // -- Kinds of results --

  @Test
  void compositesAreOverlaidUnlessAskedChannelByChannel() {
    final ImagePlus image = TestImages.hyperstack(16, 2, 1, 1);
    assertEquals(24, stylize(image, Stylizers::identity, ImageOptions.defaults()).getBitDepth());
    final CompositeImage result = (CompositeImage) stylize(image, Stylizers::identity, OWN);
    assertEquals(CompositeImage.COMPOSITE, result.getMode());
    assertArrayEquals(shown(image), shown(result));
  }

  @Test
  void channelsKeepTheirLutsRangesAndVisibility() {
    final CompositeImage image = (CompositeImage) TestImages.hyperstack(16, 3, 2, 1);
    image.setChannelLut(TestImages.lut(Color.orange), 2);
    image.setPosition(2, 1, 1);
    image.setDisplayRange(1000, 3000);
    image.getActiveChannels()[0] = false;
    final CompositeImage result = (CompositeImage) stylize(image, Stylizers::negative, OWN);
    assertArrayEquals(image.getLuts()[1].getBytes(), result.getLuts()[1].getBytes());
    assertEquals(1000, result.getLuts()[1].min);
    assertEquals(3000, result.getLuts()[1].max);
    assertFalse(result.getActiveChannels()[0]);
    assertEquals(2, result.getChannel());
  }

  @Test
  void everyChannelIsSeenInItsOwnRange() {
    final CompositeImage image = (CompositeImage) TestImages.hyperstack(16, 2, 1, 1);
    image.getStack().getProcessor(1).set(0, 150);
    image.getStack().getProcessor(2).set(0, 150);
    image.setPosition(1, 1, 1);
    image.setDisplayRange(100, 200);
    image.setPosition(2, 1, 1);
    image.setDisplayRange(100, 1100);
    final ImagePlus result = stylize(image, Stylizers::negative, OWN);
    assertEquals(150, result.getStack().getProcessor(1).get(0));
    assertEquals(1050, result.getStack().getProcessor(2).get(0));
  }

  @Test
  void indexedColourBecomesRgbAsDisplayed() {
    final ImagePlus image = new ImagePlus("indexed", palette());
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertEquals(24, result.getBitDepth());
    assertArrayEquals(shown(image), shown(result));
  }

  @Test
  void indexedColourKeepsItsIndicesWhereAsked() {
    final ImagePlus image = new ImagePlus("indexed", palette());
    final ImagePlus result = stylize(image, Stylizers::identity, OWN);
    assertEquals(ImagePlus.COLOR_256, result.getType());
    assertArrayEquals(shown(image), shown(result));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fire", "ice", "spectrum", "green", "cyan", "grays", "red/green"})
  void smoothLutsOfGreyImagesGiveGreyResults(final String name) {
    final ImagePlus image = new ImagePlus(name, TestImages.plane(8, 6, 5, 1));
    image.getProcessor().setColorModel(LutLoader.getLut(name));
    assertEquals(8, stylize(image, Stylizers::identity, ImageOptions.defaults()).getBitDepth());
  }

  @Test
  void thePaletteOfAnImageFileIsIndexedColour(@TempDir final Path folder) {
    final String file = folder.resolve("palette.gif").toString();
    new FileSaver(new ImagePlus("indexed", palette())).saveAsGif(file);
    final ImagePlus image = new ImageFileReader().open(Path.of(file));
    assertEquals(8, image.getBitDepth());
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertEquals(24, result.getBitDepth());
    assertArrayEquals(shown(image), shown(result));
  }

  @Test
  void greyImagesMayBecomeColoured() {
    final ImagePlus image = new ImagePlus("grey", TestImages.plane(16, 6, 5, 1));
    final ImagePlus result = stylize(image, Stylizers::red, SHOWN);
    assertEquals(0xffff0000, result.getProcessor().get(3));
  }

  @Test
  void rgbStaysRgbWhateverIsAsked() {
    final ImagePlus image = new ImagePlus("rgb", TestImages.plane(24, 6, 5, 1));
    for (final ResultKind kind : ResultKind.values()) {
      final ImagePlus result =
          stylize(image, Stylizers::identity, ImageOptions.defaults().withKind(kind));
      assertSamePlanes(image, result);
    }
  }

  @Test
  void multichannelImagesThatAreNoCompositesGoChannelByChannel() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 6, 1);
    image.setDimensions(3, 2, 1);
    final ImagePlus result = stylize(image, Stylizers::identity, ImageOptions.defaults());
    assertArrayEquals(new int[] {6, 5, 3, 2, 1}, result.getDimensions());
    assertSamePlanes(image, result);
  }

  // -- Stacks --

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

  // -- Selections --

  @ParameterizedTest
  @CsvSource({"8,OWN_DEPTH", "16,OWN_DEPTH", "32,OWN_DEPTH", "24,AUTOMATIC", "16,AS_DISPLAYED"})
  void outsideTheSelectionNothingChanges(final int bitDepth, final ResultKind kind) {
    final ImagePlus image = new ImagePlus("roi", TestImages.plane(bitDepth, 20, 20, 3));
    final Roi roi = new OvalRoi(4, 4, 12, 12);
    image.setRoi(roi);
    final ImageOptions options = ImageOptions.defaults().withKind(kind).withFeather(2);
    final ImagePlus same = stylize(image, Stylizers::identity, options);
    final ImagePlus result = stylize(image, Stylizers::negative, options);
    int changed = 0;
    for (int i = 0; i < 400; i++) {
      final boolean equal =
          Float.compare(same.getProcessor().getf(i), result.getProcessor().getf(i)) == 0;
      assertTrue(equal || roi.contains(i % 20, i / 20));
      changed += equal ? 0 : 1;
    }
    assertTrue(changed > 80, "changed " + changed);
    assertNull(result.getRoi());
  }

  @Test
  void theSelectionHoldsInEverySlice() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 3, 1);
    image.setRoi(new Roi(1, 1, 2, 2));
    final ImagePlus result = stylize(image, Stylizers::negative, OWN.withFeather(0));
    for (int n = 1; n <= 3; n++) {
      final ImageProcessor before = image.getStack().getProcessor(n);
      final ImageProcessor after = result.getStack().getProcessor(n);
      assertEquals(before.get(0, 0), after.get(0, 0));
      assertEquals(255 - before.get(2, 2), after.get(2, 2));
    }
  }

  // -- Sizes --

  @ParameterizedTest
  @CsvSource({"8,2", "16,0.5", "24,3", "32,2"})
  void otherSizesScaleThePixels(final int bitDepth, final double factor) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, 1, 2, 1);
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().pixelHeight = 0.25;
    image.getCalibration().pixelDepth = 3;
    image.getCalibration().xOrigin = 4;
    final ImagePlus result = stylize(image, Stylizers.scaled(factor), OWN);
    assertEquals(Math.round(6 * factor), result.getWidth());
    assertEquals(bitDepth, result.getBitDepth());
    final double real = result.getWidth() / 6.0;
    assertEquals(0.5 / real, result.getCalibration().pixelWidth, 1e-12);
    assertEquals(0.25 * 5 / result.getHeight(), result.getCalibration().pixelHeight, 1e-12);
    assertEquals(3, result.getCalibration().pixelDepth);
    assertEquals(4 * real, result.getCalibration().xOrigin, 1e-12);
    assertEquals(0.5, image.getCalibration().pixelWidth);
  }

  @Test
  void valuesBeyondTheRangeSurviveAScaledResult() {
    final ImagePlus image = new ImagePlus("bright", TestImages.plane(16, 4, 4, 1));
    for (int i = 0; i < 16; i++) {
      image.getProcessor().set(i, 5000);
    }
    image.setDisplayRange(0, 1000);
    final ImagePlus result = stylize(image, Stylizers.scaled(2), OWN);
    assertEquals(5000, result.getProcessor().get(3, 3));
  }

  @Test
  void selectionsFollowTheSizeOfTheResult() {
    final ImagePlus image = TestImages.hyperstack(8, 1, 1, 1);
    image.setRoi(new Roi(0, 0, 3, 5));
    final PictureStylizer redAndLarge =
        picture ->
            Stylizers.scaled(2)
                .stylize(new Picture(Stylizers.red(picture), picture.position(), picture.start()));
    final ImagePlus result = stylize(image, redAndLarge, SHOWN.withFeather(0));
    assertEquals(0xffff0000, result.getProcessor().get(1, 5));
    final int beyond = result.getProcessor().get(11, 5);
    assertEquals(beyond & 0xff, beyond >> 16 & 0xff);
  }

  // -- The original --

  @ParameterizedTest
  @CsvSource({"8,1,3,2", "16,2,2,1", "32,1,1,1", "24,1,2,1"})
  void theOriginalIsNotTouched(
      final int bitDepth, final int channels, final int slices, final int frames) {
    final ImagePlus image = TestImages.hyperstack(bitDepth, channels, slices, frames);
    final ImagePlus copy = TestImages.hyperstack(bitDepth, channels, slices, frames);
    final Roi roi = new OvalRoi(1, 1, 4, 3);
    image.setRoi(roi);
    image.setPosition(channels, slices, frames);
    image.setProperty("Info", "mine");
    image.changes = false;
    for (final ResultKind kind : ResultKind.values()) {
      final ImagePlus result =
          stylize(image, Stylizers.scaled(2)::stylize, ImageOptions.defaults().withKind(kind));
      assertTrue(result.changes);
      assertSamePlanes(copy, image);
      assertSame(roi, image.getRoi());
      assertEquals(image.getStackIndex(channels, slices, frames), image.getCurrentSlice());
      assertEquals("stack.tif", image.getTitle());
      assertEquals("mine", image.getInfoProperty());
      assertFalse(image.changes);
      assertEquals(copy.getDisplayRangeMin(), image.getDisplayRangeMin());
      assertArrayEquals(shown(image), shown(image));
    }
  }

  @Test
  void resultsShareNoPixelsWithTheOriginal() {
    final ImagePlus image = new ImagePlus("single", TestImages.plane(8, 6, 5, 1));
    for (final boolean stop : new boolean[] {false, true}) {
      final ImagePlus result =
          new ImageStylization(Stylizers::identity, OWN, () -> stop).stylize(image);
      result.getProcessor().set(0, 255 - image.getProcessor().get(0));
      assertEquals(255 - result.getProcessor().get(0), image.getProcessor().get(0));
    }
  }

  @Test
  void askingForTheInfoTwiceDoesNotMakeItALabel() {
    final ImagePlus image = new ImagePlus("single", TestImages.plane(8, 6, 5, 1));
    image.setProperty("Info", "one line");
    assertNotNull(image.getStack().getSliceLabel(1));
    assertNull(stylize(image, Stylizers::identity, OWN).getProp("Slice_Label"));
  }

  private static ImagePlus stylize(
      final ImagePlus image, final PictureStylizer stylizer, final ImageOptions options) {
    return new ImageStylization(stylizer, options).stylize(image);
  }

  private static int[] shown(final ImagePlus image) {
    return (int[]) DisplayRendering.of(image).getPixels();
  }

  private static ByteProcessor palette() {
    final ByteProcessor plane = (ByteProcessor) TestImages.plane(8, 6, 5, 4);
    final byte[][] colours = new byte[3][256];
    final Random random = new Random(77);
    for (final byte[] colour : colours) {
      random.nextBytes(colour);
    }
    plane.setLut(new LUT(colours[0], colours[1], colours[2]));
    return plane;
  }

  private static void assertSamePlanes(final ImagePlus expected, final ImagePlus actual) {
    final ImageStack a = expected.getStack();
    final ImageStack b = actual.getStack();
    assertEquals(a.getSize(), b.getSize());
    for (int n = 1; n <= a.getSize(); n++) {
      assertPixels(a.getPixels(n), b.getPixels(n));
    }
  }

  private static void assertPixels(final Object expected, final Object actual) {
    if (expected instanceof byte[] bytes) {
      assertArrayEquals(bytes, (byte[]) actual);
    } else if (expected instanceof short[] shorts) {
      assertArrayEquals(shorts, (short[]) actual);
    } else if (expected instanceof float[] floats) {
      assertArrayEquals(floats, (float[]) actual);
    } else {
      assertArrayEquals((int[]) expected, (int[]) actual);
    }
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
