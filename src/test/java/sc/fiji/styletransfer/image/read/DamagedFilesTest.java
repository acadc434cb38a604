package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.plugin.filter.AVI_Writer;
import ij.process.ShortProcessor;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.StackLimit;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/**
 * Cuts and garbles files of all formats at random. Each file is read or refused with one sentence,
 * within a time limit and a bounded heap.
 *
 * <p>{@code -Dfuzz.cases=20000} sets the number of files, {@code -Dfuzz.seed} the first seed.
 */
@Tag("slow")
class DamagedFilesTest {

  private static final Logger LOG = LoggerFactory.getLogger(DamagedFilesTest.class);

  private static final int CASES = Integer.getInteger("fuzz.cases", 2000);
  private static final long SEED = Long.getLong("fuzz.seed", 17);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Pictures of more than 8 megapixels are refused, so that a damaged size costs no time. */
  private static final HeapLimit HEAP = new HeapLimit(128 << 20, 4);

  @TempDir private Path folder;

  static List<byte[]> wholeFiles() {
    final List<byte[]> files = new ArrayList<>();
    files.addAll(PictureFormatsTest.coloured().values());
    files.addAll(PictureFormatsTest.grey().values());
    files.addAll(List.of(DrawnPictures.gif(1), DrawnPictures.gif(3)));
    files.addAll(List.of(DrawnPictures.webp(1), DrawnPictures.webp(6)));
    files.addAll(List.of(DrawnPictures.pnm(1, 1), DrawnPictures.pnm(4, 1)));
    final BufferedImage rgb = DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB);
    files.add(DrawnPictures.jpegTurned(rgb, 6));
    files.add(
        DrawnPictures.pngWithChunk(
            DrawnPictures.encoded(rgb, "png"),
            "iCCP",
            DrawnPictures.profileChunk(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB))));
    for (final int compression : new int[] {1, 5, 8, 32773})
      for (int flags = 0; flags < 16; flags++) files.add(tiff(compression, flags));
    files.add(rgbTiff().compression(DrawnTiff.JPEG).colours(3, 6).with(530, 2, 2).bytes());
    files.add(rgbTiff().circle().bytes());
    files.add(rgbTiff().type(12, 1).tiles(16).bytes());
    files.add(rgbTiff().type(64, 3).separate().compression(8).predictor(3).bytes());
    files.add(rgbTiff().colours(3, 8).bytes());
    files.add(rgbTiff().colours(4, 5).compression(5).bytes());
    files.add(rgbTiff().colours(5, 1).type(16, 1).predictor(2).compression(8).bytes());
    files.addAll(RarerFormatsTest.lossyWebp());
    return files;
  }

  /** Files whose reader is ImageJ's. */
  static List<byte[]> filesOfImageJ() throws IOException {
    final ImageStack stack = new ImageStack(24, 16);
    for (int i = 0; i < 3; i++) stack.addSlice("slice " + i, new ShortProcessor(24, 16));
    final ImagePlus image = new ImagePlus("own", stack);
    image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
    image.setProperty("Info", "Info of the image");
    final Path file = Files.createTempFile("own", ".tif");
    final List<byte[]> files = new ArrayList<>();
    try {
      new ImageFileWriter().write(image, file);
      files.add(Files.readAllBytes(file));
      final FileSaver saver = new FileSaver(new ImagePlus("own", stack.getProcessor(1)));
      saver.saveAsFits(file.toString());
      files.add(Files.readAllBytes(file));
      saver.saveAsText(file.toString());
      files.add(Files.readAllBytes(file));
      saver.saveAsPgm(file.toString());
      files.add(Files.readAllBytes(file));
      new AVI_Writer().writeImage(image, file.toString(), AVI_Writer.NO_COMPRESSION, 0);
      files.add(Files.readAllBytes(file));
    } finally {
      Files.delete(file);
    }
    files.add(dicom());
    return files;
  }

  /** Explicit value representations, little endian (DICOM PS3.5, section 7.1). */
  private static byte[] dicom() {
    final int side = 8;
    final ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    out.position(128);
    out.put("DICM".getBytes(StandardCharsets.US_ASCII));
    final int[][] shorts = {
      {0x0002, 1}, {0x0010, side}, {0x0011, side}, {0x0100, 16}, {0x0101, 16}, {0x0103, 0}
    };
    for (final int[] element : shorts) {
      out.putShort((short) 0x28).putShort((short) element[0]).put((byte) 'U').put((byte) 'S');
      out.putShort((short) 2).putShort((short) element[1]);
    }
    out.putShort((short) 0x7fe0).putShort((short) 0x10).put((byte) 'O').put((byte) 'W');
    out.putShort((short) 0).putInt(2 * side * side);
    for (int i = 0; i < side * side; i++) out.putShort((short) (100 * i));
    return Arrays.copyOf(out.array(), out.position());
  }

  private static DrawnTiff rgbTiff() {
    return new DrawnTiff(DrawnPictures.WIDTH, DrawnPictures.HEIGHT, DrawnPictures::sample);
  }

  private static byte[] tiff(final int compression, final int flags) {
    final DrawnTiff tiff = rgbTiff().compression(compression);
    if ((flags & 1) != 0) tiff.tiles(16);
    if ((flags & 2) != 0) tiff.colours(1, 1).type(32, 3);
    if ((flags & 4) != 0) tiff.bigEndian();
    if ((flags & 8) != 0) tiff.bigTiff();
    return tiff.bytes();
  }

  @Test
  void everyDamagedFileIsReadOrRefusedWithASentence() throws IOException {
    LOG.info("{} damaged files from seed {}", CASES, SEED);
    final List<byte[]> whole = wholeFiles();
    whole.addAll(filesOfImageJ());
    final ImageFileReader reader =
        new ImageFileReader(StackLimit.ofHeap(), HEAP, new GuardedRead(10));
    int opened = 0;
    for (int i = 0; i < CASES; i++) {
      final Random random = new Random(SEED + i);
      final Path file = folder.resolve("damaged");
      Files.write(file, Damage.to(whole.get(i % whole.size()), random));
      opened += assertTimeoutPreemptively(LIMIT, () -> outcome(reader, file), "seed " + (SEED + i));
    }
    LOG.info("{} of {} damaged files were read, the others refused", opened, CASES);
    assertTrue(opened > CASES / 20 && opened < CASES, "read " + opened);
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  private static int outcome(final ImageFileReader reader, final Path file) {
    try {
      final ImagePlus image = reader.open(file);
      assertTrue(image.getWidth() > 0);
      return 1;
    } catch (final StyleTransferException e) {
      assertSentence(e.getMessage());
      return 0;
    }
  }

  private static void assertSentence(final String message) {
    assertTrue(message.startsWith("The "), message);
    assertTrue(message.endsWith("."), message);
    assertTrue(message.contains("damaged'"), message);
    assertTrue(message.length() < 600, message);
    assertFalse(message.matches("(?s).*([a-z](Exception|Error)|null|\n).*"), message);
    assertFalse(message.contains("reading does not end"), message);
  }
}
