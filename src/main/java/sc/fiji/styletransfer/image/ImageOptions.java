package sc.fiji.styletransfer.image;

import java.util.Objects;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * How an image is taken apart into pictures and put together again.
 *
 * @param kind what the planes of the result are
 * @param scope which planes are stylised
 * @param startFromNeighbour whether each plane starts from its neighbour's stylised picture: the
 *     slice before it, and for the first slice of a frame the same slice of the frame before,
 *     always within one channel
 * @param feather over how many pixels inside its edge a ROI's change is blended in; 0 for a hard
 *     edge
 */
public record ImageOptions(
    ResultKind kind, SliceScope scope, boolean startFromNeighbour, int feather) {

  /** The feather used unless told otherwise, in pixels. */
  public static final int DEFAULT_FEATHER = 5;

  /**
   * @throws StyleTransferException if the feather is negative
   */
  public ImageOptions {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(scope);
    if (feather < 0) {
      throw new StyleTransferException(
          "The feather of " + feather + " pixels is negative; choose 0 or more.");
    }
  }

  /**
   * @return {@link ResultKind#AUTOMATIC}, all planes, each started on its own, default feather
   */
  public static ImageOptions defaults() {
    return new ImageOptions(ResultKind.AUTOMATIC, SliceScope.all(), false, DEFAULT_FEATHER);
  }

  /**
   * @param other another kind of result
   * @return these options with that kind
   */
  public ImageOptions withKind(final ResultKind other) {
    return new ImageOptions(other, scope, startFromNeighbour, feather);
  }

  /**
   * @param other other planes
   * @return these options with that scope
   */
  public ImageOptions withScope(final SliceScope other) {
    return new ImageOptions(kind, other, startFromNeighbour, feather);
  }

  /**
   * @param start whether to start from the neighbour
   * @return these options with that choice
   */
  public ImageOptions withStartFromNeighbour(final boolean start) {
    return new ImageOptions(kind, scope, start, feather);
  }

  /**
   * @param pixels the width of the blended edge
   * @return these options with that feather
   * @throws StyleTransferException if it is negative
   */
  public ImageOptions withFeather(final int pixels) {
    return new ImageOptions(kind, scope, startFromNeighbour, pixels);
  }
}
