package sc.fiji.styletransfer.image.read;

import java.util.stream.IntStream;

/**
 * Decides whether ImageJ's TIFF decoder reads a file correctly.
 *
 * @param layout directories of the file
 * @param length of the file in bytes
 */
record TiffSuitability(TiffLayout layout, long length) {

  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int UNSIGNED = 1;
  private static final int FLOAT = 3;
  private static final int COLOURS = 3;

  /** Whether all pages are uncompressed strips, in types that ImageJ has, and without mistakes. */
  boolean suitsImageJ() {
    return layout.wellFormed()
        && !layout.big()
        && layout.directories().stream().allMatch(this::suitsImageJ);
  }

  private boolean suitsImageJ(final TiffDirectory page) {
    final boolean own = page.description().startsWith("ImageJ=");
    return page.isUncompressed()
        && !page.isTiled()
        && (own || hasUsualType(page) && page.first(TiffDirectory.ORIENTATION, 1) == 1)
        && hasRightCounts(page);
  }

  private static boolean hasUsualType(final TiffDirectory page) {
    final long photometric = page.first(TiffDirectory.PHOTOMETRIC, -1);
    final long bits = page.bits();
    if (page.samples() == 1)
      return photometric == PALETTE ? bits == 8 : hasGreyType(page, photometric, bits);
    return page.samples() == COLOURS && photometric == RGB && bits == 8 && !page.isSeparate();
  }

  private static boolean hasGreyType(
      final TiffDirectory page, final long photometric, final long bits) {
    final long format = page.first(TiffDirectory.SAMPLE_FORMAT, 1);
    // ImageJ has no type for signed bytes, and takes integers of 32 bits for signed ones.
    final boolean known =
        bits == 32 && format != UNSIGNED
            || format != FLOAT && bits == 16
            || format == UNSIGNED && bits == 8;
    return known && (photometric == BLACK_IS_ZERO || photometric == WHITE_IS_ZERO && bits == 8);
  }

  private boolean hasRightCounts(final TiffDirectory page) {
    final long[] offsets = page.offsets();
    final long[] counts = page.byteCounts();
    return page.width() > 0
        && page.height() > 0
        && offsets.length == page.blocks()
        && counts.length == offsets.length
        && IntStream.range(0, offsets.length)
            .allMatch(
                i ->
                    counts[i] >= page.blockBytes(i)
                        && counts[i] <= length
                        && offsets[i] <= length - page.blockBytes(i));
  }
}
