package sc.fiji.styletransfer.image;

import java.util.Objects;

/**
 * How {@link ImageStylization} splits an image into pictures and assembles the result.
 *
 * @param kind pixel type of the result's planes
 * @param scope planes to stylise
 * @param startFromNeighbour whether each plane starts from the stylised picture of its neighbour:
 *     the slice before it, or for the first slice of a frame the same slice of the frame before.
 *     The neighbour always belongs to the same channel.
 */
public record ImageOptions(ResultKind kind, SliceScope scope, boolean startFromNeighbour) {

  /** Checks that no component is null. */
  public ImageOptions {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(scope);
  }

  /**
   * Returns the default options.
   *
   * @return {@link ResultKind#AUTOMATIC}, all planes, each plane started on its own
   */
  public static ImageOptions defaults() {
    return new ImageOptions(ResultKind.AUTOMATIC, SliceScope.all(), false);
  }

  /**
   * Returns a copy with another kind of result.
   *
   * @param other kind of the result
   * @return these options with that kind
   */
  public ImageOptions withKind(final ResultKind other) {
    return new ImageOptions(other, scope, startFromNeighbour);
  }

  /**
   * Returns a copy with another scope.
   *
   * @param other planes to stylise
   * @return these options with that scope
   */
  public ImageOptions withScope(final SliceScope other) {
    return new ImageOptions(kind, other, startFromNeighbour);
  }

  /**
   * Returns a copy with another start.
   *
   * @param start whether each plane starts from its neighbour
   * @return these options with that start
   */
  public ImageOptions withStartFromNeighbour(final boolean start) {
    return new ImageOptions(kind, scope, start);
  }
}
