package sc.fiji.styletransfer.transfer;

import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.colour.ColourMode;
import sc.fiji.styletransfer.region.Guide;

/**
 * The pictures of one transfer, each of dimensions (W, H, 3) with red, green and blue from 0 to 1.
 *
 * @param content picture to stylise
 * @param styles pictures with the style, at least one
 * @param start picture from which the run starts; if empty, the settings decide
 * @param neighbour result for the previous slice or frame, from which the coherence loss measures
 * @param guides regions of the content with their styles; if empty, all of the content takes all
 *     styles
 * @param surroundings of a content that is a window of a larger picture
 */
public record TransferInputs(
    RandomAccessibleInterval<FloatType> content,
    List<? extends RandomAccessibleInterval<FloatType>> styles,
    Optional<? extends RandomAccessibleInterval<FloatType>> start,
    Optional<? extends RandomAccessibleInterval<FloatType>> neighbour,
    List<Guide> guides,
    Optional<Surroundings> surroundings) {

  /**
   * Checks the styles.
   *
   * @throws StyleTransferException if the list of styles is empty or a guide refers to a style that
   *     is not in the list
   */
  public TransferInputs {
    styles = List.copyOf(styles);
    guides = List.copyOf(guides);
    if (styles.isEmpty())
      throw new StyleTransferException("There is no style image. Choose at least one.");
    for (final Guide guide : guides)
      if (guide.style() < 0 || guide.style() >= styles.size())
        throw new StyleTransferException(
            "A region takes style image %s, but the number of style images is %s. Add a style image or change the region."
                .formatted(guide.style() + 1, styles.size()));
  }

  /**
   * Creates inputs without neighbour and guides.
   *
   * @param content picture to stylise
   * @param styles pictures with the style, at least one
   * @param start picture from which the run starts; if empty, the settings decide
   */
  public TransferInputs(
      final RandomAccessibleInterval<FloatType> content,
      final List<? extends RandomAccessibleInterval<FloatType>> styles,
      final Optional<? extends RandomAccessibleInterval<FloatType>> start) {
    this(content, styles, start, Optional.empty(), List.of(), Optional.empty());
  }

  /**
   * Creates inputs of two pictures.
   *
   * @param content picture to stylise
   * @param style picture with the style
   * @return inputs that start as the settings say
   */
  public static TransferInputs of(
      final RandomAccessibleInterval<FloatType> content,
      final RandomAccessibleInterval<FloatType> style) {
    return new TransferInputs(content, List.of(style), Optional.empty());
  }

  /**
   * Adds a neighbour.
   *
   * @param result result for the previous slice or frame
   * @return these inputs with the neighbour
   */
  public TransferInputs withNeighbour(final RandomAccessibleInterval<FloatType> result) {
    return new TransferInputs(content, styles, start, Optional.of(result), guides, surroundings);
  }

  /**
   * Adds regions.
   *
   * @param regions regions of the content with their styles
   * @return these inputs with these guides
   */
  public TransferInputs withGuides(final List<Guide> regions) {
    return new TransferInputs(content, styles, start, neighbour, regions, surroundings);
  }

  /**
   * Prepares the colours of content and styles.
   *
   * @param mode origin of the colours of the result
   * @return these inputs with prepared colours
   */
  TransferInputs prepared(final ColourMode mode) {
    final ColourMode.Pictures pictures = mode.prepare(new ColourMode.Pictures(content, styles));
    // The pictures of the surroundings show the colours of the styles as they are.
    final Optional<Surroundings> window =
        mode == ColourMode.STYLE ? surroundings : Optional.empty();
    return new TransferInputs(
        pictures.content(), pictures.styles(), start, neighbour, guides, window);
  }
}
