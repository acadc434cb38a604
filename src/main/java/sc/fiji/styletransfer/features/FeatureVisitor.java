package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** Receives the activations of layers one by one during the evaluation of a network. */
@FunctionalInterface
public interface FeatureVisitor {

  /**
   * Uses the activations of a layer.
   *
   * @param layer one of the requested layers
   * @param features differentiable activations of shape {@code (1, C, H, W)}, which are valid only
   *     during this call
   */
  void visit(Vgg19Layer layer, NDArray features);
}
