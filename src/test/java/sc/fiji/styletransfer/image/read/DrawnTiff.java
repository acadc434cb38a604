package sc.fiji.styletransfer.image.read;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/** Writes small TIFF files of every kind, right or with wrong bookkeeping. */
final class DrawnTiff {

  static final int NONE = 1;
  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int PACK_BITS = 32773;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG8 = 16;

  /** Value of a sample. */
  @FunctionalInterface
  interface Sampler {
    double at(int x, int y, int sample);
  }

  private final int width;
  private final int height;
  private final Sampler sampler;
  private final Map<Integer, long[]> extra = new TreeMap<>();

  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean big;
  private int tile;
  private boolean separate;
  private int compression = NONE;
  private int predictor = 1;
  private int bits = 8;
  private int format = 1;
  private int samples = 3;
  private int photometric = 2;
  private int rows;
  private boolean circle;
  private String description;

  DrawnTiff(final int width, final int height, final Sampler sampler) {
    this.width = width;
    this.height = height;
    this.sampler = sampler;
    rows = Math.max(1, height / 3);
  }

  DrawnTiff bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  DrawnTiff bigTiff() {
    big = true;
    return this;
  }

  DrawnTiff tiles(final int side) {
    tile = side;
    return this;
  }

  DrawnTiff separate() {
    separate = true;
    return this;
  }

  DrawnTiff compression(final int number) {
    compression = number;
    return this;
  }

  DrawnTiff predictor(final int number) {
    predictor = number;
    return this;
  }

  /** Bits per sample; format 1 is unsigned, 2 signed, 3 float. */
  DrawnTiff type(final int bitsPerSample, final int sampleFormat) {
    bits = bitsPerSample;
    format = sampleFormat;
    return this;
  }

  DrawnTiff colours(final int samplesPerPixel, final int interpretation) {
    samples = samplesPerPixel;
    photometric = interpretation;
    return this;
  }

  DrawnTiff description(final String text) {
    description = text;
    return this;
  }

  DrawnTiff with(final int tag, final long... values) {
    extra.put(tag, values);
    return this;
  }

  DrawnTiff without(final int tag) {
    extra.put(tag, null);
    return this;
  }

  /** Rows of a strip; a third of the picture unless this is called. */
  DrawnTiff rows(final int perStrip) {
    rows = perStrip;
    return this;
  }

  DrawnTiff circle() {
    circle = true;
    return this;
  }

  byte[] bytes() {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteBuffer head = ByteBuffer.allocate(big ? 16 : 8).order(order);
    head.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')).put(head.get(0));
    head.putShort((short) (big ? 43 : 42));
    if (big) head.putShort((short) 8).putShort((short) 0);
    out.writeBytes(head.array());
    final int across = tile == 0 ? 1 : (width + tile - 1) / tile;
    final int blockRows = tile == 0 ? rows : tile;
    final int down = (height + blockRows - 1) / blockRows;
    final int planes = separate ? samples : 1;
    final long[] offsets = new long[across * down * planes];
    final long[] counts = new long[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      final int plane = i / (across * down);
      final int y = i % (across * down) / across * blockRows;
      final int x = i % across * tile;
      final byte[] block = compressed(x, y, blockRows, plane);
      offsets[i] = out.size();
      counts[i] = block.length;
      out.writeBytes(block);
      if (out.size() % 2 == 1) out.write(0);
    }
    final Map<Integer, long[]> tags = tags(offsets, counts);
    final int start = out.size();
    out.writeBytes(directory(tags, start));
    final ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(order);
    if (big) file.putLong(8, start);
    else file.putInt(4, start);
    return file.array();
  }

