package sc.fiji.styletransfer.image.read;

import static sc.fiji.styletransfer.image.read.TiffDirectory.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Pages of a TIFF file with directories that a reader can trust. The directories are written anew
 * behind the end of the file in memory: they form no circle, hold only the tags that describe
 * pixels, and their byte counts fit the file. So a file whose pixels are complete can be read
 * whatever its own directories state.
 */
final class TiffPages {

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;
  private static final int LONG8 = 16;

  /** Tags that do not describe pixels. */
  static final List<Integer> NO_PIXELS =
      List.of(DESCRIPTION, SUB_DIRECTORIES, METADATA_COUNTS, METADATA);

  private final Path file;
  private final TiffLayout layout;
  private final TiffDirectory first;
  private final List<TiffDirectory> pages = new ArrayList<>();

  /**
   * Selects the pages that have the size of the first page; thumbnails are left out.
   *
   * @param file the file
   * @param layout its layout
   */
  TiffPages(final Path file, final TiffLayout layout) {
    this.file = file;
    this.layout = layout;
    first = firstOf(layout);
    if (first.isOwnStack()) addOwnPlanes();
    else
      for (final TiffDirectory page : layout.directories())
        if (page == first || isLike(page, first)) pages.add(page);
  }

  /** A thumbnail may precede the picture. */
  private static TiffDirectory firstOf(final TiffLayout layout) {
    return layout.directories().stream()
        .filter(page -> !page.isReduced())
        .findFirst()
        .orElse(layout.directories().get(0));
  }

  private void addOwnPlanes() {
    try {
      if (first.bytes() * first.ownPlanes() > Files.size(file)) throw cut();
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The file '" + file + "' cannot be read. Check its permissions.", e);
    }
    for (long plane = 0; plane < first.ownPlanes(); plane++) pages.add(first.ownPlane(plane));
  }

  private static boolean isLike(final TiffDirectory page, final TiffDirectory first) {
    return page.width() == first.width()
        && page.height() == first.height()
        && page.samples() == first.samples()
        && page.bits() == first.bits()
        && page.isReduced() == first.isReduced();
  }

  List<TiffDirectory> list() {
    return pages;
  }

  /** The page that decides about the kind of the image. */
  TiffDirectory first() {
    return first;
  }

  /**
   * Opens the file with its new directories.
   *
   * @param asBytes whether the directories describe the pages as grey bytes, see {@link
   *     TiffSamples}
   * @return a stream to be closed by the caller
   * @throws IOException if the file cannot be read
   * @throws StyleTransferException if pixels are missing
   */
  ImageInputStream open(final boolean asBytes) throws IOException {
    final long length = Files.size(file);
    final List<Map<Integer, long[]>> corrected = new ArrayList<>();
    for (final TiffDirectory page : pages)
      if (asBytes)
        corrected.addAll(new TiffSamples(page, layout.order()).asBytes(byteCounts(page, length)));
      else corrected.add(corrected(page, length));
    final long start = length + length % 2;
    final byte[] tail = new Writer(start).write(corrected);
    final byte[] padded = new byte[Math.toIntExact(start - length) + tail.length];
    System.arraycopy(tail, 0, padded, padded.length - tail.length, tail.length);
    final ByteBuffer head = ByteBuffer.allocate(layout.big() ? 8 : 4).order(layout.order());
    if (layout.big()) head.putLong(start);
    else head.putInt((int) start);
    return new PatchedStream(file, head.array(), layout.big() ? 8 : 4, padded);
  }

  private Map<Integer, long[]> corrected(final TiffDirectory page, final long length) {
    final Map<Integer, long[]> values = new TreeMap<>(page.values());
    values.keySet().removeAll(NO_PIXELS);
    values.put(SAMPLES, new long[] {page.samples()});
    if (!page.isTiled()) values.put(ROWS_PER_STRIP, new long[] {page.blockHeight()});
    if (!page.has(page.isTiled() ? TILE_OFFSETS : STRIP_OFFSETS)) return values;
    values.put(page.isTiled() ? TILE_BYTES : STRIP_BYTES, byteCounts(page, length));
    return values;
  }

