package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.read.DrawnPictures.HEIGHT;
import static sc.fiji.styletransfer.image.read.DrawnPictures.WIDTH;
import static sc.fiji.styletransfer.image.read.DrawnPictures.sample;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.DisplayRendering;

/** Every cell of the table in docs/image-formats.md other than TIFF. */
class PictureFormatsTest {

  private static final int JPEG_ERROR = 14;

  @TempDir private Path folder;

  /** Files that show the drawn picture in its colours. */
  static Map<String, byte[]> coloured() {
    final int srgb = ColorSpace.CS_sRGB;
    final Map<String, byte[]> files = new TreeMap<>();
    final BufferedImage rgb = DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB);
    files.put("plain.jpg", DrawnPictures.encoded(rgb, "jpeg"));
    files.put("progressive.jpg", DrawnPictures.encoded(rgb, "jpeg", true));
    files.put("cmyk.jpg", DrawnPictures.jpegCmyk(false));
    files.put("ycck.jpg", DrawnPictures.jpegCmyk(true));
    files.put("plain.png", DrawnPictures.encoded(rgb, "png"));
    files.put("interlaced.png", DrawnPictures.encoded(rgb, "png", true));
    files.put(
        "16bit.png", DrawnPictures.encoded(DrawnPictures.component(srgb, false, true, 0), "png"));
    files.put(
        "alpha.png", DrawnPictures.encoded(DrawnPictures.component(srgb, true, false, 255), "png"));
    files.put(
        "alpha16.png",
        DrawnPictures.encoded(DrawnPictures.component(srgb, true, true, 255), "png"));
    files.put("plain.bmp", DrawnPictures.encoded(rgb, "bmp"));
    files.put("rgb.psd", DrawnPictures.psd(3, 8));
    files.put("rgb16.psd", DrawnPictures.psd(3, 16));
    files.put("text.ppm", DrawnPictures.pnm(3, 255));
    files.put("binary.ppm", DrawnPictures.pnm(6, 255));
    files.put("binary16.ppm", DrawnPictures.pnm(6, 65535));
    return files;
  }

  /** Files that hold the red sample as grey values. */
  static Map<String, byte[]> grey() {
    final Map<String, byte[]> files = new TreeMap<>();
    final BufferedImage grey = DrawnPictures.grey(BufferedImage.TYPE_BYTE_GRAY, 1);
    files.put("grey.jpg", DrawnPictures.encoded(grey, "jpeg"));
    files.put("grey.png", DrawnPictures.encoded(grey, "png"));
    files.put(
        "grey16.png",
        DrawnPictures.encoded(DrawnPictures.grey(BufferedImage.TYPE_USHORT_GRAY, 257), "png"));
    files.put(
        "grey-alpha.png",
        DrawnPictures.encoded(
            DrawnPictures.component(ColorSpace.CS_GRAY, true, false, 255), "png"));
    files.put("grey.psd", DrawnPictures.psd(1, 8));
    files.put("text.pgm", DrawnPictures.pnm(2, 255));
    files.put("binary.pgm", DrawnPictures.pnm(5, 255));
    files.put("binary16.pgm", DrawnPictures.pnm(5, 65535));
    return files;
  }

  static Stream<String> colouredNames() {
    return coloured().keySet().stream();
  }

  static Stream<String> greyNames() {
    return grey().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("colouredNames")
  void coloursAreThoseOfThePicture(final String name) throws IOException {
    final ImagePlus image = open(name, coloured().get(name));
    assertEquals(WIDTH, image.getWidth());
    assertEquals(HEIGHT, image.getHeight());
    assertShows(image, DrawnPictures::rgb, name.endsWith(".jpg") ? JPEG_ERROR : 1);
  }

  @ParameterizedTest
  @MethodSource("greyNames")
  void greyValuesAreKept(final String name) throws IOException {
    final ImagePlus image = open(name, grey().get(name));
    final boolean wide = name.contains("16");
    assertEquals(wide ? 16 : 8, image.getBitDepth());
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        assertEquals(
            sample(x, y, 0) * (wide ? 257 : 1),
            image.getProcessor().get(x, y),
            name.endsWith(".jpg") ? JPEG_ERROR : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void palettesOfGreysBecomeGreyValues(final int bits) throws IOException {
    final byte[] file = DrawnPictures.encoded(DrawnPictures.palette(bits, false), "png");
    final ImagePlus image = open("greys.png", file);
    final int size = 1 << bits;
    assertEquals(8, image.getBitDepth());
    assertEquals(
        255 * DrawnPictures.index(9, 5, size) / (size - 1), image.getProcessor().get(9, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void palettesOfColoursKeepTheirNumbers(final int bits) throws IOException {
    final byte[] file = DrawnPictures.encoded(DrawnPictures.palette(bits, true), "png");
    final ImagePlus image = open("labels.png", file);
    final int size = 1 << bits;
    assertEquals(DrawnPictures.index(9, 5, size), image.getProcessor().get(9, 5));
    final int red = 255 * DrawnPictures.index(9, 5, size) / (size - 1);
    assertEquals(
        0xff000000 | red << 16 | red << 8 | 255 - red, DisplayRendering.of(image).get(9, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void photographsAreTurnedUprightByExif(final int orientation) throws IOException {
    final BufferedImage rgb = DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB);
    final ImagePlus jpeg = open("turned.jpg", DrawnPictures.jpegTurned(rgb, orientation));
    assertShows(jpeg, turned(orientation, DrawnPictures::rgb), JPEG_ERROR);
    final byte[] png = DrawnPictures.encoded(rgb, "png");
    final byte[] chunk = DrawnPictures.exif("", orientation);
    final ImagePlus turned = open("turned.png", DrawnPictures.pngWithChunk(png, "eXIf", chunk));
    assertShows(turned, turned(orientation, DrawnPictures::rgb), 0);
    final ImagePlus webp = open("turned.webp", DrawnPictures.webp(orientation));
    assertShows(webp, turned(orientation, PictureFormatsTest::webp), 0);
  }

  /** Where the upright picture takes its pixel from (EXIF 2.3, figure of tag 0x0112). */
  private static IntBinaryOperator turned(final int orientation, final IntBinaryOperator stored) {
    final int right = WIDTH - 1;
    final int bottom = HEIGHT - 1;
    return switch (orientation) {
      case 2 -> (x, y) -> stored.applyAsInt(right - x, y);
      case 3 -> (x, y) -> stored.applyAsInt(right - x, bottom - y);
      case 4 -> (x, y) -> stored.applyAsInt(x, bottom - y);
      case 5 -> (x, y) -> stored.applyAsInt(y, x);
      case 6 -> (x, y) -> stored.applyAsInt(y, bottom - x);
      case 7 -> (x, y) -> stored.applyAsInt(right - y, bottom - x);
      case 8 -> (x, y) -> stored.applyAsInt(right - y, x);
      default -> stored;
    };
  }

  private static int webp(final int x, final int y) {
    return 0xff000000
        | DrawnPictures.webpSample(x, y, 0) << 16
        | DrawnPictures.webpSample(x, y, 1) << 8
        | DrawnPictures.webpSample(x, y, 2);
  }

  @Test
  void webpOpens() throws IOException {
    assertShows(open("a.webp", DrawnPictures.webp(1)), PictureFormatsTest::webp, 0);
  }

  @Test
  void coloursOfAnotherProfileAreConverted() throws IOException {
    final ICC_Profile linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
    final BufferedImage rgb = DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB);
    final byte[] png =
        DrawnPictures.pngWithChunk(
            DrawnPictures.encoded(rgb, "png"), "iCCP", DrawnPictures.profileChunk(linear));
    assertShows(open("linear.png", png), PictureFormatsTest::fromLinear, 2);
    final ImagePlus jpeg =
        open(
            "linear.jpg",
            DrawnPictures.jpegWithProfile(DrawnPictures.encoded(rgb, "jpeg"), linear));
    assertShows(jpeg, PictureFormatsTest::fromLinear, 2 * JPEG_ERROR);
  }

  private static int fromLinear(final int x, final int y) {
    int rgb = 0xff000000;
    for (int c = 0; c < 3; c++) {
      final double share = sample(x, y, c) / 255.0;
      rgb |= (int) Math.round(255 * (1.055 * Math.pow(share, 1 / 2.4) - 0.055)) << 16 - 8 * c;
    }
    return rgb;
  }

  @Test
  void transparentPixelsAreCompositedOverWhite() throws IOException {
    final int alpha = 102;
    for (final boolean wide : new boolean[] {false, true}) {
      final BufferedImage image = DrawnPictures.component(ColorSpace.CS_sRGB, true, wide, alpha);
      final ImagePlus opened = open("alpha.png", DrawnPictures.encoded(image, "png"));
      assertShows(opened, PictureFormatsTest::overWhite, 1);
    }
    final BufferedImage grey = DrawnPictures.component(ColorSpace.CS_GRAY, true, false, alpha);
    final ImagePlus opened = open("grey.png", DrawnPictures.encoded(grey, "png"));
    assertEquals(Math.round(0.4 * sample(7, 3, 0) + 0.6 * 255), opened.getProcessor().get(7, 3), 1);
  }

  private static int overWhite(final int x, final int y) {
    int rgb = 0xff000000;
    for (int c = 0; c < 3; c++)
      rgb |= (int) Math.round(0.4 * sample(x, y, c) + 0.6 * 255) << 16 - 8 * c;
    return rgb;
  }

  @Test
  void animationsBecomeStacks() throws IOException {
    assertEquals(1, open("one.gif", DrawnPictures.gif(1)).getStackSize());
    assertEquals(3, open("three.gif", DrawnPictures.gif(3)).getStackSize());
  }

  @Test
  void sixteenBitColoursShareOneRange() throws IOException {
    final ImagePlus image = open("16bit.png", coloured().get("16bit.png"));
    assertEquals(3, image.getNChannels());
    for (int channel = 1; channel <= 3; channel++) {
      image.setC(channel);
      assertEquals(0, image.getDisplayRangeMin());
      assertEquals(65535, image.getDisplayRangeMax());
    }
  }

  static Stream<String> allNames() {
    return Stream.concat(
        Stream.concat(colouredNames(), greyNames()), Stream.of("a.webp", "one.gif", "three.gif"));
  }

  private static byte[] file(final String name) {
    return switch (name) {
      case "a.webp" -> DrawnPictures.webp(1);
      case "one.gif" -> DrawnPictures.gif(1);
      case "three.gif" -> DrawnPictures.gif(3);
      default -> coloured().getOrDefault(name, grey().get(name));
    };
  }

  @ParameterizedTest
  @MethodSource("allNames")
  void filesCutInTheMiddleAreRefused(final String name) throws IOException {
    final byte[] whole = file(name);
    final Path cut = folder.resolve(name);
    Files.write(cut, Arrays.copyOf(whole, whole.length * 2 / 3));
    final String sentence =
        assertThrows(StyleTransferException.class, () -> new ImageFileReader().open(cut))
            .getMessage();
    assertTrue(
        sentence.matches(
            "The \\w+ file '.*' is damaged or of an unknown variant: [a-zA-Z].*\\. Copy or"
                + " download the file again, or convert it to PNG or TIFF\\."),
        sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.jpg", "progressive.jpg", "plain.png", "interlaced.png", "one.gif"})
  void aMissingEndMarkerCostsNoPixels(final String name) throws IOException {
    final byte[] whole = file(name);
    final int end = name.endsWith("png") ? 12 : name.endsWith("jpg") ? 2 : 1;
    final ImagePlus image = open(name, Arrays.copyOf(whole, whole.length - end));
    assertEquals(WIDTH, image.getWidth());
    if (!name.endsWith("gif")) assertShows(image, DrawnPictures::rgb, JPEG_ERROR);
  }

  private ImagePlus open(final String name, final byte[] bytes) throws IOException {
    final Path file = folder.resolve(name);
    Files.write(file, bytes);
    return new ImageFileReader().open(file);
  }

  static void assertShows(
      final ImagePlus image, final IntBinaryOperator expected, final int tolerance) {
    final ColorProcessor shown = DisplayRendering.of(image);
    for (int y = 0; y < image.getHeight(); y++)
      for (int x = 0; x < image.getWidth(); x++) {
        final int wanted = expected.applyAsInt(x, y);
        for (int shift = 0; shift <= 16; shift += 8)
          assertEquals(
              wanted >> shift & 255,
              shown.get(x, y) >> shift & 255,
              tolerance,
              "pixel " + x + ", " + y + " of " + image.getTitle());
      }
  }
}
