package sc.fiji.styletransfer.plan;

import java.util.stream.LongStream;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tile.TileGrid;

/**
 * Memory that a run needs, estimated from measurements on a CPU.
 *
 * @param size size of the result
 * @param settings settings of the run, with a decided precision
 * @param widths widths of the network
 */
public record MemoryDemand(PictureSize size, TransferSettings settings, NetworkWidths widths) {

  /** Bytes of the virtual machine, the engine's libraries and the weights. */
  public static final long FIXED = 450L << 20;

  /** Bytes of VGG19's activations and of what the backward pass needs, freed blocks included. */
  private static final long SINGLE_BYTES_PER_SHOWN_PIXEL = 1900;

  private static final long MIXED_BYTES_PER_SHOWN_PIXEL = 1100;

  /** Ratio of allocated to used memory, because the allocator keeps some of the freed blocks. */
  private static final double ALLOCATED = 1.1;

  private static final long BYTES_PER_PICTURE_PIXEL = 3 * Float.BYTES;

  /** Content, styles, and three for intermediate results. */
  private static final int PICTURES = 5;

  /**
   * Pixels, the pixels that were evaluated last, gradient, three of an optimiser, and one during
   * the change to the next scale.
   */
  private static final int VECTORS = 7;

  /** Returns the bytes of pictures that are in memory together with the activations. */
  public long pictures() {
    return PICTURES * picture() + new MatchingDemand(settings, widths).bytes();
  }

  /** Returns the bytes of pixels, last step and targets, which evaluations share. */
  public long state() {
    // Each target has a correction of the rounding errors, computed at a copy of the pixels.
    return settings.isMixed()
        ? (VECTORS + 1) * picture() + 2 * targets().sum()
        : VECTORS * picture() + targets().sum();
  }

  /** Returns the bytes of the largest tensor among those of {@link #state}. */
  long largest() {
    return Math.max(picture(), targets().max().orElse(0));
  }

  /** Returns the bytes of the history of L-BFGS, in memory or in a file. */
  public long history() {
    return settings.get(Settings.OPTIMIZER) == Algorithm.LBFGS
        ? 2
            * picture()
            * Math.min(settings.get(Settings.HISTORY), settings.get(Settings.ITERATIONS))
        : 0;
  }

  private long picture() {
    return size.pixels() * BYTES_PER_PICTURE_PIXEL;
  }

  /**
   * Returns the memory that one evaluation of the network needs.
   *
   * @param side side of the tiles in pixels, 0 for the whole picture
   * @return bytes
   */
  public long activations(final int side) {
    final double shown =
        (settings.isMixed() ? MIXED_BYTES_PER_SHOWN_PIXEL : SINGLE_BYTES_PER_SHOWN_PIXEL)
            * narrowness();
    return (Math.round(shown) + masked() + new MatchingDemand(settings, widths).bytesPerPixel())
        * (side == 0 ? size.pixels() : grid(side).largestPadded());
  }

  /** Returns the ratio of this network's activations, read-outs included, to those of VGG19. */
  private double narrowness() {
    double numbers = 0;
    double vgg19 = 0;
    for (final Vgg19Layer layer : Vgg19Layer.values())
      if (layer.compareTo(settings.deepestLayer()) <= 0) {
        final int readOut = widths.hasReadOut(layer) ? widths.features(layer) : 0;
        numbers += (widths.channels(layer) + readOut) * positionsPerPixel(layer);
        vgg19 += layer.channels() * positionsPerPixel(layer);
      }
    return numbers / vgg19;
  }

  /** Returns the bytes per pixel of the style features multiplied by their mask. */
  private long masked() {
    if (settings.get(Settings.EDGE_FADE) == 0) return 0;
    double numbers = 0;
    for (final Vgg19Layer layer : settings.get(Settings.STYLE_LAYERS).byLayer().keySet())
      numbers += widths.features(layer) * positionsPerPixel(layer);
    return Math.round(ALLOCATED * numbers * (settings.isMixed() ? Float.BYTES / 2 : Float.BYTES));
  }

  /** Returns the ratio of pixels in all tiles, overlap included, to pixels of the picture. */
  double overlap(final int side) {
    if (side == 0) return 1;
    return (double) grid(side).tiles().stream().mapToLong(t -> t.padded().positions()).sum()
        / size.pixels();
  }

  /** Returns the floating point operations of a forward pass per pixel. */
  public double operationsPerPixel() {
    return operationsPerPixel(settings.deepestLayer());
  }

  /** Returns the floating point operations of a forward pass up to a layer, per pixel. */
  double operationsPerPixel(final Vgg19Layer deepest) {
    double sum = 0;
    for (final Vgg19Layer layer : Vgg19Layer.values())
      if (layer.compareTo(deepest) <= 0)
        sum += 2 * widths.kernelLength(layer) * positionsPerPixel(layer);
    return sum;
  }

  static double positionsPerPixel(final Vgg19Layer layer) {
    return 1.0 / (1 << 2 * (layer.block() - 1));
  }

  private TileGrid grid(final int side) {
    return new TileGrid(size, settings.deepestLayer(), side);
  }

  private LongStream targets() {
    return settings.get(Settings.CONTENT_LAYERS).byLayer().keySet().stream()
        .mapToLong(layer -> Float.BYTES * widths.features(layer) * size.positionsAt(layer));
  }
}