  private long[] byteCounts(final TiffDirectory page, final long length) {
    final long[] offsets = page.offsets();
    final long[] stated = page.byteCounts();
    if (offsets.length < page.blocks()) throw cut();
    final long[] counts = new long[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] < 0 || offsets[i] > length) throw cut();
      final long rest = length - offsets[i];
      if (page.isUncompressed() && i < page.blocks()) {
        counts[i] = page.blockBytes(i);
        if (counts[i] > rest) throw cut();
      } else {
        final boolean usable = i < stated.length && stated[i] > 0;
        counts[i] = usable ? Math.min(stated[i], rest) : rest;
      }
    }
    return counts;
  }

  private StyleTransferException cut() {
    return new StyleTransferException(
        "The file '" + file + "' is cut short. Copy or download the file again.");
  }

  /** Writes directories one after the other. */
  private final class Writer {

    private final long start;
    private final boolean big = layout.big();

    Writer(final long start) {
      this.start = start;
    }

    byte[] write(final List<Map<Integer, long[]>> directories) {
      long size = 0;
      for (final Map<Integer, long[]> directory : directories) size += size(directory);
      final ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(layout.order());
      for (int i = 0; i < directories.size(); i++)
        write(directories.get(i), out, i == directories.size() - 1);
      return out.array();
    }

    private long size(final Map<Integer, long[]> directory) {
      long size = headBytes(directory);
      for (final Map.Entry<Integer, long[]> entry : directory.entrySet()) size += outside(entry);
      return size;
    }

    private int headBytes(final Map<Integer, long[]> directory) {
      return big ? 8 + 20 * directory.size() + 8 : 2 + 12 * directory.size() + 4;
    }

    private void write(
        final Map<Integer, long[]> directory, final ByteBuffer out, final boolean last) {
      final int begin = out.position();
      if (big) out.putLong(directory.size());
      else out.putShort((short) directory.size());
      int data = begin + headBytes(directory);
      for (final Map.Entry<Integer, long[]> entry : directory.entrySet()) {
        writeEntry(entry, out, data);
        data += outside(entry);
      }
      putOffset(out, last ? 0 : start + data);
      out.position(data);
    }

    private void writeEntry(
        final Map.Entry<Integer, long[]> entry, final ByteBuffer out, final int data) {
      final int type = type(entry.getKey());
      out.putShort(entry.getKey().shortValue()).putShort((short) type);
      putOffset(out, entry.getValue().length / (type == RATIONAL ? 2 : 1));
      final int next = out.position() + (big ? 8 : 4);
      if (outside(entry) > 0) {
        putOffset(out, start + data);
        out.position(data);
      }
      for (final long value : entry.getValue()) putValue(out, type, value);
      out.position(next);
    }

    /** Bytes of an entry's values behind the directory, an even number; 0 if they fit into it. */
    private int outside(final Map.Entry<Integer, long[]> entry) {
      final int bytes = Math.multiplyExact(entry.getValue().length, size(type(entry.getKey())));
      return bytes <= (big ? 8 : 4) ? 0 : bytes + bytes % 2;
    }

    private void putOffset(final ByteBuffer out, final long value) {
      if (big) out.putLong(value);
      else out.putInt((int) value);
    }

    private static void putValue(final ByteBuffer out, final int type, final long value) {
      switch (size(type)) {
        case 1 -> out.put((byte) value);
        case 2 -> out.putShort((short) value);
        case 4 -> out.putInt((int) value);
        default -> out.putLong(value);
      }
    }

    private static int size(final int type) {
      return switch (type) {
        case UNDEFINED -> 1;
        case SHORT -> 2;
        case LONG8 -> 8;
        default -> 4;
      };
    }

    private int type(final int tag) {
      return switch (tag) {
        case X_RESOLUTION, Y_RESOLUTION, 318, 319, 529, 532 -> RATIONAL;
        case 347, PROFILE -> UNDEFINED;
        case STRIP_OFFSETS, STRIP_BYTES, TILE_OFFSETS, TILE_BYTES, 513, 514, 519, 520, 521 ->
            big ? LONG8 : LONG;
        case SUBFILE_TYPE, WIDTH, HEIGHT, ROWS_PER_STRIP, TILE_WIDTH, TILE_HEIGHT, 292, 293 -> LONG;
        default -> SHORT;
      };
    }
  }
}
