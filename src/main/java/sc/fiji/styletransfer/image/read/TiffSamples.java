package sc.fiji.styletransfer.image.read;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;

/**
 * Samples of a TIFF page as numbers, of any width from 1 to 64 bits and any number of channels. The
 * library knows few of these kinds. It only decompresses the strips or tiles here: new directories
 * describe them as grey bytes. This class then reverses the predictor and unpacks the bits.
 *
 * @param page directory of the page
 * @param order byte order of the file
 */
record TiffSamples(TiffDirectory page, ByteOrder order) {

  /** None, LZW, deflate (two numbers) and PackBits: the result is bytes, whatever they mean. */
  private static final List<Long> BYTE_COMPRESSIONS = List.of(1L, 5L, 8L, 32946L, 32773L);

  private static final int SIGNED = 2;
  private static final int FLOAT = 3;
  private static final int UNDEFINED = 4;

  /** Tags that do not belong to grey bytes. */
  private static final List<Integer> REMOVED =
      List.of(
          TiffDirectory.PREDICTOR,
          TiffDirectory.SAMPLE_FORMAT,
          TiffDirectory.PLANAR,
          TiffDirectory.COLOUR_MAP,
          TiffDirectory.EXTRA_SAMPLES,
          TiffDirectory.PROFILE);

  /** Whether the strips or tiles can be decompressed to bytes. */
  boolean areBytes() {
    return BYTE_COMPRESSIONS.contains(page.first(TiffDirectory.COMPRESSION, 1));
  }

  boolean isFloat() {
    return page.first(TiffDirectory.SAMPLE_FORMAT, 1) == FLOAT;
  }

  boolean isSigned() {
    return page.first(TiffDirectory.SAMPLE_FORMAT, 1) == SIGNED;
  }

  private int perUnit() {
    return page.isSeparate() ? 1 : (int) page.samples();
  }

  private int across() {
    return page.isTiled() ? (int) TiffDirectory.ceil(page.width(), page.blockWidth()) : 1;
  }

  /** Bytes of a row of a strip or tile. */
  private int rowBytes() {
    return (int) TiffDirectory.ceil(page.blockWidth() * page.bits() * perUnit(), Byte.SIZE);
  }

  /**
   * Returns directories that describe the page as grey bytes: one, or one for each separate plane.
   *
   * @param counts checked byte counts of the strips or tiles
   */
  List<Map<Integer, long[]>> asBytes(final long[] counts) {
    final Map<Integer, long[]> values = new TreeMap<>(page.values());
    values.keySet().removeAll(REMOVED);
    values.keySet().removeAll(TiffPages.NO_PIXELS);
    values.put(TiffDirectory.WIDTH, new long[] {(long) rowBytes() * across()});
    values.put(TiffDirectory.BITS, new long[] {Byte.SIZE});
    values.put(TiffDirectory.SAMPLES, new long[] {1});
    values.put(TiffDirectory.PHOTOMETRIC, new long[] {1});
    if (page.isTiled()) values.put(TiffDirectory.TILE_WIDTH, new long[] {rowBytes()});
    else values.put(TiffDirectory.ROWS_PER_STRIP, new long[] {page.blockHeight()});
    final int planes = page.isSeparate() ? (int) page.samples() : 1;
    final int blocks = (int) (page.blocks() / planes);
    final List<Map<Integer, long[]>> directories = new ArrayList<>();
    for (int plane = 0; plane < planes; plane++) {
      final int from = plane * blocks;
      final Map<Integer, long[]> own = new TreeMap<>(values);
      own.put(
          page.isTiled() ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS,
          Arrays.copyOfRange(page.offsets(), from, from + blocks));
      own.put(
          page.isTiled() ? TiffDirectory.TILE_BYTES : TiffDirectory.STRIP_BYTES,
          Arrays.copyOfRange(counts, from, from + blocks));
      directories.add(own);
    }
    return directories;
  }

  /**
   * Reads all samples.
   *
   * @param reader reader of a file with the directories of {@link #asBytes}
   * @param first index of the first of these directories
   * @return the numbers by sample and pixel
   * @throws IOException if the file is damaged, or the kind of numbers is unknown
   */
  double[][] read(final ImageReader reader, final int first) throws IOException {
    final int width = (int) page.width();
    final double[][] samples = new double[(int) page.samples()][width * (int) page.height()];
    final int planes = page.isSeparate() ? samples.length : 1;
    for (int plane = 0; plane < planes; plane++) {
      final Raster bytes = reader.readRaster(first + plane, null);
      byte[] row = null;
      for (int y = 0; y < page.height(); y++) {
        row = (byte[]) bytes.getDataElements(0, y, bytes.getWidth(), 1, row);
        for (int tile = 0; tile < across(); tile++) unpack(row, tile, samples, plane, y * width);
      }
    }
    return samples;
  }

  private void unpack(
      final byte[] row,
      final int tile,
      final double[][] samples,
      final int plane,
      final int rowStart)
      throws IOException {
    final byte[] block = Arrays.copyOfRange(row, tile * rowBytes(), (tile + 1) * rowBytes());
    final ByteOrder known =
        new TiffPredictor((int) page.first(TiffDirectory.PREDICTOR, 1), (int) page.bits(), order)
            .reverse(block, perUnit());
    final int left = (int) (tile * page.blockWidth());
    final int columns = (int) Math.min(page.blockWidth(), page.width() - left);
    for (int x = 0; x < columns; x++)
      for (int s = 0; s < perUnit(); s++)
        samples[plane + s][rowStart + left + x] = number(block, x * perUnit() + s, known);
  }

  private double number(final byte[] block, final int index, final ByteOrder known)
      throws IOException {
    final int bits = (int) page.bits();
    final long raw = raw(block, index, bits, known);
    return switch ((int) page.first(TiffDirectory.SAMPLE_FORMAT, 1)) {
      case FLOAT -> real(raw, bits);
      case SIGNED -> raw << Long.SIZE - bits >> Long.SIZE - bits;
      case 1, UNDEFINED -> raw >= 0 ? raw : (raw >>> 1) * 2.0;
      default -> throw new IIOException("the samples are complex numbers");
    };
  }

  private static long raw(
      final byte[] block, final int index, final int bits, final ByteOrder known) {
    long value = 0;
    if (bits % Byte.SIZE != 0) {
      for (int bit = index * bits; bit < (index + 1) * bits; bit++)
        value = value << 1 | block[bit / Byte.SIZE] >> 7 - bit % Byte.SIZE & 1;
      return value;
    }
    final int bytes = bits / Byte.SIZE;
    for (int i = 0; i < bytes; i++) {
      final int at = known == ByteOrder.BIG_ENDIAN ? i : bytes - 1 - i;
      value = value << Byte.SIZE | block[index * bytes + at] & 0xff;
    }
    return value;
  }

  private static double real(final long raw, final int bits) throws IOException {
    return switch (bits) {
      case 16 -> half((int) raw);
      case 32 -> Float.intBitsToFloat((int) raw);
      case 64 -> Double.longBitsToDouble(raw);
      default -> throw new IIOException("the samples are floats of " + bits + " bits");
    };
  }

  /** IEEE 754 binary16: a sign, 5 bits of exponent and 10 bits of fraction. */
  private static double half(final int raw) {
    final int exponent = raw >> 10 & 0x1f;
    final int fraction = raw & 0x3ff;
    final double size =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return (raw & 0x8000) == 0 ? size : -size;
  }
}
