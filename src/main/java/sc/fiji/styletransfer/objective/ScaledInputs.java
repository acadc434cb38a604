package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.region.RegionMask;

/**
 * The pictures of a run at one scale, as tensors of shape {@code (1, 3, H, W)} in the units of the
 * run.
 *
 * @param content at the size of this scale
 * @param styles of any sizes
 * @param guides which region takes which style; none means that all takes all styles
 * @param neighbour like the content, but red, green and blue from 0 to 1
 */
public record ScaledInputs(
    NDArray content, List<NDArray> styles, List<ScaledGuide> guides, Optional<NDArray> neighbour)
    implements AutoCloseable {

  /**
   * A guide at this scale.
   *
   * @param where in the content
   * @param style number of the style
   * @param source where in the style; all of it if absent
   */
  public record ScaledGuide(RegionMask where, int style, Optional<RegionMask> source) {}

  /** Pictures without guides and neighbour. */
  static ScaledInputs of(final NDArray content, final List<NDArray> styles) {
    return new ScaledInputs(content, styles, List.of(), Optional.empty());
  }

  /** Size of the picture that is changed. */
  public PictureSize size() {
    return PictureSize.of(content);
  }

  @Override
  public void close() {
    content.close();
    styles.forEach(NDArray::close);
    neighbour.ifPresent(NDArray::close);
  }
}
