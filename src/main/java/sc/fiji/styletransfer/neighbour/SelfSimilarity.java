package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Set;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.BFloat16;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * The self-similarity of a picture (Kolkin et al. 2019, STROTSS): which of its positions resemble
 * each other. It is the matrix D_ij = 1 − cos(F_i, F_j), each row divided by its sum. Every step-th
 * row and column of the layer takes part, so that D stays small.
 */
final class SelfSimilarity implements AutoCloseable {

  /** Most positions that are compared with each other. */
  private static final int MOST = 800;

  private static final float SMALLEST = 1e-8f;

  private final Vgg19Layer layer;
  private final int step;
  private final QuarterGrid sampled;
  private final NDArray distances;

  /**
   * Measures a picture.
   *
   * @param layer of the network
   * @param features computes the features of the picture
   * @param picture shape {@code (1, 3, H, W)}
   * @param manager owner of the matrix
   */
  SelfSimilarity(
      final Vgg19Layer layer,
      final TiledFeatures features,
      final NDArray picture,
      final NDManager manager) {
    this.layer = layer;
    final Shape shape = PictureSize.of(picture).shapeAt(layer, 1);
    final int height = (int) shape.get(2);
    final int width = (int) shape.get(3);
    int distance = 1;
    while (count(height, distance) * count(width, distance) > MOST) distance++;
    step = distance;
    sampled = new QuarterGrid((int) count(width, step), (int) count(height, step));
    final NDArray own =
        manager.zeros(
            new Shape(
                features.extractor().network().widths().features(layer),
                sampled.height(),
                sampled.width()));
    try (own) {
      features.visit(
          picture,
          Set.of(layer),
          (tile, l, core) -> {
            try (NDArray part = sampled(core, tile.positions(layer))) {
              own.addi(part);
            }
          });
      distances = distances(own);
    }
    distances.attach(manager);
  }

  private static long count(final long length, final int step) {
    return (length + step - 1) / step;
  }

  /** Returns the layer whose positions are compared. */
  Vgg19Layer layer() {
    return layer;
  }

  /** Returns D of the picture. */
  NDArray distances() {
    return distances;
  }

  /**
   * Returns the features of the positions that take part.
   *
   * @param features of a region, shape {@code (1, C, h, w)}
   * @param region of the layer
   * @return shape {@code (C, h', w')}, zero outside the region; differentiable
   */
  NDArray sampled(final NDArray features, final Rectangle region) {
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
  static NDArray distances(final NDArray features) {
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
  public void close() {
    distances.close();
  }
}
