package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.read.DrawnPictures.HEIGHT;
import static sc.fiji.styletransfer.image.read.DrawnPictures.WIDTH;
import static sc.fiji.styletransfer.image.read.DrawnPictures.sample;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.InfoRecord;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** TIFF files of several pages, of ImageJ, of fax machines and of cameras. */
class TiffPagesTest {

  private static final int FILL_ORDER = 266;

  @TempDir private Path folder;

  private ImagePlus open(final byte[] bytes) throws IOException {
    final Path file = folder.resolve("drawn.tif");
    Files.write(file, bytes);
    return new ImageFileReader().open(file);
  }

  private static DrawnTiff page(final int width, final int height) {
    return new DrawnTiff(width, height, (x, y, s) -> sample(x, y, s));
  }

  /** Puts one file behind the other, and leads from the first directory to the second. */
  private static byte[] joined(final byte[] first, final byte[] second) {
    final int start = first.length + first.length % 2;
    final ByteBuffer out =
        ByteBuffer.allocate(start + second.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(first).position(start);
    out.put(second);
    out.putInt(endOf(out, 0), start + out.getInt(start + 4));
    final int directory = start + out.getInt(start + 4);
    for (int i = 0; i < out.getShort(directory); i++) {
      final int entry = directory + 2 + 12 * i;
      final int tag = out.getShort(entry) & 0xffff;
      final int type = out.getShort(entry + 2);
      final int count = out.getInt(entry + 4);
      final boolean outside = count * (type == 3 ? 2 : 4) > 4;
      if (outside) out.putInt(entry + 8, start + out.getInt(entry + 8));
      if (tag != TiffDirectory.STRIP_OFFSETS) continue;
      final int values = outside ? out.getInt(entry + 8) : entry + 8;
      for (int k = 0; k < count; k++)
        out.putInt(values + 4 * k, start + out.getInt(values + 4 * k));
    }
    return out.array();
  }

  private static int endOf(final ByteBuffer file, final int start) {
    final int directory = start + file.getInt(start + 4);
    return directory + 2 + 12 * file.getShort(directory);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "8,8", "1,8"})
  void pagesOfAnotherSizeAreLeftOut(final int first, final int second) throws IOException {
    final byte[] large = page(WIDTH, HEIGHT).compression(first).bytes();
    final byte[] small = page(17, 9).compression(second).bytes();
    final ImagePlus image = open(joined(large, small));
    assertEquals(1, image.getStackSize());
    PictureFormatsTest.assertShows(image, DrawnPictures::rgb, 0);
    assertEquals(2, open(joined(large, large)).getStackSize());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void aThumbnailInFrontIsLeftOut(final int compression) throws IOException {
    final byte[] small = page(17, 9).with(TiffDirectory.SUBFILE_TYPE, 1).bytes();
    final ImagePlus image =
        open(joined(small, page(WIDTH, HEIGHT).compression(compression).bytes()));
    PictureFormatsTest.assertShows(image, DrawnPictures::rgb, 0);
  }

  @ParameterizedTest
  @CsvSource({"262,32803", "262,34892", "50706,1"})
  void rawImagesOfCamerasAreRefused(final int tag, final long value) {
    assertRaw(page(WIDTH, HEIGHT).colours(1, 1).with(tag, value).bytes());
  }

  @Test
  void previewsOfRawImagesAreNotTakenForTheImage() {
    assertRaw(page(17, 9).with(TiffDirectory.SUBFILE_TYPE, 1).with(330, 8).bytes());
    final byte[] canon = page(WIDTH, HEIGHT).bytes();
    canon[8] = 'C';
    canon[9] = 'R';
    assertRaw(canon);
  }

  private void assertRaw(final byte[] bytes) {
    final String sentence =
        assertThrows(StyleTransferException.class, () -> open(bytes)).getMessage();
    assertTrue(sentence.contains("is in the format camera raw"), sentence);
  }

  /** An ImageJ stack whose metadata are damaged keeps its planes. */
  @Test
  void damagedMetadataOfImageJCostNoPlanes() throws IOException {
    final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int i = 0; i < 3; i++) {
      final ShortProcessor plane = new ShortProcessor(WIDTH, HEIGHT);
      plane.set(9, 5, 1000 + i);
      stack.addSlice("slice " + i, plane);
    }
    final Path file = folder.resolve("own.tif");
    new ImageFileWriter().write(new ImagePlus("own", stack), file);
    final byte[] bytes = Files.readAllBytes(file);
    final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes[0] == 'I') buffer.order(ByteOrder.LITTLE_ENDIAN);
    final int directory = buffer.getInt(4);
    for (int i = 0; i < buffer.getShort(directory); i++) {
      final int entry = directory + 2 + 12 * i;
      if ((buffer.getShort(entry) & 0xffff) == TiffDirectory.METADATA_COUNTS)
        buffer.putInt(buffer.getInt(entry + 8) + 4, Integer.MAX_VALUE);
    }
    final ImagePlus image = open(bytes);
    assertEquals(3, image.getStackSize());
    for (int i = 0; i < 3; i++)
      assertEquals(1000 + i, image.getStack().getProcessor(i + 1).get(9, 5));
    assertEquals("", InfoRecord.of(folder.resolve("drawn.tif")));
    final byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
    assertThrows(StyleTransferException.class, () -> open(cut));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
  void faxPagesAreRead(final String compression) throws IOException {
    final byte[] file = fax(compression);
    for (final boolean reversed : new boolean[] {false, true}) {
      final ImagePlus image = open(reversed ? reversed(file) : file);
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          assertEquals(
              255 * DrawnPictures.index(x, y, 2),
              image.getProcessor().get(x, y),
              "pixel " + x + ", " + y);
    }
  }

