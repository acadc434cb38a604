package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Scaled;

/**
 * How far mean μ and covariance Σ of the features are from the style's μ*, Σ*, as the squared
 * 2-Wasserstein distance of normal distributions (Dowson &amp; Landau 1982), relative to the
 * style's second moment: weight · (‖μ − μ*‖² + tr(Σ + Σ* − 2(Σ*^½ Σ Σ*^½)^½)) / (‖μ*‖² + tr Σ*). As
 * a style loss it is that of style-transfer-pytorch. Its statistic is ΣF·Fᵀ and ΣF.
 *
 * <p>The root is not differentiated step by step: with A = Σ*^½, d tr((AΣA)^½) = ½ tr(A (AΣA)^-½ A
 * dΣ).
 */
final class WassersteinLoss implements LayerLoss {

  private final Vgg19Layer layer;
  private final NormalDistribution target;
  private final NDArray targetRoot;
  // tr Σ*, but with the roots' rounding, so that the style is at no distance from itself.
  private final double targetTrace;
  private final double factor;
  private final LayerMask mask;

  /**
   * @param layer whose features are compared
   * @param target the style's; owned by this object from now on
   * @param weight factor of the term
   * @param mask which positions count; owned by this object from now on
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
        NDArray common = common(target.covariance())) {
      factor = weight / Math.max(sum.getFloat() + trace.getFloat(), Float.MIN_NORMAL);
      targetTrace = common.getFloat() - trace.getFloat();
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
        NormalDistribution seen = NormalDistribution.of(moments);
        NDArray shift = seen.mean().sub(target.mean());
        NDArray square = shift.square();
        NDArray meanTerm = square.sum();
        NDArray trace = seen.trace();
        NDArray common = common(seen.covariance());
        NDArray spread = trace.sub(common);
        NDArray sum = meanTerm.add(spread);
        NDArray distance = sum.add((float) targetTrace)) {
      return Scaled.times(distance, factor);
    }
  }

  /** 2·tr((AΣA)^½), with the gradient of the class comment. */
  private NDArray common(final NDArray covariance) {
    try (NDArray fixed = covariance.stopGradient();
        NDArray half = targetRoot.matMul(fixed);
        NDArray product = half.matMul(targetRoot);
        MatrixRoot roots = MatrixRoot.of(product);
        NDArray left = targetRoot.matMul(roots.inverse());
        NDArray rounded = left.matMul(targetRoot);
        NDArray mirrored = rounded.transpose();
        // Symmetric to the last digit, as GramMatrix wants it; twice the mean of the two.
        NDArray slope = rounded.add(mirrored);
        NDArray trace = NormalDistribution.traceOf(roots.root());
        NDArray change = covariance.sub(fixed);
        NDArray weighted = change.mul(slope);
        NDArray twice = weighted.sum();
        NDArray linear = Scaled.times(twice, 0.5)) {
      // The change is zero here; it only carries the slope.
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