  private Map<Integer, long[]> tags(final long[] offsets, final long[] counts) {
    final Map<Integer, long[]> tags = new TreeMap<>();
    tags.put(256, new long[] {width});
    tags.put(257, new long[] {height});
    final long[] depths = new long[samples];
    final long[] formats = new long[samples];
    Arrays.fill(depths, bits);
    Arrays.fill(formats, format);
    tags.put(258, depths);
    tags.put(259, new long[] {compression});
    tags.put(262, new long[] {photometric});
    tags.put(277, new long[] {samples});
    tags.put(284, new long[] {separate ? 2 : 1});
    tags.put(317, new long[] {predictor});
    tags.put(339, formats);
    if (tile > 0) {
      tags.put(322, new long[] {tile});
      tags.put(323, new long[] {tile});
      tags.put(324, offsets);
      tags.put(325, counts);
    } else {
      tags.put(273, offsets);
      tags.put(278, new long[] {rows});
      tags.put(279, counts);
    }
    if (description != null) {
      final byte[] text = (description + "\0").getBytes(StandardCharsets.US_ASCII);
      final long[] characters = new long[text.length];
      for (int i = 0; i < text.length; i++) characters[i] = text[i];
      tags.put(270, characters);
    }
    tags.putAll(extra);
    tags.values().removeIf(Objects::isNull);
    return tags;
  }

  private byte[] directory(final Map<Integer, long[]> tags, final int start) {
    final int headBytes = big ? 8 + 20 * tags.size() + 8 : 2 + 12 * tags.size() + 4;
    int size = headBytes;
    for (final Map.Entry<Integer, long[]> tag : tags.entrySet()) size += outside(tag);
    final ByteBuffer out = ByteBuffer.allocate(size).order(order);
    if (big) out.putLong(tags.size());
    else out.putShort((short) tags.size());
    int data = headBytes;
    for (final Map.Entry<Integer, long[]> tag : tags.entrySet()) {
      final int type = type(tag.getKey());
      out.putShort(tag.getKey().shortValue()).putShort((short) type);
      putOffset(out, tag.getValue().length / (type == 5 ? 2 : 1));
      final int next = out.position() + (big ? 8 : 4);
      if (outside(tag) > 0) {
        putOffset(out, start + data);
        out.position(data);
        data += outside(tag);
      }
      for (final long value : tag.getValue()) put(out, type, value);
      out.position(next);
    }
    putOffset(out, circle ? start : 0);
    return out.array();
  }

  private int outside(final Map.Entry<Integer, long[]> tag) {
    final int bytes = tag.getValue().length * size(type(tag.getKey()));
    return bytes <= (big ? 8 : 4) ? 0 : bytes + bytes % 2;
  }

  private int type(final int tag) {
    return switch (tag) {
      case 270 -> 2;
      case 282, 283 -> 5;
      case 34675 -> 7;
      case 273, 279, 324, 325 -> big ? LONG8 : LONG;
      case 256, 257, 278, 322, 323 -> LONG;
      default -> SHORT;
    };
  }

  private static int size(final int type) {
    return switch (type) {
      case 2, 7 -> 1;
      case SHORT -> 2;
      case LONG8 -> 8;
      default -> 4;
    };
  }

  private void putOffset(final ByteBuffer out, final long value) {
    if (big) out.putLong(value);
    else out.putInt((int) value);
  }

  private static void put(final ByteBuffer out, final int type, final long value) {
    switch (size(type)) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }

