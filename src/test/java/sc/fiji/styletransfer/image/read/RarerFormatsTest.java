package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.styletransfer.image.read.DrawnPictures.HEIGHT;
import static sc.fiji.styletransfer.image.read.DrawnPictures.WIDTH;
import static sc.fiji.styletransfer.image.read.DrawnPictures.sample;
import static sc.fiji.styletransfer.image.read.PictureFormatsTest.assertShows;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.StackLimit;

/** Rarer cells of the table in docs/image-formats.md, and formats that are refused. */
class RarerFormatsTest {

  /** The drawn picture with quality 85; Java has no encoder for lossy WebP. */
  private static final String LOSSY_WEBP =
      "UklGRrIAAABXRUJQVlA4IKYAAABQBgCdASooABgAPkUcikQyKCEdXMwBIAREtQBOmUI8z8R42/dUCqf895jHHEQdxTWC7bPq"
          + "ao0lVSdjoAD++nIwXFhwwRlVYeFYx/7nqGr5yYnWuJ/3E//PaEekz8PFVzsNeqR9PxfzG3aFRL1L+nqcyzCyLd3usP45"
          + "BH54+ihqezkgyo/gAJu16pC7IejPy3VjYBhF4HrU6Opa8Eyp95+6rOTIQAAA";

  /** The drawn picture with an alpha of 40 %, of the same encoder with quality 60. */
  private static final String WEBP_WITH_ALPHA =
      "UklGRqoAAABXRUJQVlA4WAoAAAAQAAAAJwAAFwAAQUxQSAUAAAABqFlEBABWUDggfgAAALAEAJ0BKigAGAA+nUSYSbCnIqE6"
          + "uZgCEBOJagCxHyX8B7uAYFFPWNeJ+hA//FAA/uw9RZBd49KIp/8ttSSGwQYSEPvEvNWEjLHt9n25pwsY6yTXYyDn+4a4"
          + "ldFk/Yu7hZL/4j5zPsC3GUQE3E3/tFnOARs3F5evfPA61U8AAA==";

  private static final int LOSS = 24;

  /** The signature and the chunk IHDR. */
  private static final int PNG_START = 33;

  @TempDir private Path folder;

  private ImagePlus open(final String name, final byte[] bytes) throws IOException {
    final Path file = folder.resolve(name);
    Files.write(file, bytes);
    return new ImageFileReader().open(file);
  }

