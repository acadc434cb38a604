package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/** How the style that a layer sees is described, and how two descriptions are compared. */
interface StyleMeasure {

  /**
   * Describes features. Descriptions of several pictures may be averaged.
   *
   * @param features of a whole layer, shape {@code (1, C, H, W)}
   * @param mask which positions count
   * @return the description, a new array
   */
  NDArray describe(NDArray features, LayerMask mask);

  /**
   * The term that compares a layer's features with a description.
   *
   * @param layer whose features are compared
   * @param target the wanted description; owned by the term from now on
   * @param weight factor of the term
   * @param mask which positions of the changed picture count; owned by the term from now on
   * @return the term
   */
  LayerLoss loss(Vgg19Layer layer, NDArray target, double weight, LayerMask mask);
}
