package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.read.DrawnPictures.HEIGHT;
import static sc.fiji.styletransfer.image.read.DrawnPictures.WIDTH;
import static sc.fiji.styletransfer.image.read.DrawnPictures.sample;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** TIFF samples of unusual width, number and kind. */
class TiffSamplesTest {

  @TempDir private Path folder;

  /** Widths and kinds of numbers, with every way to store them. */
  static Stream<Arguments> numbers() {
    return Stream.of("6,1", "10,1", "12,1", "14,1", "24,1", "32,1", "64,1", "12,2", "24,2", "64,2")
        .map(kind -> kind.split(","))
        .flatMap(
            kind ->
                Stream.of("", "be", "tiles", "deflate", "lzw", "be tiles deflate")
                    .map(
                        way ->
                            Arguments.of(
                                Integer.parseInt(kind[0]), Integer.parseInt(kind[1]), way)));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void greyValuesAreKept(final int bits, final int format, final String way) throws IOException {
    final double unit = Math.scalb(1.0, bits - (format == 2 ? 9 : 8));
    final DrawnTiff.Sampler values =
        (x, y, s) -> Math.floor(unit * (sample(x, y, 0) - (format == 2 ? 128 : 0)));
    final ImagePlus image = open(stored(values, way).type(bits, format).colours(1, 1));
    assertEquals(bits < 8 ? 8 : bits <= 16 && format == 1 ? 16 : 32, image.getBitDepth());
    final double scale = bits < 8 ? 255.0 / ((1 << bits) - 1) : 1;
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        assertEquals(
            (float) Math.round(scale * values.at(x, y, 0)),
            image.getProcessor().getf(x, y),
            Math.abs(1e-6 * values.at(x, y, 0)),
            "pixel " + x + ", " + y);
  }

  private static DrawnTiff stored(final DrawnTiff.Sampler values, final String way) {
    final DrawnTiff tiff = new DrawnTiff(WIDTH, HEIGHT, values);
    if (way.contains("be")) tiff.bigEndian();
    if (way.contains("tiles")) tiff.tiles(16);
    if (way.contains("deflate")) tiff.compression(DrawnTiff.DEFLATE);
    if (way.contains("lzw")) tiff.compression(DrawnTiff.LZW);
    if (way.contains("separate")) tiff.separate();
    return tiff;
  }

  @ParameterizedTest
  @CsvSource({
    "2,",
    "4,be",
    "4,separate deflate",
    "10,tiles",
    "12,lzw",
    "12,be",
    "14,separate",
    "14,tiles be"
  })
  void coloursOfAnyWidthLookAlike(final int bits, final String way) throws IOException {
    final double max = (1 << bits) - 1;
    final DrawnTiff.Sampler values = (x, y, s) -> Math.round(sample(x, y, s) * max / 255);
    final ImagePlus image = open(stored(values, String.valueOf(way)).type(bits, 1).colours(3, 2));
    assertEquals(bits < 8 ? 24 : 16, image.getBitDepth());
    final double step = bits < 8 ? 255 / max / 2 + 1 : 1;
    PictureFormatsTest.assertShows(image, DrawnPictures::rgb, (int) step);
  }

  @ParameterizedTest
  @CsvSource({"16,", "32,be", "32,tiles deflate", "64,separate", "32,separate lzw be"})
  void floatColoursKeepValuesBeyondOne(final int bits, final String way) throws IOException {
    final DrawnTiff.Sampler values = (x, y, s) -> sample(x, y, s) * 0.25 - 16;
    final ImagePlus image = open(stored(values, String.valueOf(way)).type(bits, 3).colours(3, 2));
    assertEquals(3, image.getNChannels());
    for (int c = 0; c < 3; c++)
      assertEquals(
          sample(9, 5, c) * 0.25 - 16, image.getStack().getProcessor(c + 1).getf(9, 5), "" + c);
    image.setC(2);
    final double min = image.getDisplayRangeMin();
    image.setC(3);
    assertEquals(min, image.getDisplayRangeMin(), "one range for all colours");
  }

  @ParameterizedTest
  @CsvSource({"8,1,", "8,1,separate", "16,1,be", "16,1,separate deflate", "32,3,", "64,3,tiles"})
  void everySampleIsAChannel(final int bits, final int format, final String way)
      throws IOException {
    final ImagePlus image =
        open(
            stored((x, y, s) -> 40 * s + x, String.valueOf(way))
                .type(bits, format)
                .colours(5, 1)
                .with(338, 0, 0, 0, 0));
    assertEquals(5, image.getNChannels());
    for (int s = 0; s < 5; s++)
      assertEquals(40 * s + 9, image.getStack().getProcessor(s + 1).getf(9, 5));
  }

  @ParameterizedTest
  @CsvSource({"8,", "12,", "16,be", "16,separate deflate"})
  void alphaOfGreyValuesIsCompositedOverWhite(final int bits, final String way) throws IOException {
    final double max = (1 << bits) - 1;
    final ImagePlus image =
        open(
            stored((x, y, s) -> Math.round(max * (s == 1 ? 0.4 : 0.5)), String.valueOf(way))
                .type(bits, 1)
                .colours(2, 1)
                .with(338, 2));
    assertEquals(1, image.getStackSize());
    assertEquals(0.8, image.getProcessor().getf(9, 5) / max, 0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "8,1,2,1",
    "16,1,2,3",
    "32,1,2,1",
    "64,1,2,1",
    "32,3,2,3",
    "16,3,3,1",
    "16,3,3,3",
    "32,3,3,3",
    "64,3,3,1",
    "64,3,3,3"
  })
  void predictorsAreReversed(
      final int bits, final int format, final int predictor, final int samples) throws IOException {
    for (final String way : new String[] {"deflate", "lzw be", "deflate tiles", "lzw separate"}) {
      final DrawnTiff tiff = stored((x, y, s) -> sample(x, y, s), way).type(bits, format);
      final ImagePlus image =
          open(tiff.predictor(predictor).colours(samples, samples == 1 ? 1 : 2));
      for (int s = 0; s < samples; s++)
        assertEquals(sample(9, 5, s), image.getStack().getProcessor(s + 1).getf(9, 5), way);
    }
  }

  @ParameterizedTest
  @CsvSource({"8,8", "8,16", "9,8", "9,16"})
  void labIsConverted(final int photometric, final int bits) throws IOException {
    // Middle grey, and the red of sRGB: L* 54.3, a* 80.8, b* 69.9 for the white D50.
    assertShowsLab(photometric, bits, new double[] {53.59, 0, 0}, 0x808080);
    assertShowsLab(photometric, bits, new double[] {54.29, 80.81, 69.89}, 0xff0000);
  }

  private void assertShowsLab(
      final int photometric, final int bits, final double[] lab, final int expected)
      throws IOException {
    final boolean wide = bits == 16;
    final double white = !wide ? 255 : photometric == 9 ? 0xff00 : 65535;
    final DrawnTiff.Sampler values =
        (x, y, s) -> {
          if (s == 0) return Math.round(lab[0] * white / 100);
          final long chroma = Math.round(lab[s] * (wide ? 256 : 1));
          return photometric == 9 ? chroma + (1 << bits - 1) : chroma & (1 << bits) - 1;
        };
    final ImagePlus image = open(stored(values, "").type(bits, 1).colours(3, photometric));
    PictureFormatsTest.assertShows(image, (x, y) -> expected, 4);
  }

  @Test
  void palettesOfSixteenBitsAreShown() throws IOException {
    final long[] map = new long[3 << 16];
    for (int i = 0; i < 1 << 16; i++) {
      map[i] = i;
      map[(1 << 16) + i] = 65535 - i;
    }
    final DrawnTiff tiff = stored((x, y, s) -> 257 * sample(x, y, 0) - 3, "");
    final int shown =
        DisplayRendering.of(open(tiff.type(16, 1).colours(1, 3).with(320, map))).get(9, 5);
    assertEquals(sample(9, 5, 0), shown >> 16 & 255, 1);
    assertEquals(255 - sample(9, 5, 0), shown >> 8 & 255, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void whiteIsZeroIsShownInverted(final int compression) throws IOException {
    for (final int[] kind : new int[][] {{4, 1}, {12, 1}, {16, 1}, {32, 3}, {16, 2}}) {
      final double max = kind[1] == 1 ? (1 << kind[0]) - 1 : 100;
      final DrawnTiff tiff =
          new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> Math.round(max * x / (WIDTH - 1.0)));
      final ImagePlus image =
          open(tiff.type(kind[0], kind[1]).colours(1, 0).compression(compression));
      image.resetDisplayRange();
      final int first = DisplayRendering.of(image).get(0, 5) & 255;
      final int last = DisplayRendering.of(image).get(WIDTH - 1, 5) & 255;
      assertTrue(first > 250 && last < 5, kind[0] + " bits from " + first + " to " + last);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "258:5:6:5,its samples differ in their number of bits",
    "259:4,the compression of fax pages does not suit its samples",
    "258:24:24:24 339:3:3:3,the samples are floats of 24 bits",
    "258:12:12:12 317:2,predictor 2 does not suit samples of 12 bits",
    "258:12:12:12 317:9,the predictor 9 is unknown",
    "258:12:12:12 317:3,predictor 3 does not suit samples of 12 bits",
    "258:12:12:12 339:6:6:6,the samples are complex numbers",
    "259:50000,Compression value: 50000",
    "262:32845,PhotometricInterpretation value: 32845",
    "277:0,it states 0 samples",
    "258:65:65:65,of 65 bits"
  })
  void otherSamplesAreRefused(final String tags, final String reason) throws IOException {
    final DrawnTiff tiff = stored((x, y, s) -> sample(x, y, s), "").type(32, 1);
    for (final String tag : tags.split(" ")) {
      final long[] numbers = Stream.of(tag.split(":")).mapToLong(Long::parseLong).toArray();
      final long[] values = new long[numbers.length - 1];
      System.arraycopy(numbers, 1, values, 0, values.length);
      tiff.with((int) numbers[0], values);
    }
    final String sentence =
        assertThrows(StyleTransferException.class, () -> open(tiff)).getMessage();
    assertTrue(sentence.contains(reason), sentence);
    assertTrue(sentence.startsWith("The TIFF file '" + folder), sentence);
    assertTrue(sentence.matches("(?s).* is damaged.*: .*\\. Copy or download .*\\."), sentence);
  }

  private ImagePlus open(final DrawnTiff tiff) throws IOException {
    final Path file = folder.resolve("drawn.tif");
    Files.write(file, tiff.bytes());
    return new ImageFileReader().open(file);
  }
}
