package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import sc.fiji.styletransfer.tensor.Scaled;

/** How 2×2 values become one between the blocks of the network. */
public enum Pooling {
  /** The largest, as the network was trained. */
  MAX {
    @Override
    NDArray apply(final NDArray features) {
      return Pool.maxPool2d(features, SIZE, SIZE, NO_PADDING, false);
    }
  },
  /** The mean, which Gatys et al. 2016 found to give slightly more appealing results. */
  AVERAGE {
    @Override
    NDArray apply(final NDArray features) {
      return Pool.avgPool2d(features, SIZE, SIZE, NO_PADDING, false, true);
    }
  },
  /**
   * The mean times two, which about restores the size that the maximum has (factor from
   * style-transfer-pytorch), so that weights chosen for one serve the other.
   */
  RESCALED {
    @Override
    NDArray apply(final NDArray features) {
      try (NDArray mean = AVERAGE.apply(features)) {
        return Scaled.times(mean, RESCALE);
      }
    }
  };

  private static final float RESCALE = 2;

  private static final Shape SIZE = new Shape(2, 2);
  private static final Shape NO_PADDING = new Shape(0, 0);

  /** Shape {@code (1, C, H, W)} to {@code (1, C, ⌊H/2⌋, ⌊W/2⌋)}. */
  abstract NDArray apply(NDArray features);
}
