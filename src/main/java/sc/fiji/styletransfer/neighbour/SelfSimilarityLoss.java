package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Set;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.BFloat16;
import sc.fiji.styletransfer.tensor.Multiplier;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The structure of the content without its features (after the content term of Kolkin et al. 2019,
 * STROTSS): which positions resemble each other. With D_ij = 1 − cos(F_i, F_j), each row divided by
 * its sum, the loss is weight · Σ(D − D*)²/ΣD*² for the D* of the content. A picture may replace
 * all colours and textures of the content, and the loss remains 0 while equal parts stay equal and
 * different parts different.
 *
 * <p>Every step-th row and column of the layer takes part, so that D stays small. The statistic
 * holds the features of these positions.
 */
final class SelfSimilarityLoss implements LayerLoss {

  /** Most positions that are compared with each other. */
  private static final int MOST = 800;

  private static final float SMALLEST = 1e-8f;

  private final Vgg19Layer layer;
  private final int step;
  private final QuarterGrid sampled;
  private final NDArray target;
  private final Multiplier factor;

  /**
   * Computes the target from the content.
   *
   * @param layer of the network
   * @param features computes the features of the content
   * @param content shape {@code (1, 3, H, W)}
   * @param weight factor of the loss
   */
  SelfSimilarityLoss(
      final Vgg19Layer layer,
      final TiledFeatures features,
      final NDArray content,
      final double weight) {
    this.layer = layer;
    final Shape shape = PictureSize.of(content).shapeAt(layer, 1);
    final int height = (int) shape.get(2);
    final int width = (int) shape.get(3);
    int distance = 1;
    while (count(height, distance) * count(width, distance) > MOST) distance++;
    step = distance;
    sampled = new QuarterGrid((int) count(width, step), (int) count(height, step));
    final NDManager manager = content.getManager();
    final NDArray own =
        manager.zeros(
            new Shape(
                features.extractor().network().widths().features(layer),
                sampled.height(),
                sampled.width()));
    features.visit(
        content,
        Set.of(layer),
        (tile, l, core) -> {
          try (NDArray part = statistic(core, tile.positions(layer))) {
            own.addi(part);
          }
        });
    try (own) {
      target = distances(own);
      target.attach(manager);
    }
    try (NDArray squares = target.square();
        NDArray sum = squares.sum()) {
      factor = new Multiplier(weight / Math.max(sum.getFloat(), SMALLEST), manager);
    }
  }

  private static long count(final long length, final int step) {
    return (length + step - 1) / step;
  }

  @Override
  public Vgg19Layer layer() {
    return layer;
  }

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    final long left = count(region.x(), step);
    final long top = count(region.y(), step);
    final Rectangle place =
        new Rectangle(
            left,
            top,
            count(region.x() + region.width(), step) - left,
            count(region.y() + region.height(), step) - top);
    try (NDArray part =
            features.get(
                new NDIndex(
                    "0, :, {}::{}, {}::{}",
                    top * step - region.y(),
                    step,
                    left * step - region.x(),
                    step));
        NDArray wide = BFloat16.widen(part)) {
      return sampled.placed(wide, place);
    }
  }

  /** Computes D from features of shape {@code (C, H, W)}; differentiable. */
  private static NDArray distances(final NDArray features) {
    try (NDArray matrix = features.reshape(features.getShape().get(0), -1);
        NDArray rows = matrix.transpose();
        NDArray squares = rows.square();
        NDArray energy = squares.sum(new int[] {1}, true);
        NDArray positive = energy.add(SMALLEST);
        NDArray lengths = positive.sqrt();
        NDArray units = rows.div(lengths);
        NDArray columns = units.transpose();
        NDArray cosines = units.matMul(columns);
        NDArray negative = cosines.neg();
        NDArray distances = negative.add(1);
        NDArray sums = distances.sum(new int[] {1}, true);
        NDArray divisors = sums.add(SMALLEST)) {
      return distances.div(divisors);
    }
  }

  @Override
  public NDArray value(final NDArray statistic) {
    try (NDArray present = distances(statistic);
        NDArray difference = present.sub(target);
        NDArray squares = difference.square();
        NDArray sum = squares.sum()) {
      return factor.times(sum);
    }
  }

  @Override
  public void close() {
    target.close();
    factor.close();
  }
}
