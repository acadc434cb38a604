package sc.fiji.styletransfer.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.OptionalLong;
import sc.fiji.styletransfer.features.Border;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.MatrixRate;
import sc.fiji.styletransfer.plan.MemoryDemand;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.DeviceMemory;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * Measures how long an evaluation of the loss of Gatys et al. and its gradient takes, with noise
 * for pictures. Belongs to the thread that made it.
 */
public final class GradientBenchmark implements AutoCloseable {

  private static final int MATRIX_SIDE = 2048;
  private static final int MATRIX_PRODUCTS = 4;
  private static final int LARGE = 1024;
  private static final int STYLE_SIDE = 128;

  private final TensorSession session;
  private final Vgg19 network;
  private final FeatureExtractor eye;
  private final TransferSettings settings =
      TransferSettings.builder().set(Settings.PRESET, Preset.GATYS).build();

  /**
   * @param weights of the network; not closed
   * @param device to measure
   * @param precision of the network's arithmetic
   */
  public GradientBenchmark(
      final NetworkWeights weights, final DeviceChoice device, final PrecisionChoice precision) {
    session = TensorEngine.start().open(device);
    final Vgg19.Variations variations =
        new Vgg19.Variations(
            Pooling.MAX,
            Border.ZERO,
            precision.decide(p -> MatrixRate.measure(session.manager(), p)));
    network = new Vgg19(weights, Vgg19Layer.CONV5_1, variations, session.manager());
    eye =
        new FeatureExtractor(
            network, new ColourScale(network.input(), network.input(), session.manager()));
  }

  /**
   * A measurement.
   *
   * @param side of the square picture in pixels
   * @param tile side of the parts it was looked at in, 0 for the whole at once
   * @param seconds of the fastest evaluation
   * @param rate floating point operations per second; those that tiling adds do not count
   * @param peakBytes most memory held so far: by this process, or, on a GPU, by all that use it,
   *     for this measurement
   */
  public record Gradient(int side, int tile, double seconds, double rate, OptionalLong peakBytes) {}

  /**
   * @return where is measured
   */
  public String device() {
    return session.device().toString();
  }

  /**
   * @return floating point operations per second in products of matrices of 2048 × 2048
   */
  public double matrixRate() {
    return MatrixRate.measure(session.manager(), MATRIX_SIDE, MATRIX_PRODUCTS);
  }

  /**
   * @param side of the square picture in pixels
   * @param tile side of the parts it is looked at in, 0 for the whole at once
   * @param repetitions of which the fastest counts, after one to warm up if there are several
   * @return the measurement
   */
  public Gradient gradient(final int side, final int tile, final int repetitions) {
    DeviceMemory.available(session.device()); // gives back what the last measurement took
    try (NDManager manager = session.manager().newSubManager();
        TensorVector pixels = noise(side, manager);
        TensorVector gradient = pixels.duplicate();
        Losses losses = losses(pixels.array(), tile)) {
      final Objective<TensorVector> loss =
          losses.objective(session, eye, new Evaluation(tile, terms -> {}));
      if (repetitions > 1) seconds(loss, pixels, gradient);
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < repetitions; i++) best = Math.min(best, seconds(loss, pixels, gradient));
      final MemoryDemand demand = new MemoryDemand(new PictureSize(side, side), settings);
      final double operations = 2 * demand.operationsPerPixel() * side * side;
      return new Gradient(side, tile, best, operations / best, DeviceMemory.peak(session.device()));
    }
  }

  private static double seconds(
      final Objective<TensorVector> loss, final TensorVector pixels, final TensorVector gradient) {
    final long begin = System.nanoTime();
    loss.evaluate(pixels, gradient);
    gradient.norm1(); // waits for a GPU, which is behind with its work
    return (System.nanoTime() - begin) / 1e9;
  }

  private Losses losses(final NDArray content, final int tile) {
    try (TensorVector style = noise(STYLE_SIDE, content.getManager())) {
      // Targets are part of no evaluation; large ones are looked at in parts in any case.
      final int parts = content.getShape().get(3) > LARGE ? LARGE / 2 : tile;
      return new LossBuilder(new TiledFeatures(eye, parts), settings)
          .build(content, List.of(style.array()));
    }
  }

  private static TensorVector noise(final int side, final NDManager manager) {
    try (NDArray unit = manager.randomNormal(new Shape(1, 3, side, side))) {
      return new TensorVector(unit.mul(50));
    }
  }

  @Override
  public void close() {
    network.close();
    session.close();
  }
}
