package sc.fiji.styletransfer.image.read;

import static sc.fiji.styletransfer.image.read.TiffDirectory.*;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The directories of a TIFF or BigTIFF file, read with bounds: no offset or count leads beyond the
 * end of the file, and no directory is read twice.
 *
 * @param order byte order of the file
 * @param big whether this is a BigTIFF file
 * @param directories in the order of the file; a circle of directories ends where it closes
 * @param wellFormed whether all entries lie within the file and the directories form no circle
 */
record TiffLayout(
    ByteOrder order, boolean big, List<TiffDirectory> directories, boolean wellFormed) {

  private static final int MOST_DIRECTORIES = 1 << 20;

  /** Characters of a description that are kept. */
  private static final int DESCRIPTION_START = 256;

  private static final long BLACK_IS_ZERO = 1;

  /** Colour filter array, and linear raw. */
  private static final List<Long> RAW = List.of(32803L, 34892L);

  /** Sizes of the TIFF types 1 to 18; 0 where a number is unused. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  /** Tags that describe pixels; others are not needed to decode them. */
  private static final Set<Integer> TAGS =
      Set.of(
          SUBFILE_TYPE,
          WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          PHOTOMETRIC,
          266,
          DESCRIPTION,
          STRIP_OFFSETS,
          ORIENTATION,
          SAMPLES,
          ROWS_PER_STRIP,
          STRIP_BYTES,
          X_RESOLUTION,
          Y_RESOLUTION,
          PLANAR,
          292,
          293,
          RESOLUTION_UNIT,
          301,
          PREDICTOR,
          318,
          319,
          COLOUR_MAP,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          TILE_BYTES,
          SUB_DIRECTORIES,
          332,
          336,
          EXTRA_SAMPLES,
          SAMPLE_FORMAT,
          347,
          512,
          513,
          514,
          515,
          519,
          520,
          521,
          529,
          SUBSAMPLING,
          531,
          532,
          PROFILE,
          METADATA_COUNTS,
          METADATA,
          DNG_VERSION);

  /** Tags whose values follow from others, or do not matter for pixels. */
  private static final Set<Integer> DISPENSABLE =
      Set.of(
          DESCRIPTION,
          STRIP_BYTES,
          TILE_BYTES,
          X_RESOLUTION,
          Y_RESOLUTION,
          SUB_DIRECTORIES,
          METADATA_COUNTS,
          METADATA,
          DNG_VERSION);

  /**
   * Reads the directories of a file.
   *
   * @param file a file that begins like a TIFF file
   * @return its layout, with at least one directory
   * @throws IOException if reading fails
   * @throws StyleTransferException if the directories are damaged
   */
  static TiffLayout of(final Path file) throws IOException {
    try (ImageInputStream in = new PatchedStream(file)) {
      return new Parser(file, in).layout();
    }
  }

  /**
   * Returns whether the file is a camera's raw image, whose first directories hold previews. Such
   * files state it by the interpretation of their pixels (TIFF/EP), or keep the image itself in
   * directories below that of a thumbnail.
   */
  boolean isCameraRaw() {
    final TiffDirectory first = directories.get(0);
    return first.has(DNG_VERSION)
        || first.isReduced() && first.has(SUB_DIRECTORIES)
        || directories.stream()
            .anyMatch(page -> RAW.contains(page.first(PHOTOMETRIC, BLACK_IS_ZERO)));
  }

  /** Reads one file. */
  private static final class Parser {

    private final Path file;
    private final ImageInputStream in;
    private final boolean big;
    private boolean wellFormed = true;

    Parser(final Path file, final ImageInputStream in) throws IOException {
      this.file = file;
      this.in = in;
      in.setByteOrder(
          in.readUnsignedByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      in.seek(2);
      big = in.readUnsignedShort() == 43;
    }

    TiffLayout layout() throws IOException {
      final List<TiffDirectory> directories = new ArrayList<>();
      final Set<Long> seen = new HashSet<>();
      in.seek(big ? 8 : 4);
      long offset = offset();
      while (offset != 0 && directories.size() < MOST_DIRECTORIES) {
        if (!seen.add(offset) || !fits(offset, big ? 8 : 2)) {
          wellFormed = false;
          break;
        }
        in.seek(offset);
        final TiffDirectory directory = directory();
        directories.add(directory);
        // One directory describes all planes of ImageJ's own stacks; ImageJ ignores the others.
        if (directory.isOwnStack()) break;
        offset = fits(in.getStreamPosition(), big ? 8 : 4) ? offset() : 0;
      }
      if (directories.isEmpty()) throw damaged("its first directory lies beyond the end");
      return new TiffLayout(in.getByteOrder(), big, directories, wellFormed);
    }

    private TiffDirectory directory() throws IOException {
      final long count = big ? in.readLong() : in.readUnsignedShort();
      final int entryBytes = big ? 20 : 12;
      final long start = in.getStreamPosition();
      if (count < 0 || count > 0xffff || !fits(start, count * entryBytes))
        throw damaged("a directory is cut off");
      final Map<Integer, long[]> values = new TreeMap<>();
      for (long i = 0; i < count; i++) {
        in.seek(start + i * entryBytes);
        entry(values);
      }
      in.seek(start + count * entryBytes);
      final TiffDirectory directory = new TiffDirectory(values);
      wellFormed &= hasRightMetadata(directory);
      return directory;
    }

    /** ImageJ's decoder takes as much memory as the counts of its metadata state. */
    private static boolean hasRightMetadata(final TiffDirectory directory) {
      long sum = 0;
      for (final long count : directory.values().getOrDefault(METADATA_COUNTS, new long[0]))
        sum += count;
      return sum <= directory.first(METADATA, 0);
    }

    private void entry(final Map<Integer, long[]> values) throws IOException {
      final int tag = in.readUnsignedShort();
      final int type = in.readUnsignedShort();
      final long count = offset();
      final int size = type < SIZES.length ? SIZES[type] : 0;
      if (size == 0) return;
      final boolean inside = count >= 0 && count <= (big ? 8 : 4) / size;
      final long at = inside ? in.getStreamPosition() : offset();
      if (count < 0 || count > in.length() || !fits(at, count * size)) {
        wellFormed = false;
        if (TAGS.contains(tag) && !DISPENSABLE.contains(tag))
          throw damaged("the tag %s has %s values beyond its end".formatted(tag, count));
      } else if (tag == METADATA) {
        values.put(tag, new long[] {count});
      } else if (TAGS.contains(tag)) {
        in.seek(at);
        values.put(tag, numbers(type, (int) Math.min(count, limit(tag))));
      }
    }

    private static long limit(final int tag) {
      return tag == DESCRIPTION ? DESCRIPTION_START : Integer.MAX_VALUE - 8L;
    }

    private long[] numbers(final int type, final int count) throws IOException {
      final boolean fraction = type == 5 || type == 10;
      final long[] numbers = new long[fraction ? 2 * count : count];
      for (int i = 0; i < numbers.length; i++)
        numbers[i] =
            switch (fraction ? 4 : SIZES[type]) {
              case 1 -> in.readUnsignedByte();
              case 2 -> in.readUnsignedShort();
              case 4 -> in.readUnsignedInt();
              default -> in.readLong();
            };
      return numbers;
    }

    private long offset() throws IOException {
      return big ? in.readLong() : in.readUnsignedInt();
    }

    private boolean fits(final long at, final long bytes) throws IOException {
      return at >= 0 && bytes >= 0 && at <= in.length() - bytes;
    }

    private StyleTransferException damaged(final String reason) {
      return new StyleTransferException(
          "The TIFF file '%s' is damaged: %s. Copy or download the file again."
              .formatted(file, reason));
    }
  }
}
