package sc.fiji.styletransfer.region;

import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Pairs a region of the content with the style that it takes. Masks have the dimensions (W, H) of
 * their picture and values from 0 (outside) to 1 (inside).
 *
 * @param content mask of the region in the content
 * @param style index of the style picture, from 0
 * @param source mask of the region in the style picture; the whole style picture if empty
 */
public record Guide(
    RandomAccessibleInterval<FloatType> content,
    int style,
    Optional<RandomAccessibleInterval<FloatType>> source) {}
