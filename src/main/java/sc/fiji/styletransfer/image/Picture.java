package sc.fiji.styletransfer.image;

import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One content picture to be stylised.
 *
 * @param content the picture, dimensions (W, H, 3), RGB in [0, 1]; grey planes have three equal
 *     colours
 * @param position where the picture stands in the run
 * @param start the neighbouring plane's stylised picture to start from, dimensions (w, h, 3) of the
 *     results; empty if there is no neighbour or none is wanted
 */
public record Picture(
    RandomAccessibleInterval<FloatType> content,
    PlanePosition position,
    Optional<RandomAccessibleInterval<FloatType>> start) {}
