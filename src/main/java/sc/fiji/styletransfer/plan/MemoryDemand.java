package sc.fiji.styletransfer.plan;

import java.util.Map;
import java.util.stream.LongStream;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tile.TileGrid;

/**
 * How much memory a run takes, estimated from measurements on a CPU.
 *
 * @param size of the result
 * @param settings of the run
 */
public record MemoryDemand(PictureSize size, TransferSettings settings) {

  /** The virtual machine, the engine's libraries and the network's weights. */
  public static final long FIXED = 450L << 20;

  /** Activations, what the way back needs, and the allocator's leftovers. */
  private static final Map<PrecisionChoice, Long> BYTES_PER_SHOWN_PIXEL =
      Map.of(PrecisionChoice.SINGLE, 1900L, PrecisionChoice.MIXED, 1100L);

  /** The allocator keeps some of what is freed. */
  private static final double LEFTOVERS = 1.1;

  private static final long BYTES_PER_PICTURE_PIXEL = 3 * Float.BYTES;

  /** Content, styles, and three for sums in progress. */
  private static final int PICTURES = 5;

  /** Pixels, gradient, average, two of any optimiser, and one on its way to the next scale. */
  private static final int VECTORS = 6;

  /** Bytes of pictures that lie beside the parts looked at for a while. */
  public long pictures() {
    return PICTURES * picture();
  }

  /** Bytes kept from one evaluation to the next: pixels, the optimiser's last step, targets. */
  public long state() {
    // What rounding does is kept for every target, and where the picture was then.
    return isMixed()
        ? (VECTORS + 1) * picture() + 2 * targets().sum()
        : VECTORS * picture() + targets().sum();
  }

  private boolean isMixed() {
    return settings.get(Settings.PRECISION) == PrecisionChoice.MIXED;
  }

  /** Bytes of the largest tensor among those of {@link #state}. */
  long largest() {
    return Math.max(picture(), targets().max().orElse(0));
  }

  /** Bytes that L-BFGS remembers of past steps, in memory or elsewhere. */
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
   * @param side of tiles, 0 for the whole picture
   * @return bytes for what is looked at at once
   */
  public long activations(final int side) {
    return (BYTES_PER_SHOWN_PIXEL.get(settings.get(Settings.PRECISION)) + masked())
        * (side == 0 ? size.pixels() : grid(side).largestPadded());
  }

  /** Bytes per pixel of what the style's layers show, times their mask. */
  private long masked() {
    if (settings.get(Settings.EDGE_FADE) == 0) return 0;
    double numbers = 0;
    for (final Vgg19Layer layer : settings.get(Settings.STYLE_LAYERS).byLayer().keySet())
      numbers += layer.channels() * positionsPerPixel(layer);
    return Math.round(LEFTOVERS * numbers * (isMixed() ? Float.BYTES / 2 : Float.BYTES));
  }

  /** How many pixels are looked at for each of the picture. */
  double overlap(final int side) {
    if (side == 0) return 1;
    return (double) grid(side).tiles().stream().mapToLong(t -> t.padded().positions()).sum()
        / size.pixels();
  }

  /** Floating point operations of a forward pass, per pixel. */
  public double operationsPerPixel() {
    double sum = 0;
    for (final Vgg19Layer layer : Vgg19Layer.values())
      if (layer.compareTo(settings.deepestLayer()) <= 0)
        sum += 2 * layer.kernelLength() * positionsPerPixel(layer);
    return sum;
  }

  private static double positionsPerPixel(final Vgg19Layer layer) {
    return 1.0 / (1 << 2 * (layer.block() - 1));
  }

  private TileGrid grid(final int side) {
    return new TileGrid(size, settings.deepestLayer(), side);
  }

  private LongStream targets() {
    return settings.get(Settings.CONTENT_LAYERS).byLayer().keySet().stream()
        .mapToLong(layer -> Float.BYTES * layer.channels() * size.positionsAt(layer));
  }
}
