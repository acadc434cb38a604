package sc.fiji.styletransfer.loss;

import ai.djl.ndarray.NDArray;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.Scaled;

/**
 * The content loss as a function of Σ(F − P)² of the whole picture, where the features P of the
 * content are not at hand because other machines have them.
 *
 * @param layer of the network
 * @param factor of Σ(F − P)², the weight included
 */
public record ContentTotal(Vgg19Layer layer, double factor) implements LayerLoss {

  @Override
  public NDArray statistic(final NDArray features, final Rectangle region) {
    throw new UnsupportedOperationException("The machines that have the content compute this sum.");
  }

  @Override
  public NDArray value(final NDArray statistic) {
    return Scaled.times(statistic, factor);
  }

  @Override
  public void close() {
    // holds no arrays
  }
}
