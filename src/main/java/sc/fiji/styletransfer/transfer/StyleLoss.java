package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.weights.Vgg19Layer;

/**
 * How far the Gram matrix G of the features is from that of the style A: weight · factor · mean((G
 * − A)²), divisors and factor as {@link StyleFormula} says (Gatys et al. 2016, eq. 4).
 */
final class StyleLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final StyleFormula formula;
  private final NDArray target;
  private final double weight;

  /**
   * @param layer whose features are compared
   * @param formula how Gram matrices are scaled
   * @param target the style's Gram matrix in that scale; owned by this object from now on
   * @param weight factor of the term
   */
  StyleLoss(
      final Vgg19Layer layer,
      final StyleFormula formula,
      final NDArray target,
      final double weight) {
    this.layer = layer;
    this.formula = formula;
    this.weight = weight;
    this.target = target;
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray of(final NDArray features) {
    final double factor = weight * formula.factor(layer, StyleFormula.positions(features));
    try (NDArray gram = formula.gram(features);
        NDArray difference = gram.sub(target);
        NDArray square = difference.square();
        NDArray mean = square.mean()) {
      return mean.mul((float) factor);
    }
  }

  @Override
  public void close() {
    target.close();
  }
}