  private byte[] compressed(final int x, final int y, final int blockRows, final int plane) {
    final int w = tile == 0 ? width : tile;
    final int h = tile == 0 ? Math.min(blockRows, height - y) : tile;
    if (compression == JPEG) return jpeg(x, y, w, h);
    final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int row = 0; row < h; row++) {
      final byte[] line = line(x, y + row, w, plane);
      raw.writeBytes(line);
      packBits(line, packed);
    }
    return switch (compression) {
      case PACK_BITS -> packed.toByteArray();
      case DEFLATE -> deflated(raw.toByteArray());
      case LZW -> lzw(raw.toByteArray());
      default -> raw.toByteArray();
    };
  }

  private byte[] line(final int x, final int y, final int w, final int plane) {
    final int perPixel = separate ? 1 : samples;
    final double[] values = new double[w * perPixel];
    for (int i = 0; i < values.length; i++) {
      final int column = Math.min(width - 1, x + i / perPixel);
      values[i] = sampler.at(column, Math.min(height - 1, y), separate ? plane : i % perPixel);
    }
    if (predictor == 3) return floatDifferences(values, perPixel);
    if (bits % 8 != 0) return packed(values);
    final ByteBuffer out = ByteBuffer.allocate(values.length * bits / 8).order(order);
    for (int i = 0; i < values.length; i++) {
      long value = number(values[i]);
      if (predictor == 2 && i >= perPixel) value -= number(values[i - perPixel]);
      switch (bits) {
        case 8 -> out.put((byte) value);
        case 16 -> out.putShort((short) value);
        case 24 -> putThreeBytes(out, value);
        case 32 -> out.putInt((int) value);
        default -> out.putLong(value);
      }
    }
    return out.array();
  }

  private static void putThreeBytes(final ByteBuffer out, final long value) {
    for (int i = 0; i < 3; i++) {
      final int shift = out.order() == ByteOrder.BIG_ENDIAN ? 16 - 8 * i : 8 * i;
      out.put((byte) (value >> shift));
    }
  }

  private long number(final double value) {
    if (format != 3) return Math.round(value);
    return switch (bits) {
      case 16 -> half((float) value);
      case 32 -> Float.floatToIntBits((float) value);
      default -> Double.doubleToLongBits(value);
    };
  }

  /** IEEE 754 binary16 of a number that it holds exactly, or zero. */
  private static long half(final float value) {
    final int bits = Float.floatToIntBits(value);
    if (value == 0) return 0;
    final int exponent = (bits >> 23 & 0xff) - 127 + 15;
    return bits >> 16 & 0x8000 | exponent << 10 | bits >> 13 & 0x3ff;
  }

  /** TIFF 6.0 packs numbers of an uncommon width with the most significant bits first. */
  private byte[] packed(final double[] values) {
    final BitWriter out = new BitWriter();
    for (final double value : values) out.mostSignificantFirst((int) Math.round(value), bits);
    return out.bytes();
  }

  /** TIFF Technical Note 3: most significant bytes first, then differences of bytes. */
  private byte[] floatDifferences(final double[] values, final int perPixel) {
    final int bytes = bits / 8;
    final byte[] out = new byte[values.length * bytes];
    for (int i = 0; i < values.length; i++) {
      final long number = number(values[i]);
      for (int b = 0; b < bytes; b++)
        out[b * values.length + i] = (byte) (number >> 8 * (bytes - 1 - b));
    }
    for (int i = out.length - 1; i >= perPixel; i--) out[i] -= out[i - perPixel];
    return out;
  }

  private static void packBits(final byte[] line, final ByteArrayOutputStream out) {
    for (int from = 0; from < line.length; from += 128) {
      final int count = Math.min(128, line.length - from);
      out.write(count - 1);
      out.write(line, from, count);
    }
  }

  private static byte[] deflated(final byte[] raw) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(raw);
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /** Codes of 9 bits only: the table is cleared before it needs more. */
  private static byte[] lzw(final byte[] raw) {
    final BitWriter out = new BitWriter();
    for (int i = 0; i < raw.length; i++) {
      if (i % 200 == 0) out.mostSignificantFirst(256, 9);
      out.mostSignificantFirst(raw[i] & 0xff, 9);
    }
    out.mostSignificantFirst(257, 9);
    return out.bytes();
  }

  private byte[] jpeg(final int x, final int y, final int w, final int h) {
    final BufferedImage block =
        new BufferedImage(
            w, h, samples == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < h; row++)
      for (int column = 0; column < w; column++)
        for (int s = 0; s < samples; s++)
          block
              .getRaster()
              .setSample(
                  column,
                  row,
                  s,
                  sampler.at(Math.min(width - 1, x + column), Math.min(height - 1, y + row), s));
    return DrawnPictures.encoded(block, "jpeg");
  }
}