  static List<byte[]> lossyWebp() {
    return Stream.of(LOSSY_WEBP, WEBP_WITH_ALPHA).map(Base64.getDecoder()::decode).toList();
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void lossyWebpIsRead() throws IOException {
    assertShows(open("lossy.webp", lossyWebp().get(0)), DrawnPictures::rgb, LOSS);
    assertShows(open("alpha.webp", lossyWebp().get(1)), RarerFormatsTest::overWhite, LOSS);
  }

  private static int overWhite(final int x, final int y) {
    int rgb = 0;
    for (int c = 0; c < 3; c++)
      rgb |= (int) Math.round(0.4 * sample(x, y, c) + 0.6 * 255) << 16 - 8 * c;
    return rgb;
  }

  @ParameterizedTest
  @CsvSource({
    "1,255,GRAYSCALE,8",
    "1,65535,GRAYSCALE,16",
    "2,255,GRAYSCALE_ALPHA,8",
    "3,255,RGB,24",
    "3,65535,RGB,16",
    "4,255,RGB_ALPHA,24"
  })
  void pamIsRead(final int samples, final int max, final String type, final int depth)
      throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ascii(
            "P7\nWIDTH %d\nHEIGHT %d\nDEPTH %d\nMAXVAL %d\nTUPLTYPE %s\nENDHDR\n"
                .formatted(WIDTH, HEIGHT, samples, max, type)));
    final boolean alpha = samples % 2 == 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++)
      for (int s = 0; s < samples; s++) {
        final boolean opaque = alpha && s == samples - 1;
        final int value = (opaque ? 255 : sample(i % WIDTH, i / WIDTH, s)) * (max > 255 ? 257 : 1);
        if (max > 255) out.write(value >> 8);
        out.write(value);
      }
    final ImagePlus image = open("a.pam", out.toByteArray());
    assertEquals(depth, image.getBitDepth());
    if (samples > 2) assertShows(image, DrawnPictures::rgb, 1);
    else assertEquals(sample(9, 5, 0) * (max > 255 ? 257 : 1), image.getProcessor().getf(9, 5));
  }

  @ParameterizedTest
  @CsvSource({"Pf,1,-1.0", "Pf,1,1.0", "PF,3,-1.0", "PF,3,1.0"})
  void pfmIsRead(final String kind, final int samples, final double order) throws IOException {
    final byte[] head = ascii(kind + "\n" + WIDTH + " " + HEIGHT + "\n" + order + "\n");
    final ByteBuffer out =
        ByteBuffer.allocate(head.length + 4 * samples * WIDTH * HEIGHT)
            .put(head)
            .order(order < 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    // The format stores the last row first.
    for (int y = HEIGHT - 1; y >= 0; y--)
      for (int x = 0; x < WIDTH; x++)
        for (int s = 0; s < samples; s++) out.putFloat(sample(x, y, s) / 64f);
    final ImagePlus image = open("a.pfm", out.array());
    assertEquals(samples, image.getNChannels());
    for (int s = 0; s < samples; s++)
      assertEquals(sample(9, 5, s) / 64f, image.getStack().getProcessor(s + 1).getf(9, 5));
  }

  @Test
  void aProfileOfInksIsConverted() throws IOException {
    // Cyan without a profile; L* 50 with this profile, which is a grey of 119.
    final ICC_Profile profile = DrawnProfile.greyInks();
    final byte[] data = profile.getData();
    final long[] tag = new long[data.length];
    for (int i = 0; i < tag.length; i++) tag[i] = data[i];
    final DrawnTiff tiff =
        new DrawnTiff(WIDTH, HEIGHT, (x, y, s) -> s == 0 ? 255 : 0).colours(4, 5).with(34675, tag);
    assertShows(open("inks.tif", tiff.bytes()), (x, y) -> 0x777777, 3);
    // The drawn JPEG has no black; its inks are the complements of the colours.
    final byte[] jpeg = DrawnPictures.jpegWithProfile(DrawnPictures.jpegCmyk(false), profile);
    final ImagePlus image = open("inks.jpg", jpeg);
    assertEquals(0, saturation(image), 4);
    assertTrue(saturation(open("plain.jpg", DrawnPictures.jpegCmyk(false))) > 50);
  }

  private static int saturation(final ImagePlus image) {
    final int rgb = image.getBitDepth() == 24 ? image.getProcessor().get(9, 5) : 0;
    return Math.abs((rgb >> 16 & 255) - (rgb & 255));
  }

  /** Grey values are measurements, and PNG's own description of colours is rarely meant. */
  @Test
  void profilesOfGreysAndTheGammaOfPngAreIgnored() throws IOException {
    final byte[] grey =
        DrawnPictures.encoded(DrawnPictures.grey(BufferedImage.TYPE_BYTE_GRAY, 1), "png");
    final byte[] profile = DrawnPictures.profileChunk(ICC_Profile.getInstance(ColorSpace.CS_GRAY));
    final ImagePlus image = open("grey.png", DrawnPictures.pngWithChunk(grey, "iCCP", profile));
    assertEquals(sample(9, 5, 0), image.getProcessor().get(9, 5));
    final byte[] rgb =
        DrawnPictures.encoded(DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB), "png");
    final byte[] linear = ByteBuffer.allocate(4).putInt(100_000).array();
    assertShows(
        open("gamma.png", DrawnPictures.pngWithChunk(rgb, "gAMA", linear)), DrawnPictures::rgb, 0);
  }

  /** A colour that stands for transparency (tRNS) is white like every transparent pixel. */
  @Test
  void theTransparentColourOfPngBecomesWhite() throws IOException {
    final int rgb = DrawnPictures.rgb(9, 5);
    final byte[] key =
        ByteBuffer.allocate(6)
            .putShort((short) (rgb >> 16 & 255))
            .putShort((short) (rgb >> 8 & 255))
            .putShort((short) (rgb & 255))
            .array();
    final byte[] png =
        DrawnPictures.encoded(DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB), "png");
    final ImagePlus image = open("key.png", DrawnPictures.pngWithChunk(png, "tRNS", key));
    assertShows(
        image, (x, y) -> DrawnPictures.rgb(x, y) == rgb ? 0xffffff : DrawnPictures.rgb(x, y), 0);
  }

  @ParameterizedTest
  @CsvSource({
    "a.heic,'\0\0\0\u0018ftypheic',HEIC",
    "a.avif,'\0\0\0\u0018ftypavif',AVIF",
    "a.jp2,'\0\0\0\fjP  ....',JPEG 2000",
    "a.jxl,'\u00ff\n......',JPEG XL",
    "a.svg,'<?xml version=''1.0''?>\n<svg xmlns=''http://www.w3.org/2000/svg''/>',SVG",
    "a.pdf,%PDF-1.4 and more,PDF",
    "a.eps,%!PS-Adobe-3.0 EPSF,PostScript",
    "a.exr,'v/1\u0001\u0002\0\0\0',OpenEXR",
    "a.cr3,'\0\0\0\u0018ftypcrx ',camera raw",
    "a.raf,FUJIFILMCCD-RAW 0201,camera raw",
    "a.rw2,'IIU\0\b\0\0\0',camera raw",
    "a.czi,'ZISRAWFILE\0\0\0\0\0\0',CZI",
    "a.nd2,'\u00da\u00ce\u00be\n\0\0\0\0',ND2",
    "a.lif,'p\0\0\0\u0010\0\0\0*',LIF",
    "a.ims,'\u0089HDF\r\n\u001a\n',HDF5",
    "a.mp4,'\0\0\0\u0018ftypisom',MP4 or QuickTime video",
    "heic named.jpg,'\0\0\0\u0018ftypheic',HEIC"
  })
  void formatsThatCannotBeReadAreNamed(final String name, final String start, final String format)
      throws IOException {
    final Path file = folder.resolve(name);
    Files.write(file, ascii(start + " and the rest"));
    assertEquals(
        "The file '%s' is in the format %s, which the plugin does not read. Convert it to TIFF or PNG."
            .formatted(file, format),
        assertThrows(StyleTransferException.class, () -> new ImageFileReader().open(file))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.png", "a.tif", "a.gif", "a.bmp", "a.webp", "a.psd", "a.zip"})
  void wordsAndNothingAreNoImages(final String name) throws IOException {
    for (final String text : new String[] {"", "x", "Words, no pixels.\n"}) {
      final Path file = folder.resolve(name);
      Files.writeString(file, text);
      final String sentence =
          assertThrows(StyleTransferException.class, () -> new ImageFileReader().open(file))
              .getMessage();
      assertTrue(
          sentence.matches("The .*file '.*" + name + "' is (not an image|damaged).*\\."), sentence);
    }
  }

  /** Where each format states width and height, as two numbers of four bytes (JPEG: two). */
  @ParameterizedTest
  @CsvSource({"plain.png,16,be", "rgb.psd,14,be", "plain.bmp,18,le", "plain.jpg,-1,be"})
  void hugeSizesAreRefusedBeforeMemoryIsTaken(final String name, final int at, final String order)
      throws IOException {
    final byte[] file = PictureFormatsTest.coloured().get(name).clone();
    final ByteBuffer out =
        ByteBuffer.wrap(file)
            .order(order.equals("be") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    final int side = 30_000;
    if (at < 0) {
      int frame = 0;
      while (out.getShort(frame) != (short) 0xffc0) frame++;
      out.putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
    } else out.putInt(at, side).putInt(at + 4, side);
    final Path path = Files.write(folder.resolve(name), file);
    final ImageFileReader reader =
        new ImageFileReader(StackLimit.ofHeap(), new HeapLimit(1 << 30, 4), new GuardedRead());
    final String sentence = assertThrows(BeyondLimits.class, () -> reader.open(path)).getMessage();
    assertTrue(
        sentence.matches(
            "The image '.*' has 30000 × 30000 pixels and needs about \\d+ MB of Java's heap, which"
                + " has 1024 MB\\. Give Java more memory or scale the image down\\."),
        sentence);
  }

  @Test
  void sizesBeyondAPlaneOfImageJAreRefused() {
    final String sentence =
        assertThrows(
                BeyondLimits.class,
                () -> HeapLimit.ofProcess().check(Path.of("a.png"), 50_000, 50_000, 0.001))
            .getMessage();
    assertEquals(
        "The image 'a.png' has 50000 × 50000 pixels, more than ImageJ can hold in a plane. Scale"
            + " the image down.",
        sentence);
  }

  @Test
  void aDamagedOrientationCostsNoPixels() throws IOException {
    final BufferedImage rgb = DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB);
    final byte[] file = DrawnPictures.jpegTurned(rgb, 6);
    // The count of entries behind the headers of the segment and of TIFF.
    file[20] = (byte) 0xff;
    file[21] = (byte) 0xff;
    assertEquals(
        DrawnPictures.WIDTH * HEIGHT, open("exif.jpg", file).getProcessor().getPixelCount());
  }

  @Test
  void aDamagedProfileOfWebpCostsNoPixels() throws IOException {
    final byte[] plain = lossyWebp().get(0);
    final byte[] header = ascii("RIFF\0\0\0\0WEBPVP8X\n\0\0\0\40\0\0\0\47\0\0\27\0\0");
    final byte[] profile = ascii("ICCP\10\0\0\0garbage!");
    final ByteBuffer file =
        ByteBuffer.allocate(header.length + profile.length + plain.length - 12)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(header).put(profile).put(plain, 12, plain.length - 12).putInt(4, file.capacity() - 8);
    assertShows(open("profile.webp", file.array()), DrawnPictures::rgb, LOSS);
  }

  /** The text would take more than the heap of the tests. */
  @Test
  void theHugeTextOfAPngIsNotDecompressed() throws IOException {
    final BufferedImage rgb = DrawnPictures.drawn(BufferedImage.TYPE_INT_RGB);
    final ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(rgb, "png", png);
    final byte[] plain = png.toByteArray();
    final ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(ascii("key\0\0"));
    try (DeflaterOutputStream out = new DeflaterOutputStream(text)) {
      for (int i = 0; i < 64; i++) out.write(new byte[1 << 20]);
    }
    final ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, PNG_START);
    chunk(file, "zTXt", text.toByteArray());
    chunk(file, "eXIf", ascii("MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0"));
    file.write(plain, PNG_START, plain.length - PNG_START);
    final long before = allocated();
    final ImagePlus image = open("text.png", file.toByteArray());
    assertEquals(HEIGHT, image.getWidth(), "the orientation behind the text counts");
    assertTrue(allocated() - before < 16 << 20, "the text was decompressed");
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }

  private static void chunk(
      final ByteArrayOutputStream file, final String type, final byte[] content) {
    final byte[] head = ascii(type);
    final CRC32 checksum = new CRC32();
    checksum.update(head);
    checksum.update(content);
    final ByteBuffer chunk = ByteBuffer.allocate(content.length + 12);
    chunk.putInt(content.length).put(head).put(content).putInt((int) checksum.getValue());
    file.writeBytes(chunk.array());
  }

  /** ImageJ would apply a lookup table to the image that is open. */
  @Test
  void aLookupTableIsNoImage() throws IOException {
    final Path file = Files.write(folder.resolve("fire.lut"), new byte[768]);
    final ImagePlus current = new ImagePlus("current", new ByteProcessor(8, 8));
    WindowManager.setTempCurrentImage(current);
    try {
      assertThrows(StyleTransferException.class, () -> new ImageFileReader().open(file));
    } finally {
      WindowManager.setTempCurrentImage(null);
    }
    assertTrue(current.getProcessor().isDefaultLut());
  }

  /** The first bytes of a ZIP file may be followed by anything. */
  @Test
  void aZipFileWithoutImageIsRefused() throws IOException {
    final Path file = folder.resolve("a.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("words.txt"));
      zip.write(ascii("Words, no pixels."));
    }
    final String sentence =
        assertThrows(StyleTransferException.class, () -> new ImageFileReader().open(file))
            .getMessage();
    assertTrue(sentence.contains("a.zip' is not an image"), sentence);
  }
}
