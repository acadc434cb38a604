package sc.fiji.styletransfer.neighbour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.TestPictures;

class SelfSimilarityLossTest {

  /** 40 × 32 positions, of which every second row and column takes part. */
  private static final Vgg19Layer LAYER = Vgg19Layer.CONV1_1;

  private TensorSession session;
  private FeatureExtractor extractor;
  private NDArray content;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    final NDManager manager = session.manager();
    final Vgg19 network = new Vgg19(new RandomWeights(1), LAYER, Pooling.MAX, manager);
    extractor =
        new FeatureExtractor(network, new ColourScale(network.input(), network.input(), manager));
    content = PictureTensor.of(TestPictures.waves(40, 32, 1), manager);
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** Features times a number have the same cosines, so that the structure is the same. */
  @Test
  void theLossOfTheContentIsZeroWhateverTheSizeOfItsFeatures() {
    try (SelfSimilarityLoss loss = loss(32)) {
      assertEquals(0, loss.of(features()).getFloat(), 1e-6);
      assertEquals(0, loss.of(features().mul(3)).getFloat(), 1e-6);
    }
  }

  /** A picture of one feature has no distances at all: Σ(0 − D*)²/ΣD*² = 1. */
  @Test
  void theLossOfAFlatPictureIsItsWeight() {
    try (SelfSimilarityLoss loss = loss(0)) {
      final NDArray flat = features().zerosLike().add(1);
      assertEquals(5, loss.of(flat).getFloat(), 0.01);
    }
  }

  @Test
  void tilesAddUpToTheWhole() {
    try (SelfSimilarityLoss loss = loss(0)) {
      final NDArray features = features();
      final Rectangle left = new Rectangle(0, 0, 17, 32);
      final Rectangle right = new Rectangle(17, 0, 23, 32);
      assertArrayEquals(
          loss.statistic(features, Rectangle.whole(features)).toFloatArray(),
          loss.statistic(left.of(features), left)
              .add(loss.statistic(right.of(features), right))
              .toFloatArray());
    }
  }

  /** The gradient along a random direction equals the central difference. */
  @Test
  void gradient() {
    final Random random = new Random(3);
    final NDArray features = features();
    final float[] values = new float[(int) features.size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    final NDArray direction = session.manager().create(values, features.getShape());
    final NDArray picture = features.add(direction.mul(5)).duplicate();
    try (SelfSimilarityLoss loss = loss(0)) {
      picture.setRequiresGradient(true);
      try (GradientTape tape = session.record()) {
        tape.backward(loss.of(picture));
      }
      final double found = picture.getGradient().mul(direction).sum().getFloat();
      final float step = 0.05f;
      final NDArray constant = picture.stopGradient();
      final double ahead = loss.of(constant.add(direction.mul(step))).getFloat();
      final double behind = loss.of(constant.sub(direction.mul(step))).getFloat();
      final double expected = (ahead - behind) / (2 * step);
      assertEquals(expected, found, 0.02 * Math.abs(expected));
    }
  }

  private SelfSimilarityLoss loss(final int side) {
    return new SelfSimilarityLoss(
        new SelfSimilarity(LAYER, new TiledFeatures(extractor, side), content, session.manager()),
        5);
  }

  private NDArray features() {
    return extractor.activations(content, Set.of(LAYER)).of(LAYER);
  }
}
