package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.neighbour.StyleMatching;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.region.RegionMask;

/**
 * The pictures of a run at one scale, as tensors of shape {@code (1, 3, H, W)} in the pixel units
 * of the run.
 *
 * @param content at the size of this scale
 * @param styles of any sizes
 * @param guides from regions of the content to styles; if empty, the whole content takes all styles
 * @param neighbour result of the previous slice or frame at the size of the content, red, green and
 *     blue from 0 to 1
 * @param surroundings of a content that is a window of a larger picture
 */
public record ScaledInputs(
    NDArray content,
    List<NDArray> styles,
    List<ScaledGuide> guides,
    Optional<NDArray> neighbour,
    Optional<ScaledSurroundings> surroundings)
    implements AutoCloseable {

  /**
   * What is known of the larger picture of which the content is a window.
   *
   * @param place what a smaller version of the picture shows of the window
   * @param whole picture with the statistics of that whole smaller version
   * @param share how much of the difference between place and whole remains
   */
  public record ScaledSurroundings(NDArray place, NDArray whole, double share) {}

  /**
   * A guide at this scale.
   *
   * @param region of the content
   * @param style index of the style picture
   * @param source region of the style picture; the whole style picture if empty
   */
  public record ScaledGuide(RegionMask region, int style, Optional<RegionMask> source) {}

  /**
   * How far a run has come, which matching needs to know.
   *
   * @param extractor of the evaluations
   * @param result picture so far, of the size of the content
   * @param first whether the picture is the one from which the run starts
   * @param splitting whether each layer is matched by itself
   * @param matching what matching keeps during the run
   */
  public record State(
      FeatureExtractor extractor,
      NDArray result,
      boolean first,
      boolean splitting,
      StyleMatching matching) {}

  /** Creates inputs without guides and neighbour. */
  static ScaledInputs of(final NDArray content, final List<NDArray> styles) {
    return new ScaledInputs(content, styles, List.of(), Optional.empty(), Optional.empty());
  }

  /** Returns the size of the content, which is the size of the picture that is optimised. */
  public PictureSize size() {
    return PictureSize.of(content);
  }

  @Override
  public void close() {
    content.close();
    styles.forEach(NDArray::close);
    neighbour.ifPresent(NDArray::close);
    surroundings.ifPresent(
        pictures -> {
          pictures.place().close();
          pictures.whole().close();
        });
  }
}
