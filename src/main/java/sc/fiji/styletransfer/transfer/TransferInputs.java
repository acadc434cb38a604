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
 * @param content what is to be seen
 * @param styles how it is to look; at least one
 * @param start where to start, instead of what the settings say
 * @param neighbour the result for the neighbour in time or depth, to stay like
 * @param guides which region takes which style; none means that all of the content takes all styles
 */
public record TransferInputs(
    RandomAccessibleInterval<FloatType> content,
    List<? extends RandomAccessibleInterval<FloatType>> styles,
    Optional<? extends RandomAccessibleInterval<FloatType>> start,
    Optional<? extends RandomAccessibleInterval<FloatType>> neighbour,
    List<Guide> guides) {

  /**
   * Checks that there is a style, and that the guides name styles there are.
   *
   * @throws StyleTransferException if not
   */
  public TransferInputs {
    styles = List.copyOf(styles);
    guides = List.copyOf(guides);
    if (styles.isEmpty())
      throw new StyleTransferException("A style picture is needed; choose at least one.");
    for (final Guide guide : guides)
      if (guide.style() < 0 || guide.style() >= styles.size())
        throw new StyleTransferException(
            "A region wants style picture %d, but there are %d; add a style or change the region."
                .formatted(guide.style() + 1, styles.size()));
  }

  /**
   * Pictures without neighbour and guides.
   *
   * @param content what is to be seen
   * @param styles how it is to look; at least one
   * @param start where to start, instead of what the settings say
   */
  public TransferInputs(
      final RandomAccessibleInterval<FloatType> content,
      final List<? extends RandomAccessibleInterval<FloatType>> styles,
      final Optional<? extends RandomAccessibleInterval<FloatType>> start) {
    this(content, styles, start, Optional.empty(), List.of());
  }

  /**
   * @param content what is to be seen
   * @param style how it is to look
   * @return inputs that start as the settings say
   */
  public static TransferInputs of(
      final RandomAccessibleInterval<FloatType> content,
      final RandomAccessibleInterval<FloatType> style) {
    return new TransferInputs(content, List.of(style), Optional.empty());
  }

  /**
   * @param result of the neighbour in time or depth
   * @return these inputs, to stay like that result
   */
  public TransferInputs withNeighbour(final RandomAccessibleInterval<FloatType> result) {
    return new TransferInputs(content, styles, start, Optional.of(result), guides);
  }

  /**
   * @param regions which region takes which style
   * @return these inputs with these guides
   */
  public TransferInputs withGuides(final List<Guide> regions) {
    return new TransferInputs(content, styles, start, neighbour, regions);
  }

  /**
   * @param mode whose colours the result has
   * @return these inputs with the colours of content and styles prepared for that mode
   */
  TransferInputs prepared(final ColourMode mode) {
    final ColourMode.Pictures pictures = mode.prepare(new ColourMode.Pictures(content, styles));
    return new TransferInputs(pictures.content(), pictures.styles(), start, neighbour, guides);
  }
}