  /** The library's writer, which the plugin does not use. */
  private static byte[] fax(final String compression) throws IOException {
    final ImageWriter writer;
    try {
      final String provider = ReaderLibrary.TWELVE_MONKEYS + "tiff.TIFFImageWriterSpi";
      writer =
          ((ImageWriterSpi)
                  ReaderLibrary.get().loadClass(provider).getDeclaredConstructor().newInstance())
              .createWriterInstance();
    } catch (final ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionType(compression);
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      final BufferedImage picture = DrawnPictures.palette(1, false);
      writer.write(null, new IIOImage(picture, null, null), parameters);
      stream.flush();
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** The same page with the least significant bits first, as many fax machines write it. */
  private static byte[] reversed(final byte[] file) {
    final ByteBuffer out = ByteBuffer.wrap(file.clone());
    if (file[0] == 'I') out.order(ByteOrder.LITTLE_ENDIAN);
    final int directory = out.getInt(4);
    final int[] strips = new int[2];
    for (int i = 0; i < out.getShort(directory); i++) {
      final int entry = directory + 2 + 12 * i;
      final int tag = out.getShort(entry) & 0xffff;
      final boolean small = out.getShort(entry + 2) == 3;
      final int value = small ? out.getShort(entry + 8) : out.getInt(entry + 8);
      // The writer states no fill order; its orientation is the usual one.
      if (tag == TiffDirectory.ORIENTATION)
        out.putShort(entry, (short) FILL_ORDER).putShort(entry + 8, (short) 2);
      if (tag == TiffDirectory.STRIP_OFFSETS) strips[0] = value;
      if (tag == TiffDirectory.STRIP_BYTES) strips[1] = value;
    }
    for (int i = strips[0]; i < strips[0] + strips[1]; i++)
      out.put(i, (byte) (Integer.reverse(out.get(i)) >>> 24));
    return out.array();
  }

  @Test
  void aPlaneOfZeroPixelsIsDamaged() throws IOException {
    final byte[] file = page(WIDTH, HEIGHT).with(TiffDirectory.HEIGHT, 0).bytes();
    final String sentence =
        assertThrows(StyleTransferException.class, () -> open(file)).getMessage();
    assertTrue(sentence.contains("it states a size of 40 × 0 pixels"), sentence);
  }
}
