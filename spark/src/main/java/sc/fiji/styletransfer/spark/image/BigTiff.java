package sc.fiji.styletransfer.spark.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an RGB picture as a tiled BigTIFF with smaller copies (a pyramid), tile by tile, from the
 * first byte to the last. Object stores and HDFS cannot go back in a file, and the writers of
 * Bio-Formats and TwelveMonkeys do: they need a local file, or write no tiles. Because tiles are
 * not compressed, all offsets are known before the first tile, so that the directories precede the
 * pixels.
 *
 * <p>Format: TIFF 6.0 (1992), and the BigTIFF extension (Aware Systems, 2007).
 */
final class BigTiff {

  /** Side of the tiles in pixels, a multiple of 16. */
  static final int TILE = 256;

  private static final int COLOURS = 3;
  private static final int TILE_BYTES = TILE * TILE * COLOURS;
  private static final int HEADER_BYTES = 16;
  private static final int ENTRY_BYTES = 20;
  private static final short ASCII = 2;
  private static final short SHORT = 3;
  private static final short LONG = 4;
  private static final short LONG8 = 16;

  /** The pixels of the full picture. */
  @FunctionalInterface
  interface Source {

    /**
     * Returns a colour.
     *
     * @param x column
     * @param y row
     * @param channel 0 for red, 1 for green, 2 for blue
     * @return the value from 0 to 255
     */
    int value(int x, int y, int channel);
  }

  private record Level(int width, int height) {

    int columns() {
      return (width + TILE - 1) / TILE;
    }

    int tiles() {
      return columns() * ((height + TILE - 1) / TILE);
    }

    Level half() {
      return new Level((width + 1) / 2, (height + 1) / 2);
    }
  }

  private final List<Level> levels = new ArrayList<>();
  private final byte[] description;

  /**
   * @param width width of the picture
   * @param height height of the picture
   * @param description text about the picture
   */
  BigTiff(final int width, final int height, final String description) {
    this.description = (description + "\0").getBytes(StandardCharsets.UTF_8);
    Level level = new Level(width, height);
    levels.add(level);
    while (Math.max(level.width(), level.height()) > TILE) levels.add(level = level.half());
  }

  /**
   * Writes the file.
   *
   * @param source the pixels
   * @param out receives the bytes; the caller closes it
   * @throws IOException if the bytes cannot be written
   */
  void write(final Source source, final OutputStream out) throws IOException {
    out.write(directories());
    Source present = source;
    for (final Level level : levels) {
      final Level half = level.half();
      final byte[] smaller =
          level == levels.get(levels.size() - 1)
              ? new byte[0]
              : new byte[Math.multiplyExact(half.width() * COLOURS, half.height())];
      write(level, present, smaller, out);
      present = (x, y, channel) -> smaller[(y * half.width() + x) * COLOURS + channel] & 0xff;
    }
  }

  private static void write(
      final Level level, final Source source, final byte[] smaller, final OutputStream out)
      throws IOException {
    final byte[] tile = new byte[TILE_BYTES];
    for (int t = 0; t < level.tiles(); t++) {
      final int left = t % level.columns() * TILE;
      final int top = t / level.columns() * TILE;
      for (int i = 0; i < TILE_BYTES; i++) {
        final int x = Math.min(left + i / COLOURS % TILE, level.width() - 1);
        final int y = Math.min(top + i / COLOURS / TILE, level.height() - 1);
        tile[i] = (byte) source.value(x, y, i % COLOURS);
      }
      out.write(tile);
      if (smaller.length > 0) reduce(level, left, top, tile, smaller);
    }
  }

  /** Averages 2 × 2 pixels; the tile repeats the last pixel beyond the edge of the picture. */
  private static void reduce(
      final Level level, final int left, final int top, final byte[] tile, final byte[] smaller) {
    final Level half = level.half();
    for (int y = 0; y < TILE / 2 && top / 2 + y < half.height(); y++)
      for (int x = 0; x < TILE / 2 && left / 2 + x < half.width(); x++)
        for (int c = 0; c < COLOURS; c++) {
          int sum = 2;
          for (int k = 0; k < 4; k++)
            sum += tile[((2 * y + k / 2) * TILE + 2 * x + k % 2) * COLOURS + c] & 0xff;
          smaller[((top / 2 + y) * half.width() + left / 2 + x) * COLOURS + c] = (byte) (sum / 4);
        }
  }

  /** Header, one directory for each level, and the arrays that the directories refer to. */
  private byte[] directories() {
    final List<Integer> sizes = levels.stream().map(this::directoryBytes).toList();
    final int length = HEADER_BYTES + sizes.stream().mapToInt(Integer::intValue).sum();
    final ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put((byte) 'I').put((byte) 'I').putShort((short) 43);
    buffer.putShort((short) Long.BYTES).putShort((short) 0).putLong(HEADER_BYTES);
    long pixels = length;
    for (int i = 0; i < levels.size(); i++) {
      final Level level = levels.get(i);
      new Directory(buffer, level, i > 0).put(pixels, i + 1 == levels.size());
      pixels += (long) level.tiles() * TILE_BYTES;
    }
    return buffer.array();
  }

  private int directoryBytes(final Level level) {
    return Directory.FIXED + description.length + 2 * Long.BYTES * level.tiles();
  }

  /** One image file directory. */
  private final class Directory {

    private static final int ENTRIES = 13;

    static final int FIXED = Long.BYTES + ENTRIES * ENTRY_BYTES + Long.BYTES;

    private final ByteBuffer buffer;
    private final Level level;
    private final boolean reduced;

    Directory(final ByteBuffer buffer, final Level level, final boolean reduced) {
      this.buffer = buffer;
      this.level = level;
      this.reduced = reduced;
    }

    void put(final long pixels, final boolean last) {
      final long begin = buffer.position();
      final long text = begin + FIXED;
      final long offsets = text + description.length;
      final long counts = offsets + (long) Long.BYTES * level.tiles();
      final long end = counts + (long) Long.BYTES * level.tiles();
      buffer.putLong(ENTRIES);
      entry(254, LONG, 1, reduced ? 1 : 0);
      entry(256, LONG, 1, level.width());
      entry(257, LONG, 1, level.height());
      entry(258, SHORT, COLOURS, 8L | 8L << 16 | 8L << 32);
      entry(259, SHORT, 1, 1);
      entry(262, SHORT, 1, 2);
      entry(270, ASCII, description.length, inline(description.length, text));
      entry(277, SHORT, 1, COLOURS);
      entry(284, SHORT, 1, 1);
      entry(322, LONG, 1, TILE);
      entry(323, LONG, 1, TILE);
      entry(324, LONG8, level.tiles(), level.tiles() == 1 ? pixels : offsets);
      entry(325, LONG8, level.tiles(), level.tiles() == 1 ? TILE_BYTES : counts);
      buffer.putLong(last ? 0 : end);
      buffer.put(description);
      for (int i = 0; i < level.tiles(); i++) buffer.putLong(pixels + (long) i * TILE_BYTES);
      for (int i = 0; i < level.tiles(); i++) buffer.putLong(TILE_BYTES);
    }

    /** A value of at most eight bytes stands in the entry itself. */
    private long inline(final int length, final long offset) {
      if (length > Long.BYTES) return offset;
      final ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      return value.put(description).position(0).getLong();
    }

    private void entry(final int tag, final short type, final long count, final long value) {
      buffer.putShort((short) tag).putShort(type).putLong(count).putLong(value);
    }
  }
}
