package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Scaled;

/**
 * The squared 2-Wasserstein distance (Dowson &amp; Landau 1982) between the normal distributions of
 * the picture's features (mean μ, covariance Σ) and the style's (μ*, Σ*), relative to the second
 * moment of the style: weight · (‖μ − μ*‖² + tr(Σ + Σ* − 2(Σ*^½ Σ Σ*^½)^½)) / (‖μ*‖² + tr Σ*). The
 * project style-transfer-pytorch uses it as its style loss. The statistic is ΣF·Fᵀ and ΣF.
 *
 * <p>The gradient does not pass through the iteration for the root. It follows from d tr((AΣA)^½) =
 * ½ tr(A (AΣA)^-½ A dΣ) with A = Σ*^½.
 */
final class WassersteinLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NormalDistribution target;
  private final NDArray targetRoot;
  // tr Σ* with the rounding of the roots, so that the distance of the style from itself is 0.
  private final double targetTrace;
  private final double factor;
  private final LayerMask mask;

  /**
   * @param layer of the network
   * @param target distribution of the style's features; owned by this object
   * @param weight factor of the relative distance
   * @param mask weights of the picture's positions; owned by this object
   */
  WassersteinLoss(
      final Vgg19Layer layer,
      final NormalDistribution target,
      final double weight,
      final LayerMask mask) {
    this.layer = layer;
    this.target = target;
    this.mask = mask;
    final MatrixRoot roots = MatrixRoot.of(target.covariance());
    targetRoot = roots.root();
    roots.inverse().close();
    try (NDArray trace = target.trace();
        NDArray square = target.mean().square();
        NDArray sum = square.sum();
        NDArray cross = crossTerm(target.covariance())) {
      factor = weight / Math.max(sum.getFloat() + trace.getFloat(), Float.MIN_NORMAL);
      targetTrace = cross.getFloat() - trace.getFloat();
    }
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    return WassersteinStatistic.moments(features, mask, region);
  }

  @Override
  public NDArray value(final NDArray statistic) {
    try (NDArray moments = Scaled.times(statistic, 1 / mask.positions());
        NormalDistribution present = NormalDistribution.of(moments);
        NDArray shift = present.mean().sub(target.mean());
        NDArray square = shift.square();
        NDArray meanTerm = square.sum();
        NDArray trace = present.trace();
        NDArray cross = crossTerm(present.covariance());
        NDArray covarianceTerm = trace.sub(cross);
        NDArray sum = meanTerm.add(covarianceTerm);
        NDArray distance = sum.add((float) targetTrace)) {
      return Scaled.times(distance, factor);
    }
  }

  /** Computes 2·tr((AΣA)^½) with the gradient of the class comment. */
  private NDArray crossTerm(final NDArray covariance) {
    try (NDArray constant = covariance.stopGradient();
        NDArray half = targetRoot.matMul(constant);
        NDArray product = half.matMul(targetRoot);
        MatrixRoot roots = MatrixRoot.of(product);
        NDArray left = targetRoot.matMul(roots.inverse());
        NDArray rounded = left.matMul(targetRoot);
        NDArray transposed = rounded.transpose();
        // Exactly symmetric, as GramMatrix requires: twice the mean of the two.
        NDArray derivative = rounded.add(transposed);
        NDArray trace = NormalDistribution.traceOf(roots.root());
        NDArray change = covariance.sub(constant);
        NDArray weighted = change.mul(derivative);
        NDArray twice = weighted.sum();
        NDArray linear = Scaled.times(twice, 0.5)) {
      // The linear part is zero; it only has the gradient.
      return linear.add(2 * trace.getFloat());
    }
  }

  @Override
  public void close() {
    target.close();
    targetRoot.close();
    mask.close();
  }
}
