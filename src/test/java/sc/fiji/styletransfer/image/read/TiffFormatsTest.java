package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.read.DrawnPictures.HEIGHT;
import static sc.fiji.styletransfer.image.read.DrawnPictures.WIDTH;
import static sc.fiji.styletransfer.image.read.DrawnPictures.sample;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.DisplayRendering;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** The TIFF cells of the table in docs/image-formats.md. */
class TiffFormatsTest {

  private static final int JPEG_ERROR = 14;

  @TempDir private Path folder;

  /** Compressions, predictors, tiles, planes, byte orders and BigTIFF, each with the others. */
  static Stream<Arguments> rgbKinds() {
    return Stream.of(1, 5, 8, 32773)
        .flatMap(
            compression ->
                IntStream.of(1, 2)
                    .filter(predictor -> predictor == 1 || compression == 5 || compression == 8)
                    .boxed()
                    .flatMap(
                        predictor ->
                            IntStream.range(0, 16)
                                .mapToObj(flags -> Arguments.of(compression, predictor, flags))));
  }

  @ParameterizedTest
  @MethodSource("rgbKinds")
  void rgbIsReadHoweverItIsStored(final int compression, final int predictor, final int flags)
      throws IOException {
    for (final int bits : new int[] {8, 16}) {
      final DrawnTiff tiff = rgb(bits).compression(compression).predictor(predictor);
      if ((flags & 1) != 0) tiff.tiles(16);
      if ((flags & 2) != 0) tiff.separate();
      if ((flags & 4) != 0) tiff.bigEndian();
      if ((flags & 8) != 0) tiff.bigTiff();
      assertShowsTheDrawing(open(tiff.bytes()), 1);
    }
  }

  private static DrawnTiff rgb(final int bits) {
    final int factor = bits == 16 ? 257 : 1;
    return new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> factor * sample(x, y, s)).type(bits, 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jpegCompressionIsRead(final boolean tiles) throws IOException {
    final DrawnTiff tiff = rgb(8).compression(DrawnTiff.JPEG).colours(3, 6).with(530, 2, 2);
    assertShowsTheDrawing(open((tiles ? tiff.tiles(16) : tiff).bytes()), JPEG_ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1", "2,1,1", "4,1,1", "8,1,1", "16,1,1", "32,1,1", "8,2,1", "16,2,1", "32,2,1", "32,3,1",
    "64,3,1", "8,1,8", "16,1,8", "32,1,8", "16,2,8", "32,2,8", "32,3,8", "64,3,8", "32,3,5"
  })
  void greyValuesAreKept(final int bits, final int format, final int compression)
      throws IOException {
    final DrawnTiff.Sampler values = (x, y, s) -> value(x, y, bits, format);
    for (final boolean bigEndian : new boolean[] {false, true}) {
      final DrawnTiff tiff =
          new DrawnTiff(WIDTH, HEIGHT, values)
              .type(bits, format)
              .colours(1, 1)
              .compression(compression);
      final ImagePlus image = open((bigEndian ? tiff.bigEndian() : tiff).bytes());
      final double scale = bits < 8 ? 255.0 / ((1 << bits) - 1) : 1;
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          assertEquals(
              (float) (scale * value(x, y, bits, format)),
              image.getCalibration().getCValue(image.getProcessor().getf(x, y)),
              "pixel " + x + ", " + y);
    }
  }

  private static double value(final int x, final int y, final int bits, final int format) {
    final int offset = format == 2 ? -60 : 0;
    return switch (bits) {
      case 1, 2, 4 -> DrawnPictures.index(x, y, 1 << bits);
      case 8 -> format == 2 ? sample(x, y, 0) / 2 + offset : sample(x, y, 0);
      default -> format == 3 ? sample(x, y, 0) * 0.25 - 7 : 100 * sample(x, y, 0) + 100 * offset;
    };
  }

  @ParameterizedTest
  @CsvSource({"8,3", "5,3", "8,1"})
  void floatPredictorIsRead(final int compression, final int predictor) throws IOException {
    final DrawnTiff tiff =
        new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> sample(x, y, 0) * 3.5 - 100)
            .type(32, 3)
            .colours(1, 1)
            .compression(compression)
            .predictor(predictor);
    final ImagePlus image = open(tiff.bytes());
    assertEquals(32, image.getBitDepth());
    assertEquals(sample(9, 5, 0) * 3.5 - 100, image.getProcessor().getf(9, 5));
  }

