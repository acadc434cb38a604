package sc.fiji.styletransfer.image.read;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One directory of a TIFF file: the values of the tags that describe its pixels (TIFF 6.0, section
 * 8). All values were read within the file.
 *
 * @param values by tag; texts are stored character by character
 */
record TiffDirectory(Map<Integer, long[]> values) {

  static final int SUBFILE_TYPE = 254;
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int DESCRIPTION = 270;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTES = 279;
  static final int X_RESOLUTION = 282;
  static final int Y_RESOLUTION = 283;
  static final int PLANAR = 284;
  static final int RESOLUTION_UNIT = 296;
  static final int PREDICTOR = 317;
  static final int COLOUR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTES = 325;
  static final int SUB_DIRECTORIES = 330;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int SUBSAMPLING = 530;
  static final int PROFILE = 34675;
  static final int DNG_VERSION = 50706;
  static final int METADATA_COUNTS = 50838;
  static final int METADATA = 50839;

  private static final int SEPARATE = 2;
  private static final int RGB = 2;
  private static final int YCBCR = 6;

  private static final Pattern OWN_STACK =
      Pattern.compile("ImageJ=.*?\\nimages=(\\d{1,9})\\s", Pattern.DOTALL);

  boolean has(final int tag) {
    return values.containsKey(tag) && values.get(tag).length > 0;
  }

  long first(final int tag, final long otherwise) {
    return has(tag) ? values.get(tag)[0] : otherwise;
  }

  long width() {
    return first(WIDTH, 0);
  }

  long height() {
    return first(HEIGHT, 0);
  }

  /** Number of samples of a pixel; some programs state it only by the interpretation. */
  long samples() {
    return first(SAMPLES, first(PHOTOMETRIC, 1) == RGB ? 3 : 1);
  }

  long bits() {
    return first(BITS, 1);
  }

  boolean isTiled() {
    return has(TILE_OFFSETS) || has(TILE_WIDTH);
  }

  boolean isUncompressed() {
    return first(COMPRESSION, 1) == 1;
  }

  /** Whether the samples of a pixel lie in planes of their own. */
  boolean isSeparate() {
    return first(PLANAR, 1) == SEPARATE && samples() > 1;
  }

  /** Number of strips or tiles that the size of the picture requires. */
  long blocks() {
    final long across = isTiled() ? ceil(width(), blockWidth()) : 1;
    return across * ceil(height(), blockHeight()) * (isSeparate() ? samples() : 1);
  }

  long blockWidth() {
    return isTiled() ? Math.max(1, first(TILE_WIDTH, width())) : width();
  }

  long blockHeight() {
    if (isTiled()) return Math.max(1, first(TILE_HEIGHT, height()));
    // A single strip holds all rows, whatever the directory states.
    final boolean single = offsets().length == (isSeparate() ? samples() : 1);
    final long rows = single ? height() : first(ROWS_PER_STRIP, height());
    return Math.max(1, Math.min(rows, height()));
  }

  /** Bytes of an uncompressed strip or tile; the last strip may have fewer rows. */
  long blockBytes(final int block) {
    final long strip = block % ceil(height(), blockHeight());
    final long rows =
        isTiled() ? blockHeight() : Math.min(blockHeight(), height() - strip * blockHeight());
    if (first(PHOTOMETRIC, 1) == YCBCR && !isSeparate()) return subsampledBytes(rows);
    return rows * ceil(blockWidth() * bits() * (isSeparate() ? 1 : samples()), Byte.SIZE);
  }

  /** Several pixels share their colour differences (TIFF 6.0, section 21). */
  private long subsampledBytes(final long rows) {
    final long[] shared = values.getOrDefault(SUBSAMPLING, new long[] {2, 2});
    final long across = Math.max(1, shared[0]);
    final long down = Math.max(1, shared[shared.length - 1]);
    return ceil(blockWidth(), across) * ceil(rows, down) * (across * down + 2);
  }

  /** Whether all samples have the same width. */
  boolean hasOneDepth() {
    return Arrays.stream(values.getOrDefault(BITS, new long[0])).distinct().count() < 2;
  }

  /** Bytes of all samples without compression. */
  double bytes() {
    return (double) width() * height() * samples() * bits() / Byte.SIZE;
  }

  long[] offsets() {
    return values.getOrDefault(isTiled() ? TILE_OFFSETS : STRIP_OFFSETS, new long[0]);
  }

  long[] byteCounts() {
    return values.getOrDefault(isTiled() ? TILE_BYTES : STRIP_BYTES, new long[0]);
  }

  /** Start of the description; it names the program that wrote the file. */
  String description() {
    final StringBuilder text = new StringBuilder();
    for (final long value : values.getOrDefault(DESCRIPTION, new long[0]))
      text.append((char) value);
    return text.toString();
  }

  /** Whether ImageJ wrote several planes one after the other behind this directory. */
  boolean isOwnStack() {
    return ownPlanes() > 1;
  }

  /** Number of planes that ImageJ wrote behind this directory; 1 for files of other programs. */
  long ownPlanes() {
    final Matcher images = OWN_STACK.matcher(description());
    return isUncompressed() && images.lookingAt() ? Long.parseLong(images.group(1)) : 1;
  }

  /** The directory of one of the planes that ImageJ wrote one after the other. */
  TiffDirectory ownPlane(final long index) {
    final Map<Integer, long[]> plane = new TreeMap<>(values);
    final long[] offsets = offsets().clone();
    for (int i = 0; i < offsets.length; i++) offsets[i] += index * (long) bytes();
    plane.put(STRIP_OFFSETS, offsets);
    return new TiffDirectory(plane);
  }

  /** Whether this is a smaller copy of another picture. */
  boolean isReduced() {
    return (first(SUBFILE_TYPE, 0) & 1) != 0;
  }

  static long ceil(final long value, final long divisor) {
    return divisor < 1 ? value : (value + divisor - 1) / divisor;
  }
}
