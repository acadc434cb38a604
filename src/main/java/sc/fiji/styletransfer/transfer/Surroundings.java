package sc.fiji.styletransfer.transfer;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * What is known of a larger picture of which the content is a window. A run of the larger picture
 * binds its statistics as a whole to those of the style; its places differ from each other. With
 * surroundings, a run of the window binds its statistics to those that the window will have in the
 * larger picture. All pictures have dimensions (W, H, 3) with red, green and blue from 0 to 1.
 *
 * @param styles pictures with the statistics to which the whole is bound, such as parts of the
 *     style; resized as the styles of the run are
 * @param place what a smaller version of the result of the whole shows of the window
 * @param whole pictures with the statistics of that whole smaller version
 * @param exponent how much of the difference between place and whole remains in the larger picture:
 *     the strength of a channel in the window is that of the styles times (place / whole)^exponent;
 *     0 is nothing, 1 is all
 */
public record Surroundings(
    List<? extends RandomAccessibleInterval<FloatType>> styles,
    RandomAccessibleInterval<FloatType> place,
    List<? extends RandomAccessibleInterval<FloatType>> whole,
    double exponent) {

  /** Copies the lists. */
  public Surroundings {
    styles = List.copyOf(styles);
    whole = List.copyOf(whole);
  }
}
