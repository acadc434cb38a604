package sc.fiji.styletransfer.image.read;

import java.awt.Color;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws a small picture and writes it as a file of every format other than TIFF. */
final class DrawnPictures {

  static final int WIDTH = 40;
  static final int HEIGHT = 24;

  private DrawnPictures() {}

  /** A smooth picture whose corners differ: sample 0 is red, 1 green, 2 blue, 3 alpha. */
  static int sample(final int x, final int y, final int colour) {
    return switch (colour) {
      case 0 -> 30 + 5 * x;
      case 1 -> 40 + 8 * y;
      case 2 -> 220 - 2 * x - 3 * y;
      default -> 255;
    };
  }

  static int rgb(final int x, final int y) {
    return new Color(sample(x, y, 0), sample(x, y, 1), sample(x, y, 2)).getRGB();
  }

  static BufferedImage drawn(final int type) {
    final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) for (int x = 0; x < WIDTH; x++) image.setRGB(x, y, rgb(x, y));
    return image;
  }

  /** Grey values without a conversion of colours: the red sample. */
  static BufferedImage grey(final int type, final int factor) {
    final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        image.getRaster().setSample(x, y, 0, sample(x, y, 0) * factor);
    return image;
  }

  static BufferedImage component(
      final int space, final boolean alpha, final boolean wide, final int alphaValue) {
    final ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            wide ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
    final WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    final int colours = model.getNumColorComponents();
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (int b = 0; b < raster.getNumBands(); b++)
          raster.setSample(
              x, y, b, (b == colours ? alphaValue : sample(x, y, b)) * (wide ? 257 : 1));
    return new BufferedImage(model, raster, false, null);
  }

  /** Grey levels or two colours in a palette of few bits. */
  static BufferedImage palette(final int bits, final boolean colour) {
    final int size = 1 << bits;
    final byte[] red = new byte[size];
    final byte[] blue = new byte[size];
    for (int i = 0; i < size; i++) {
      red[i] = (byte) (255 * i / (size - 1));
      blue[i] = colour ? (byte) (255 - (red[i] & 0xff)) : red[i];
    }
    final IndexColorModel model = new IndexColorModel(bits, size, red, red, blue);
    final BufferedImage image =
        new BufferedImage(
            WIDTH,
            HEIGHT,
            bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
            model);
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) image.getRaster().setSample(x, y, 0, index(x, y, size));
    return image;
  }

  static int index(final int x, final int y, final int size) {
    return (x / 4 + y / 4) % size;
  }

  static byte[] encoded(final BufferedImage image, final String format) {
    return encoded(image, format, false);
  }

  static byte[] encoded(final BufferedImage image, final String format, final boolean interlaced) {
    final ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    final ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (interlaced) parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    if (format.equals("jpeg")) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(0.98f);
    }
    return written(writer, new IIOImage(image, null, null), parameters);
  }

  private static byte[] written(
      final ImageWriter writer, final IIOImage image, final ImageWriteParam parameters) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, parameters);
      stream.flush();
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  // ---------------------------------------------------------------- JPEG

  /** A JPEG file with an EXIF segment that holds an orientation. */
  static byte[] jpegTurned(final BufferedImage image, final int orientation) {
    return withSegment(encoded(image, "jpeg"), 0xe1, exif("Exif\0\0", orientation));
  }

  static byte[] exif(final String prefix, final int orientation) {
    final byte[] name = prefix.getBytes(StandardCharsets.ISO_8859_1);
    final ByteBuffer out = ByteBuffer.allocate(name.length + 26).order(ByteOrder.LITTLE_ENDIAN);
    out.put(name).put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    out.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    out.putShort((short) orientation).putShort((short) 0).putInt(0);
    return out.array();
  }

  static byte[] jpegWithProfile(final byte[] jpeg, final ICC_Profile profile) {
    final byte[] head = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
    final byte[] data = profile.getData();
    final byte[] segment = Arrays.copyOf(head, head.length + data.length);
    System.arraycopy(data, 0, segment, head.length, data.length);
    return withSegment(jpeg, 0xe2, segment);
  }

  /** CMYK as Adobe stores it, inverted; transform 2 stands for YCCK. */
  static byte[] jpegCmyk(final boolean ycck) {
    final WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, new Point());
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) {
        final double r = sample(x, y, 0);
        final double g = sample(x, y, 1);
        final double b = sample(x, y, 2);
        final double[] rgbk = {r, g, b, 255};
        // The colours of YCCK are those of the inks.
        final double[] yccK = {
          255 - 0.299 * r - 0.587 * g - 0.114 * b,
          128 + 0.168736 * r + 0.331264 * g - 0.5 * b,
          128 - 0.5 * r + 0.418688 * g + 0.081312 * b,
          255
        };
        raster.setPixel(x, y, ycck ? yccK : rgbk);
      }
    final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    final ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(0.98f);
    final byte[] plain = written(writer, new IIOImage(raster, null, null), parameters);
    final byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) (ycck ? 2 : 0)};
    return withSegment(plain, 0xee, adobe);
  }

  private static byte[] withSegment(final byte[] jpeg, final int marker, final byte[] data) {
    final ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + data.length);
    out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) (data.length + 2));
    return out.put(data).put(jpeg, 2, jpeg.length - 2).array();
  }

  // ---------------------------------------------------------------- PNG

  static byte[] pngWithChunk(final byte[] png, final String type, final byte[] data) {
    // The chunk goes behind IHDR, which has 13 bytes.
    final int at = 8 + 12 + 13;
    final ByteBuffer out = ByteBuffer.allocate(png.length + 12 + data.length);
    final byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    final CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.put(png, 0, at).putInt(data.length).put(name).put(data).putInt((int) checksum.getValue());
    return out.put(png, at, png.length - at).array();
  }

  static byte[] profileChunk(final ICC_Profile profile) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'p', 0, 0});
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(profile.getData());
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  // ---------------------------------------------------------------- GIF

  static byte[] gif(final int frames) {
    final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      if (frames == 1) {
        writer.write(palette(4, true));
      } else {
        writer.prepareWriteSequence(null);
        for (int i = 0; i < frames; i++) writer.writeToSequence(frame(writer), null);
        writer.endWriteSequence();
      }
      stream.flush();
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static IIOImage frame(final ImageWriter writer) {
    final BufferedImage image = palette(4, true);
    final IIOMetadata metadata =
        writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
    return new IIOImage(image, null, metadata);
  }

  // ---------------------------------------------------------------- WebP

  /** Two values for each colour, so that every colour of a pixel takes one bit (VP8L). */
  static int webpSample(final int x, final int y, final int colour) {
    return switch (colour) {
      case 0 -> x < WIDTH / 2 ? 40 : 200;
      case 1 -> y < HEIGHT / 2 ? 60 : 180;
      default -> (x / 8 + y / 8) % 2 == 0 ? 10 : 250;
    };
  }

  static byte[] webp(final int orientation) {
    final BitWriter bits = new BitWriter();
    bits.leastSignificantFirst(0x2f, 8);
    bits.leastSignificantFirst(WIDTH - 1, 14);
    bits.leastSignificantFirst(HEIGHT - 1, 14);
    // No alpha, version 0, no transform, no colour cache, one group of codes.
    bits.leastSignificantFirst(0, 1 + 3 + 1 + 1 + 1);
    simpleCode(bits, 60, 180);
    simpleCode(bits, 40, 200);
    simpleCode(bits, 10, 250);
    simpleCode(bits, 255);
    simpleCode(bits, 0);
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (final int colour : new int[] {1, 0, 2})
          bits.leastSignificantFirst(
              webpSample(x, y, colour) > webpSample(0, 0, colour) ? 1 : 0, 1);
    final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    if (orientation > 1) {
      final byte[] canvas = {8, 0, 0, 0, WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0};
      chunks.writeBytes(riff("VP8X", canvas));
    }
    chunks.writeBytes(riff("VP8L", bits.bytes()));
    if (orientation > 1) chunks.writeBytes(riff("EXIF", exif("", orientation)));
    final byte[] body = chunks.toByteArray();
    final ByteBuffer file = ByteBuffer.allocate(12 + body.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + body.length);
    return file.put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(body).array();
  }

  private static void simpleCode(final BitWriter bits, final int... symbols) {
    bits.leastSignificantFirst(1, 1);
    bits.leastSignificantFirst(symbols.length - 1, 1);
    bits.leastSignificantFirst(1, 1);
    for (final int symbol : symbols) bits.leastSignificantFirst(symbol, 8);
  }

  private static byte[] riff(final String type, final byte[] data) {
    final int padded = data.length + data.length % 2;
    return ByteBuffer.allocate(8 + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  // ---------------------------------------------------------------- PSD and PNM

  static byte[] psd(final int channels, final int bits) {
    final int bytes = bits / 8;
    final ByteBuffer out = ByteBuffer.allocate(26 + 12 + 2 + channels * WIDTH * HEIGHT * bytes);
    out.put("8BPS".getBytes(StandardCharsets.US_ASCII)).putShort((short) 1).put(new byte[6]);
    out.putShort((short) channels).putInt(HEIGHT).putInt(WIDTH);
    out.putShort((short) bits).putShort((short) (channels == 1 ? 1 : 3));
    out.put(new byte[12]).putShort((short) 0);
    for (int c = 0; c < channels; c++)
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          if (bits == 8) out.put((byte) sample(x, y, c));
          else out.putShort((short) (257 * sample(x, y, c)));
    return out.array();
  }

  /** P1 to P6; text formats are those up to P3. */
  static byte[] pnm(final int kind, final int max) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final String range = kind == 1 || kind == 4 ? "" : max + "\n";
    out.writeBytes(
        ("P" + kind + "\n# drawn\n" + WIDTH + " " + HEIGHT + "\n" + range)
            .getBytes(StandardCharsets.US_ASCII));
    final int colours = kind == 3 || kind == 6 ? 3 : 1;
    if (kind == 4) {
      final BitWriter bits = new BitWriter();
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) bits.mostSignificantFirst(index(x, y, 2), 1);
      out.writeBytes(bits.bytes());
      return out.toByteArray();
    }
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (int c = 0; c < colours; c++) {
          final int value = kind == 1 ? index(x, y, 2) : sample(x, y, c) * (max > 255 ? 257 : 1);
          if (kind <= 3) out.writeBytes((value + "\n").getBytes(StandardCharsets.US_ASCII));
          else if (max > 255) out.writeBytes(new byte[] {(byte) (value >> 8), (byte) value});
          else out.write(value);
        }
    return out.toByteArray();
  }
}
