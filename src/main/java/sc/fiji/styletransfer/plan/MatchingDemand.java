package sc.fiji.styletransfer.plan;

import sc.fiji.styletransfer.neighbour.NeighbourLossBuilder;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * What the matching of positions adds to memory and time, with the style formula {@code
 * neighbours}. A position of the grid stands for 4 × 4 pixels.
 *
 * @param settings settings of the run
 * @param widths widths of the network
 */
record MatchingDemand(TransferSettings settings, NetworkWidths widths) {

  private static final int PIXELS = 16;

  /** Copies of the styles' hypercolumns while they are put together. */
  private static final int COPIES = 2;

  /** Targets, their differences from the picture, and what the backward pass keeps of both. */
  private static final int PLANES = 4;

  /** Two matrices of distances between two blocks. */
  private static final long BLOCKS = 2L * 4096 * 4096 * Float.BYTES;

  /** Forward passes of the styles, in four directions. */
  private static final int STYLE_PASSES = 4;

  /** Pictures that a position is matched by: the content and the picture so far. */
  private static final int MATCHED = 2;

  /** Layer whose positions are compared with each other, and how many of them at most. */
  private static final Vgg19Layer STRUCTURE = Vgg19Layer.CONV4_1;

  private static final double MOST_COMPARED = 800;

  /** One product of the forward pass, two of the backward pass. */
  private static final double PRODUCTS = 3;

  /**
   * How often an evaluation reads or writes each number of the hypercolumns, fitted to its time.
   */
  private static final double TOUCHED = 400;

  /** Time of a product and its maxima in 16 bits relative to one in single precision. */
  private static final double MIXED = 0.5;

  private long channels() {
    return settings.get(Settings.STYLE_LAYERS).byLayer().keySet().stream()
        .mapToLong(widths::features)
        .sum();
  }

  /** Returns the bytes that do not depend on the size of the picture. */
  long bytes() {
    if (!settings.matches()) return 0;
    final long tile = (long) NeighbourLossBuilder.LARGEST_TILE * NeighbourLossBuilder.LARGEST_TILE;
    final long rows = COPIES * NeighbourLossBuilder.MOST_POSITIONS + 2 * tile / PIXELS;
    return rows * channels() * Float.BYTES + BLOCKS;
  }

  /** Returns the bytes per pixel of an evaluation. */
  long bytesPerPixel() {
    return settings.matches() ? PLANES * channels() * Float.BYTES / PIXELS : 0;
  }

  /**
   * Returns the forward passes of the styles before the matching at one scale; the rounds of
   * splitting keep what they give.
   *
   * @param scale the scale
   */
  int stylePasses(final Scale scale) {
    return settings.matches() && scale.phase() != Phase.SPLITTING ? STYLE_PASSES : 0;
  }

  /**
   * Returns the forward passes of the pictures that are matched at one scale, in the precision of
   * the run. A picture of several tiles is evaluated twice: first for the mean of all positions.
   *
   * @param scale the scale; the rounds of splitting match the result only
   */
  int matchedPasses(final Scale scale) {
    if (!settings.matches()) return 0;
    return (isTiled(scale) ? 2 : 1) * (scale.phase() == Phase.SPLITTING ? 1 : MATCHED);
  }

  private static boolean isTiled(final Scale scale) {
    return scale.size().longSide() > NeighbourLossBuilder.LARGEST_TILE;
  }

  /**
   * Returns the floating point operations in single precision that take as long as the matrix
   * products that match one scale.
   *
   * @param size of the scale
   */
  double products(final PictureSize size) {
    if (!settings.matches()) return 0;
    final double positions = positions(size);
    final double candidates = Math.min(4 * positions, NeighbourLossBuilder.MOST_POSITIONS);
    return (settings.isMixed() ? MIXED : 1) * 2 * positions * candidates * channels();
  }

  /**
   * Returns the floating point operations of the matrix products that compare positions of the
   * picture with each other in one evaluation.
   *
   * @param size of the scale
   */
  double productsOfEvaluation(final PictureSize size) {
    if (!settings.matches()) return 0;
    final double compared = Math.min(MOST_COMPARED, size.positionsAt(STRUCTURE));
    return PRODUCTS * 2 * compared * compared * widths.features(STRUCTURE);
  }

  /**
   * Returns the numbers that the comparison with the matches reads and writes in one evaluation.
   *
   * @param size of the scale
   */
  double elements(final PictureSize size) {
    return settings.matches() ? TOUCHED * positions(size) * channels() : 0;
  }

  private static double positions(final PictureSize size) {
    return (double) size.pixels() / PIXELS;
  }
}
