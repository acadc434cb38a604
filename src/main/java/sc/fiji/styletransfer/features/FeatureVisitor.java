package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** Shown the features of layers one by one, while the network is being evaluated. */
@FunctionalInterface
public interface FeatureVisitor {

  /**
   * @param layer one of those asked for
   * @param features what it answers, shape {@code (1, C, H, W)}, to be used during this call only;
   *     differentiable
   */
  void visit(Vgg19Layer layer, NDArray features);
}
