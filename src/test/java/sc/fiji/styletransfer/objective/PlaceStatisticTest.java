package sc.fiji.styletransfer.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
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
      final NDArray place, final List<NDArray> whole, final double exponent, final int side) {
    return PlaceStatistic.of(
        StyleFormula.WASSERSTEIN.statistic(),
        new ScaledInputs.ScaledSurroundings(List.of(one), place, whole, exponent),
        new TiledFeatures(extractor, side),
        Set.of(LAYER),
        manager);
  }

  private float[] factors(final PlaceStatistic statistic) {
    return statistic.factors().get(LAYER).toFloatArray();
  }

  private NDArray features(final NDArray picture) {
    try (Activations activations = extractor.activations(picture, Set.of(LAYER))) {
      return activations.of(LAYER).duplicate();
    }
  }

  private double[] energies(final NDArray picture) {
    final NDArray features = features(picture);
    final long positions = features.getShape().get(2) * features.getShape().get(3);
    final NDArray squares = features.square().sum(new int[] {0, 2, 3}).div(positions);
    final float[] values = squares.toFloatArray();
    final double mean = squares.mean().getFloat();
    final double[] energies = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) energies[i] = values[i];
    energies[values.length] = mean;
    return energies;
  }

  @Test
  void aChannelThatIsStrongerAtThePlaceGetsAFactor() {
    final double[] place = energies(one);
    final double[] whole = energies(other);
    final float[] found = factors(of(one, List.of(other), 0.8, 0));
    for (int c = 0; c < found.length; c++) {
      final double floor = 0.01 * whole[found.length];
      final double expected = Math.pow((place[c] + floor) / (whole[c] + floor), 0.4);
      assertEquals(
          Math.max(0.25, Math.min(4, expected)), found[c], 1e-3 * expected, "channel " + c);
    }
  }

  @Test
  void aPlaceLikeTheWholeAndAnExponentOfZeroChangeNothing() {
    for (final float factor : factors(of(one, List.of(one), 1, 0))) assertEquals(1, factor, 1e-5);
    for (final float factor : factors(of(one, List.of(other), 0, 0))) assertEquals(1, factor, 1e-5);
  }

  @Test
  void severalPicturesAreTheMeanOfTheirEnergies() {
    final float[] both = factors(of(one, List.of(one, other), 2, 0));
    final float[] alone = factors(of(one, List.of(other), 2, 0));
    for (int c = 0; c < both.length; c++)
      if (alone[c] > 0.3 && alone[c] < 3.5)
        assertEquals(2 / (1 + 1 / alone[c]), both[c], 0.02 * both[c], "channel " + c);
  }

  @Test
  void tilesGiveTheSameFactors() {
    assertArrayEquals(
        factors(of(one, List.of(other), 0.8, 0)), factors(of(one, List.of(other), 0.8, 32)), 1e-4f);
  }

  /** With the picture as its own place and style, scaled features are the target. */
  @Test
  void theLossIsZeroWhereChannelsHaveTheStrengthOfThePlace() {
    final PlaceStatistic statistic = of(one, List.of(other), 0.8, 0);
    final NDArray features = features(one);
    final long positions = features.getShape().get(2) * features.getShape().get(3);
    final LayerMask mask = LayerMask.whole(positions);
    final NDArray factors = statistic.factors().get(LAYER);
    final NDArray wanted = features.mul(factors.reshape(1, -1, 1, 1));
    try (LayerLoss loss =
        statistic.loss(LAYER, statistic.describe(features, mask), 1, LayerMask.whole(positions))) {
      final double own = loss.of(features).getFloat();
      assertEquals(0, loss.of(wanted).getFloat(), 0.02 * own);
    }
  }
}
