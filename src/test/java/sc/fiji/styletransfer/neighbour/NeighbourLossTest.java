package sc.fiji.styletransfer.neighbour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class NeighbourLossTest {

  private static final Vgg19Layer SHALLOW = Vgg19Layer.CONV1_2;
  private static final Vgg19Layer DEEP = Vgg19Layer.CONV4_1;
  private static final int ROWS = 5;

  /** Positions of a grid of 4 × 3 and rows of the style. */
  private static final long[] MATCHES = {0, 1, 2, 3, 4, 4, 3, 2, 1, 0, 0, 0};

  private TensorSession session;
  private NDManager manager;
  private Hypercolumns hypercolumns;
  private NDArray style;
  private NDArray shallow;
  private NDArray deep;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    manager = session.manager();
    hypercolumns = new Hypercolumns(Map.of(SHALLOW, 4.0, DEEP, 1.0), NetworkWidths.VGG19);
    style = random(1, ROWS, hypercolumns.length());
    shallow = random(2, 1, SHALLOW.channels(), 12, 16);
    deep = random(3, 1, DEEP.channels(), 1, 2);
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** Four equal positions, weight 4 for the first layer: 1 − ⟨Φ, T⟩/(|Φ|·|T|) by hand. */
  @Test
  void theLossIsTheCosineDistanceOfHypercolumns() {
    final NDArray one = manager.zeros(new Shape(1, SHALLOW.channels(), 8, 8));
    one.set(new NDIndex(":, 0"), 3);
    final NDArray four = manager.zeros(new Shape(1, DEEP.channels(), 1, 1));
    four.set(new NDIndex(":, 0"), 4);
    final NDArray target = manager.zeros(new Shape(1, hypercolumns.length()));
    // Stored times √4 = 2: the features of the style are 1 and 2.
    target.set(new NDIndex(":, 0"), 2);
    target.set(new NDIndex(":, {}", SHALLOW.channels()), 2);
    final NDArray first = manager.create(new long[] {0, 0, 0, 0}, new Shape(2, 2));
    try (NeighbourLoss loss =
        new NeighbourLoss(
            hypercolumns,
            target,
            hypercolumns.layers(),
            first,
            manager.full(new Shape(2, 2), 0.25f))) {
      final Rectangle pixels = new Rectangle(0, 0, 8, 8);
      final NDArray sum =
          loss.statistic(SHALLOW, one, pixels)
              .add(loss.statistic(DEEP, four, new Rectangle(0, 0, 1, 1)));
      final double inner = 4 * 3 * 1 + 4 * 2;
      final double lengths = Math.sqrt(4 * 9 + 16) * Math.sqrt(4 + 4);
      assertEquals(1 - inner / lengths, loss.value(sum).getFloat(), 1e-6);
    }
  }

  @Test
  void tilesAddUpToTheWhole() {
    try (NeighbourLoss loss = loss(hypercolumns.layers())) {
      final NDArray whole = statistic(loss);
      final Rectangle left = new Rectangle(0, 0, 8, 12);
      final Rectangle right = new Rectangle(8, 0, 8, 12);
      final Rectangle deepLeft = new Rectangle(0, 0, 1, 1);
      final Rectangle deepRight = new Rectangle(1, 0, 1, 1);
      final NDArray sum =
          loss.statistic(SHALLOW, left.of(shallow), left)
              .add(loss.statistic(SHALLOW, right.of(shallow), right))
              .add(loss.statistic(DEEP, deepLeft.of(deep), deepLeft))
              .add(loss.statistic(DEEP, deepRight.of(deep), deepRight));
      assertArrayEquals(whole.toFloatArray(), sum.toFloatArray(), 1e-3f);
    }
  }

  /** The gradient along a random direction equals the central difference. */
  @Test
  void gradientOfTheLoss() {
    try (NeighbourLoss loss = loss(hypercolumns.layers())) {
      assertEquals(difference(loss, SHALLOW), derivative(loss, SHALLOW), 1e-3);
      assertEquals(difference(loss, DEEP), derivative(loss, DEEP), 1e-3);
    }
  }

  @Test
  void gradientOfOneLayerAlone() {
    try (NeighbourLoss loss = loss(Set.of(DEEP))) {
      assertEquals(difference(loss, DEEP), derivative(loss, DEEP), 1e-3);
    }
  }

  private double difference(final NeighbourLoss loss, final Vgg19Layer layer) {
    final NDArray features = layer == SHALLOW ? shallow : deep;
    final NDArray step = direction(features).mul(1e-2);
    features.addi(step);
    final double ahead = loss.value(statistic(loss)).getFloat();
    features.subi(step).subi(step);
    final double behind = loss.value(statistic(loss)).getFloat();
    features.addi(step);
    return (ahead - behind) / 2e-2;
  }

  private double derivative(final NeighbourLoss loss, final Vgg19Layer layer) {
    final NDArray features = layer == SHALLOW ? shallow : deep;
    features.setRequiresGradient(true);
    try (GradientTape tape = session.record()) {
      tape.backward(loss.value(statistic(loss)));
    }
    final double derivative = features.getGradient().mul(direction(features)).sum().getFloat();
    features.setRequiresGradient(false);
    return derivative;
  }

  private NDArray direction(final NDArray features) {
    return random(9, features.getShape().getShape());
  }

  private NDArray statistic(final NeighbourLoss loss) {
    NDArray sum = null;
    for (final Vgg19Layer layer : loss.layers()) {
      final NDArray features = layer == SHALLOW ? shallow : deep;
      final NDArray part = loss.statistic(layer, features, Rectangle.whole(features));
      sum = sum == null ? part : sum.add(part);
    }
    return sum;
  }

  private NeighbourLoss loss(final Set<Vgg19Layer> layers) {
    return new NeighbourLoss(
        hypercolumns,
        style,
        layers,
        manager.create(MATCHES, new Shape(3, 4)),
        manager.ones(new Shape(3, 4)));
  }

  private NDArray random(final int seed, final long... shape) {
    final Random random = new Random(seed);
    final float[] values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.abs(random.nextGaussian());
    return manager.create(values, new Shape(shape)).duplicate();
  }
}
