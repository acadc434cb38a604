package sc.fiji.styletransfer.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.features.Activations;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.TestPictures;

class PlaceStatisticTest {

  private static final Vgg19Layer LAYER = Vgg19Layer.CONV2_1;

  private TensorSession session;
  private NDManager manager;
  private FeatureExtractor extractor;
  private NDArray one;
  private NDArray other;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    manager = session.manager();
    final Vgg19 network = new Vgg19(new RandomWeights(1), LAYER, Pooling.MAX, manager);
    extractor =
        new FeatureExtractor(network, new ColourScale(network.input(), network.input(), manager));
    one = PictureTensor.of(TestPictures.waves(60, 48, 1), manager);
    other = PictureTensor.of(TestPictures.waves(48, 60, 2), manager);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private PlaceStatistic of(
      final NDArray place, final NDArray whole, final double share, final int side) {
    return PlaceStatistic.of(
        StyleFormula.RELATIVE.statistic(),
        new ScaledInputs.ScaledSurroundings(place, whole, share),
        new TiledFeatures(extractor, side),
        Set.of(LAYER),
        manager);
  }

  private float[] map(final PlaceStatistic statistic) {
    return statistic.maps().get(LAYER).toFloatArray();
  }

  private NDArray features(final NDArray picture) {
    try (Activations activations = extractor.activations(picture, Set.of(LAYER))) {
      return activations.of(LAYER).duplicate();
    }
  }

  private double loss(final PlaceStatistic statistic, final NDArray style, final NDArray picture) {
    final NDArray features = features(picture);
    final NDArray target = statistic.describe(features(style), whole(features(style)));
    try (LayerLoss loss = statistic.loss(LAYER, target, 1, whole(features))) {
      return loss.of(features).getFloat();
    }
  }

  private static LayerMask whole(final NDArray features) {
    return LayerMask.whole(features.getShape().get(2) * features.getShape().get(3));
  }

  /** The whole has the statistics of the style, so that the target is those of the place. */
  @Test
  void thePlaceOfAPictureLikeTheStyleIsTheTarget() {
    final double before = loss(of(one, other, 0, 0), other, one);
    assertEquals(0, loss(of(one, other, 1, 0), other, one), 0.02 * before);
    final double half = loss(of(one, other, 0.5, 0), other, one);
    assertTrue(half > 0.02 * before && half < 0.6 * before, half + " of " + before);
  }

  @Test
  void aPlaceLikeTheWholeAndAShareOfZeroChangeNothing() {
    final float[] identity =
        manager.eye((int) features(one).getShape().get(1)).flatten().toFloatArray();
    assertArrayEquals(identity, map(of(one, one, 1, 0)), 1e-3f);
    assertArrayEquals(identity, map(of(one, other, 0, 0)), 1e-5f);
  }

  @Test
  void tilesGiveTheSameMap() {
    assertArrayEquals(map(of(one, other, 0.8, 0)), map(of(one, other, 0.8, 32)), 2e-3f);
  }
}
