package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.tensor.Scaled;

/**
 * The coherence loss weight · mean((x − n)²) between the picture x and the result n of the
 * neighbouring slice or frame. It is the temporal loss of Ruder et al. 2016 (eq. 6) without optical
 * flow, for samples that do not move.
 */
public final class Coherence implements PixelTerm {

  private final NDArray neighbour;
  private final double weight;

  /**
   * @param neighbour n, red, green and blue from 0 to 1, shape {@code (1, 3, H, W)}; owned by this
   *     object
   * @param weight factor of the mean
   */
  public Coherence(final NDArray neighbour, final double weight) {
    this.neighbour = neighbour;
    this.weight = weight;
  }

  @Override
  public NDArray of(final NDArray picture) {
    try (NDArray difference = picture.sub(neighbour);
        NDArray square = difference.square();
        NDArray mean = square.mean()) {
      return Scaled.times(mean, weight);
    }
  }

  @Override
  public void close() {
    neighbour.close();
  }
}