  @Test
  void whiteIsZeroIsInverted() throws IOException {
    for (final int compression : new int[] {DrawnTiff.NONE, DrawnTiff.DEFLATE}) {
      final DrawnTiff tiff =
          new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> 255 - sample(x, y, 0))
              .colours(1, 0)
              .compression(compression);
      final int shown = DisplayRendering.of(open(tiff.bytes())).get(9, 5);
      assertEquals(sample(9, 5, 0), shown & 255);
    }
  }

  @Test
  void palettesKeepTheirNumbers() throws IOException {
    final long[] map = new long[3 * 256];
    for (int i = 0; i < 256; i++) {
      map[i] = 257 * i;
      map[256 + i] = 257 * (255 - i);
    }
    for (final int compression : new int[] {DrawnTiff.NONE, DrawnTiff.LZW}) {
      final DrawnTiff tiff =
          new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> sample(x, y, 0))
              .colours(1, 3)
              .compression(compression)
              .with(320, map);
      final ImagePlus image = open(tiff.bytes());
      final int number = sample(9, 5, 0);
      assertEquals(number, image.getProcessor().get(9, 5));
      assertEquals(
          0xff000000 | number << 16 | 255 - number << 8, DisplayRendering.of(image).get(9, 5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8})
  void cmykIsConverted(final int compression) throws IOException {
    final DrawnTiff tiff =
        new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> s == 3 ? 0 : 255 - sample(x, y, s))
            .colours(4, 5)
            .compression(compression);
    assertShowsTheDrawing(open(tiff.bytes()), 2);
  }

  @Test
  void labIsConverted() throws IOException {
    // L is 53.6 of 100, and a and b are 0: the middle grey of sRGB.
    final DrawnTiff tiff =
        new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> s == 0 ? 137 : 0).colours(3, 8);
    final int shown = DisplayRendering.of(open(tiff.bytes())).get(9, 5);
    for (int shift = 0; shift <= 16; shift += 8) assertEquals(128, shown >> shift & 255, 8);
  }

  @Test
  void alphaIsCompositedOverWhite() throws IOException {
    final DrawnTiff tiff =
        new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> s == 3 ? 102 : sample(x, y, s))
            .colours(4, 2)
            .with(338, 2);
    final int shown = DisplayRendering.of(open(tiff.bytes())).get(9, 5);
    assertEquals(Math.round(0.4 * sample(9, 5, 0) + 0.6 * 255), shown >> 16 & 255, 1);
  }

  /** The second of two samples beside the colours is alpha, or the first. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void alphaIsFoundAmongSeveralSamples(final int alpha) throws IOException {
    final DrawnTiff tiff =
        new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> s == alpha ? 102 : s > 2 ? 7 : sample(x, y, s))
            .colours(5, 2)
            .with(338, alpha == 3 ? 2 : 0, alpha == 4 ? 2 : 0);
    final int shown = DisplayRendering.of(open(tiff.bytes())).get(9, 5);
    for (int s = 0; s < 3; s++)
      assertEquals(
          Math.round(0.4 * sample(9, 5, s) + 0.6 * 255),
          shown >> 16 - 8 * s & 255,
          1,
          "colour " + s);
  }

  @Test
  void orientationIsApplied() throws IOException {
    final ImagePlus image = open(rgb(8).with(274, 6).bytes());
    assertEquals(HEIGHT, image.getWidth());
    assertEquals(DrawnPictures.rgb(3, HEIGHT - 1 - 2), image.getProcessor().get(2, 3));
  }

  @Test
  void resolutionBecomesCalibration() throws IOException {
    for (final int compression : new int[] {DrawnTiff.NONE, DrawnTiff.DEFLATE}) {
      final DrawnTiff tiff = rgb(8).compression(compression).with(282, 50, 1).with(283, 25, 1);
      final ImagePlus image = open(tiff.with(296, 3).bytes());
      assertEquals(0.02, image.getCalibration().pixelWidth, 1e-9);
      assertEquals(0.04, image.getCalibration().pixelHeight, 1e-9);
      assertEquals("cm", image.getCalibration().getUnit());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 1 << 30})
  void wrongByteCountsDoNotMatterWithoutCompression(final long count) throws IOException {
    assertShowsTheDrawing(open(rgb(8).with(279, count, count, count).bytes()), 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5, 1 << 30})
  void wrongRowsOfASingleStripDoNotMatter(final long rows) throws IOException {
    for (final int compression : new int[] {1, 8})
      assertShowsTheDrawing(
          open(rgb(8).rows(HEIGHT).compression(compression).with(278, rows).bytes()), 0);
  }

  @Test
  void theNumberOfSamplesFollowsFromTheInterpretation() throws IOException {
    for (final int compression : new int[] {1, 5})
      assertShowsTheDrawing(open(rgb(8).compression(compression).without(277).bytes()), 0);
  }

  /** Four pixels share their colour differences: Y, Y, Y, Y, Cb, Cr. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8})
  void subsampledColoursAreRead(final int compression) throws IOException {
    final DrawnTiff.Sampler units =
        (i, row, s) -> {
          final int x = i / 6 * 2 + (i % 6 < 4 ? i % 2 : 0);
          final int y = row * 2 + (i % 6 < 4 ? i % 6 / 2 : 0);
          final double r = sample(x, y, 0);
          final double g = sample(x, y, 1);
          final double b = sample(x, y, 2);
          return switch (i % 6) {
            case 4 -> 128 - 0.168736 * r - 0.331264 * g + 0.5 * b;
            case 5 -> 128 + 0.5 * r - 0.418688 * g - 0.081312 * b;
            default -> 0.299 * r + 0.587 * g + 0.114 * b;
          };
        };
    final DrawnTiff tiff =
        new DrawnTiff(3 * WIDTH, HEIGHT / 2, units).colours(1, 6).compression(compression);
    tiff.with(256, WIDTH).with(257, HEIGHT).with(258, 8, 8, 8).with(277, 3);
    assertShowsTheDrawing(open(tiff.with(278, 8).with(530, 2, 2).bytes()), JPEG_ERROR);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void aCircleOfDirectoriesIsReadOnce(final int compression) throws IOException {
    final ImagePlus image = open(rgb(8).compression(compression).circle().bytes());
    assertEquals(1, image.getStackSize());
    assertShowsTheDrawing(image, 0);
  }

  @Test
  void pagesBecomeSlices() throws IOException {
    final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int i = 0; i < 3; i++) stack.addSlice("s" + i, new ByteProcessor(WIDTH, HEIGHT));
    final Path file = folder.resolve("stack.tif");
    new ImageFileWriter().write(new ImagePlus("stack", stack), file);
    assertEquals("s2", new ImageFileReader().open(file).getStack().getSliceLabel(3));
  }

  @Test
  void hugeCountsAreRefused() throws IOException {
    final byte[] file = rgb(8).bytes();
    // The count of the strip offsets, wherever their entry lies.
    for (int i = 0; i < file.length - 12; i++)
      if (file[i] == 0x11 && file[i + 1] == 1 && file[i + 2] == 4 && file[i + 3] == 0)
        file[i + 7] = 0x20;
    final String sentence = refusal(file);
    assertTrue(sentence.contains("the tag 273 has 536870915 values beyond its end"), sentence);
  }

  @Test
  void hugeSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
    final String sentence =
        refusal(rgb(8).compression(DrawnTiff.DEFLATE).with(256, 60000).with(257, 30000).bytes());
    assertTrue(sentence.contains("has 60000 × 30000 pixels and needs about"), sentence);
    assertTrue(sentence.endsWith("Give Java more memory or scale the image down."), sentence);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 32773})
  void missingPixelsAreRefused(final int compression) throws IOException {
    final byte[] whole = rgb(8).compression(compression).bytes();
    final byte[] cut = Arrays.copyOf(whole, whole.length * 2 / 3);
    assertTrue(refusal(cut).matches("The (TIFF )?file '.*' is (damaged|cut short).*\\."));
  }

  @Test
  void garbledDeflateIsRefused() throws IOException {
    final byte[] file = rgb(8).compression(DrawnTiff.DEFLATE).bytes();
    for (int i = 60; i < 80; i++) file[i] ^= 0x55;
    assertTrue(refusal(file).contains("the compressed data are garbled"), refusal(file));
  }

  @Test
  void unknownCompressionsAreRefusedWithWhatToDo() throws IOException {
    final String sentence = refusal(rgb(8).with(259, 50000).bytes());
    assertTrue(sentence.contains("Compression"), sentence);
    assertTrue(sentence.endsWith("or convert it to PNG or TIFF."), sentence);
  }

  private ImagePlus open(final byte[] bytes) throws IOException {
    final Path file = folder.resolve("drawn.tif");
    Files.write(file, bytes);
    return new ImageFileReader().open(file);
  }

  private String refusal(final byte[] bytes) {
    return assertThrows(StyleTransferException.class, () -> open(bytes)).getMessage();
  }

  private static void assertShowsTheDrawing(final ImagePlus image, final int tolerance) {
    final ColorProcessor shown = DisplayRendering.of(image);
    assertEquals(WIDTH, shown.getWidth());
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (int c = 0; c < 3; c++)
          assertEquals(
              sample(x, y, c),
              shown.get(x, y) >> 16 - 8 * c & 255,
              tolerance,
              "pixel " + x + ", " + y);
  }
}
