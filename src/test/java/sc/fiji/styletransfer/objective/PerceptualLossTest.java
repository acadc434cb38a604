package sc.fiji.styletransfer.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.DeviceVectorStore;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.CpuSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.TestPictures;

/** The whole loss: its gradient against finite differences, and what it leaves behind. */
class PerceptualLossTest {

  private static final TransferSettings SETTINGS =
      TransferSettings.builder().set(Settings.STYLE_WEIGHT, 1.0).build();

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void gradientAgreesWithFiniteDifferences(final Pooling pooling) {
    try (PerceptualLoss loss = loss(pooling);
        TensorVector x = pixels(3);
        TensorVector gradient = x.duplicate();
        TensorVector direction = x.duplicate()) {
      loss.evaluate(x, gradient);
      // Along the gradient the signal is strongest against the rounding of the loss.
      final double length = Math.sqrt(gradient.dot(gradient));
      direction.set(gradient);
      direction.scale(1 / length);
      final double slope = length;
      final double h = 2;
      final double ahead = valueAt(loss, x, h, direction);
      final double behind = valueAt(loss, x, -h, direction);
      assertEquals(slope, (ahead - behind) / (2 * h), 1e-2 * slope);
    }
  }

  /** A loss that is linear in the lead: its gradients at leads of 1, 2 and 4 lie on a line. */
  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void contentThatLeadsCountsMoreInTheGradientAndNotInTheLoss(final int tile) {
    final double[] lead = {1};
    final Objective<TensorVector> loss =
        loss(
            Pooling.MAX,
            new TiledPerceptualLoss.Tiling(
                tile, terms -> {}, () -> new LossWeighting(lead[0], true)));
    try (TensorVector x = pixels(3);
        TensorVector once = x.duplicate();
        TensorVector twice = x.duplicate();
        TensorVector fourTimes = x.duplicate()) {
      final double value = loss.evaluate(x, once);
      lead[0] = 2;
      assertEquals(value, loss.evaluate(x, twice));
      lead[0] = 4;
      assertEquals(value, loss.evaluate(x, fourTimes));
      twice.add(-1, once);
      fourTimes.add(-1, once);
      final double content = twice.dot(twice);
      assertTrue(content > 0, "the content has no gradient");
      assertEquals(3, fourTimes.dot(twice) / content, 1e-3);
      assertEquals(9, fourTimes.dot(fourTimes) / content, 1e-3);
    }
  }

  /** The content is at conv4_2; while deep layers wait, conv5_1 is as if it had no weight. */
  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void deepLayersThatWaitDoNotCount(final int tile) {
    final TiledPerceptualLoss.Tiling all = new TiledPerceptualLoss.Tiling(tile, terms -> {});
    final TiledPerceptualLoss.Tiling shallow =
        new TiledPerceptualLoss.Tiling(tile, terms -> {}, () -> new LossWeighting(1, false));
    final TransferSettings without =
        SETTINGS
            .change()
            .parse("style-layers", "conv1_1:0.2,conv2_1:0.2,conv3_1:0.2,conv4_1:0.2")
            .build();
    try (TensorVector x = pixels(3);
        TensorVector waiting = x.duplicate();
        TensorVector absent = x.duplicate();
        TensorVector present = x.duplicate()) {
      final double value = loss(Pooling.MAX, SETTINGS, shallow).evaluate(x, waiting);
      assertEquals(loss(Pooling.MAX, without, all).evaluate(x, absent), value);
      assertArrayEquals(absent.array().toFloatArray(), waiting.array().toFloatArray());
      assertTrue(loss(Pooling.MAX, SETTINGS, all).evaluate(x, present) > value);
    }
  }

  @Test
  void evaluatingLeavesNoArrayBehind() {
    try (PerceptualLoss loss = loss(Pooling.MAX);
        TensorVector x = pixels(3);
        TensorVector gradient = x.duplicate()) {
      loss.evaluate(x, gradient);
      final int before = cpu.open().manager().getManagedArrays().size();
      for (int i = 0; i < 5; i++) loss.evaluate(x, gradient);
      assertEquals(before, cpu.open().manager().getManagedArrays().size());
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void optimisersLeaveNoArrayBehind(final Algorithm algorithm) {
    final TransferSettings settings = TransferSettings.builder().set(Settings.HISTORY, 3).build();
    final int before = cpu.open().manager().getManagedArrays().size();
    try (TensorVector x = pixels(3);
        TensorVector gradient = gaussian(x)) {
      try (var optimizer =
          algorithm.<TensorVector>create(settings, Preconditioner.none(), DeviceVectorStore::new)) {
        for (int i = 0; i < 10; i++) {
          optimizer.update(x, gradient);
          gradient.set(x);
        }
      }
    }
    assertEquals(before, cpu.open().manager().getManagedArrays().size());
  }

  private double valueAt(
      final PerceptualLoss loss,
      final TensorVector x,
      final double step,
      final TensorVector direction) {
    try (TensorVector moved = x.duplicate();
        TensorVector unused = x.duplicate()) {
      moved.add(step, direction);
      return loss.evaluate(moved, unused);
    }
  }

  private PerceptualLoss loss(final Pooling pooling) {
    return (PerceptualLoss) loss(pooling, new TiledPerceptualLoss.Tiling(0, terms -> {}));
  }

  private Objective<TensorVector> loss(
      final Pooling pooling, final TiledPerceptualLoss.Tiling tiling) {
    return loss(pooling, SETTINGS, tiling);
  }

  private Objective<TensorVector> loss(
      final Pooling pooling,
      final TransferSettings settings,
      final TiledPerceptualLoss.Tiling tiling) {
    final Vgg19 network =
        new Vgg19(new RandomWeights(1), Vgg19Layer.CONV5_1, pooling, cpu.open().manager());
    final FeatureExtractor eye =
        new FeatureExtractor(
            network, new ColourScale(network.input(), network.input(), cpu.open().manager()));
    try (TensorVector content = pixels(1);
        TensorVector style = pixels(2)) {
      return TiledPerceptualLoss.of(
          cpu.open(),
          eye,
          new LossBuilder(new TiledFeatures(eye, 0), settings)
              .look(content.array(), List.of(style.array())),
          tiling);
    }
  }

  private TensorVector pixels(final long seed) {
    final TensorVector vector =
        new TensorVector(PictureTensor.of(TestPictures.waves(32, 40, seed), cpu.open().manager()));
    vector.scale(255);
    return vector;
  }

  private static TensorVector gaussian(final TensorVector like) {
    final Random random = new Random(7);
    final float[] values = new float[(int) like.array().size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    try (NDArray borrowed = like.array().getManager().create(values, like.array().getShape())) {
      return new TensorVector(borrowed.duplicate());
    }
  }
}
