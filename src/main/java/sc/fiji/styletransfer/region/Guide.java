package sc.fiji.styletransfer.region;

import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A region of the content that takes the style of a region of a style picture. Masks have
 * dimensions (W, H) of their picture and values from 0, outside, to 1, inside.
 *
 * @param content where in the content
 * @param style number of the style picture, from 0
 * @param source where in the style picture; all of it if absent
 */
public record Guide(
    RandomAccessibleInterval<FloatType> content,
    int style,
    Optional<RandomAccessibleInterval<FloatType>> source) {}
