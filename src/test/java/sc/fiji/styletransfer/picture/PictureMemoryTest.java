package sc.fiji.styletransfer.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.colour.ColourMode;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TestPictures;
import sc.fiji.styletransfer.transfer.TransferInputs;

class PictureMemoryTest {

  private static final PictureMemory FILE = new PictureMemory(0);

  @Test
  void aSmallPictureLiesInAnArrayAndALargeOneDoesNot() {
    final long bytes = 30L * 20 * 3 * Float.BYTES;
    assertTrue(new PictureMemory(bytes).create(30, 20) instanceof ArrayImg);
    assertFalse(new PictureMemory(bytes - 1).create(30, 20) instanceof ArrayImg);
  }

  /** Of one cell, of several with a last one that is lower, and of rows longer than a cell. */
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 5", "1500, 3001", "4200000, 2"})
  void everyPixelHasAPlaceOfItsOwn(final int width, final int height) {
    final Img<FloatType> picture = FILE.create(width, height);
    assertArrayEquals(new long[] {width, height, 3}, picture.dimensionsAsLongArray());
    final Cursor<FloatType> blank = Views.flatIterable(picture).cursor();
    while (blank.hasNext()) assertEquals(0, blank.next().get());
    float number = 0;
    final Cursor<FloatType> written = Views.flatIterable(picture).cursor();
    while (written.hasNext()) written.next().set(number++ % 9973);
    number = 0;
    final Cursor<FloatType> read = Views.flatIterable(picture).cursor();
    while (read.hasNext()) assertEquals(number++ % 9973, read.next().get());
  }

  @Test
  void noFileIsLeftBehind() throws IOException {
    final long before = files();
    final Img<FloatType> picture = FILE.create(100, 100);
    assertEquals(before, files());
    picture.getAt(3, 4, 1).set(5);
    assertEquals(5, picture.getAt(3, 4, 1).get());
  }

  private static long files() throws IOException {
    try (Stream<Path> files =
        Files.walk(TemporaryFolder.ofProcess().newFile(".test").getParent())) {
      return files.filter(file -> file.toString().endsWith(".memory")).count();
    }
  }

  @Test
  void aRunSeesNoDifference() {
    final Img<FloatType> content = TestPictures.waves(40, 33, 1);
    final Img<FloatType> inFile = FILE.create(40, 33);
    ImgUtil.copy(content, inFile);
    final Img<FloatType> style = TestPictures.waves(30, 40, 2);
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .set(Settings.ITERATIONS, 4)
            .set(Settings.COLOUR, ColourMode.LUMINANCE)
            .build();
    try (StyleTransfer transfer =
        new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"))) {
      assertArrayEquals(
          TestPictures.values(transfer.run(TransferInputs.of(content, style), settings).picture()),
          TestPictures.values(transfer.run(TransferInputs.of(inFile, style), settings).picture()));
    }
  }
}
