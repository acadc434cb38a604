package sc.fiji.styletransfer.transfer;

import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The pictures of one transfer, each of dimensions (W, H, 3) with red, green and blue from 0 to 1.
 *
 * @param content what is to be seen
 * @param styles how it is to look; at least one
 * @param start where to start, instead of what the settings say
 */
public record TransferInputs(
    RandomAccessibleInterval<FloatType> content,
    List<? extends RandomAccessibleInterval<FloatType>> styles,
    Optional<? extends RandomAccessibleInterval<FloatType>> start) {

  /**
   * Checks that there is a style.
   *
   * @throws StyleTransferException if there is none
   */
  public TransferInputs {
    styles = List.copyOf(styles);
    if (styles.isEmpty())
      throw new StyleTransferException("A style picture is needed; choose at least one.");
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
}
