package sc.fiji.styletransfer.image;

import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A content picture with its position in the run.
 *
 * @param content the picture, dimensions (W, H, 3), RGB in [0, 1]; grey planes have three equal
 *     colours
 * @param position position of the picture in the run
 * @param start stylised picture of the neighbouring plane to start from, with the dimensions (w, h,
 *     3) of the results; empty if no neighbour exists or each plane starts on its own
 */
public record Picture(
    RandomAccessibleInterval<FloatType> content,
    PlanePosition position,
    Optional<RandomAccessibleInterval<FloatType>> start) {}
