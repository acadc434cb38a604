package sc.fiji.styletransfer.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Stores the stylised pictures that later planes start from: for each channel the last picture of
 * the frame, and the first picture of the frame before.
 */
final class NeighbourResults {

  private final boolean wanted;
  private final int firstSlice;
  private final Map<Integer, RandomAccessibleInterval<FloatType>> sliceBefore = new HashMap<>();
  private final Map<Integer, RandomAccessibleInterval<FloatType>> frameBefore = new HashMap<>();

  NeighbourResults(final boolean wanted, final int firstSlice) {
    this.wanted = wanted;
    this.firstSlice = firstSlice;
  }

  Optional<RandomAccessibleInterval<FloatType>> before(final PlanePosition position) {
    final boolean opensFrame = position.slice() == firstSlice;
    return Optional.ofNullable((opensFrame ? frameBefore : sliceBefore).get(position.channel()));
  }

  void remember(final PlanePosition position, final RandomAccessibleInterval<FloatType> stylised) {
    if (!wanted) {
      return;
    }
    sliceBefore.put(position.channel(), stylised);
    if (position.slice() == firstSlice) {
      frameBefore.put(position.channel(), stylised);
    }
  }
}
