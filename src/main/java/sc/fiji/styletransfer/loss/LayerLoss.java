package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import java.util.EnumSet;
import java.util.Set;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;

/** A term of the loss that depends on the features of one layer. */
public interface LayerLoss extends FeatureLoss {

  /** Returns the layer whose features this loss compares. */
  Vgg19Layer layer();

  /**
   * Computes the statistic of some positions. The sum over regions that partition the layer is the
   * statistic of the layer.
   *
   * @param features of these positions only, shape {@code (1, C, region.height, region.width)}
   * @param region of the layer that these positions form
   * @return a new array; differentiable
   */
  NDArray statistic(NDArray features, Rectangle region);

  @Override
  default Set<Vgg19Layer> layers() {
    return EnumSet.of(layer());
  }

  @Override
  default NDArray statistic(
      final Vgg19Layer layer, final NDArray features, final Rectangle region) {
    return statistic(features, region);
  }

  /**
   * Computes the value from the features of the whole layer.
   *
   * @param features shape {@code (1, C, H, W)}
   * @return a scalar, the weight included; differentiable
   */
  default NDArray of(final NDArray features) {
    try (NDArray statistic = statistic(features, Rectangle.whole(features))) {
      return value(statistic);
    }
  }
}
