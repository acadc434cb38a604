package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import sc.fiji.styletransfer.tensor.Scaled;

/** The 2×2 pooling between the blocks of the network. */
public enum Pooling {
  /** The maximum, as in the training of the network. */
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
   * The mean times two, which has about the size of the maximum (factor from
   * style-transfer-pytorch), so loss weights can be used for both.
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

  /** Maps shape {@code (1, C, H, W)} to {@code (1, C, ⌊H/2⌋, ⌊W/2⌋)}. */
  abstract NDArray apply(NDArray features);
}
