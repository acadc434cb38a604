package sc.fiji.styletransfer.transfer;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * What is known of a larger picture of which the content is a window. A run of the larger picture
 * binds its statistics as a whole to those of the style; its places differ from each other. With
 * surroundings, a run of the window binds its statistics to those that the window will have in the
 * larger picture. It starts from what the smaller version shows of the window, and matches that
 * from the beginning on. Both pictures have dimensions (W, H, 3) with red, green and blue from 0 to
 * 1.
 *
 * @param place what a smaller version of the result of the whole shows of the window
 * @param whole picture with the statistics of that whole smaller version
 * @param share how much of the difference between place and whole remains in the larger picture: 0
 *     is nothing, 1 is all
 */
public record Surroundings(
    RandomAccessibleInterval<FloatType> place,
    RandomAccessibleInterval<FloatType> whole,
    double share) {}
