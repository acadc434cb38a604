package sc.fiji.styletransfer.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import sc.fiji.styletransfer.features.Border;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.DeviceSpeed;
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
 * Measures the time of an evaluation of the loss of Gatys et al. and its gradient. The images are
 * random noise. Use a benchmark only on the thread that created it.
 */
public final class GradientBenchmark implements AutoCloseable {

  /** Evaluations of a warm-up are compared in groups of this size. */
  private static final int GROUP = 20;

  private static final int MOST_GROUPS = 20;

  /** Times have settled when a group saves less than two percent. */
  private static final double SETTLED = 0.98;

  private static final double LONGEST_WARM_UP = 3;
  private static final int LARGE = 1024;
  private static final int STYLE_SIDE = 128;

  private final TensorSession session;
  private final DeviceSpeed speed;
  private final Vgg19 network;
  private final FeatureExtractor extractor;
  private final TransferSettings settings =
      TransferSettings.builder().set(Settings.PRESET, Preset.GATYS).build();

  /**
   * @param weights weights of the network, which the caller closes
   * @param device device to measure
   * @param precision precision of the network
   */
  public GradientBenchmark(
      final NetworkWeights weights, final DeviceChoice device, final PrecisionChoice precision) {
    session = TensorEngine.start().open(device);
    speed = new DeviceSpeed(session, MachineFile.standard());
    final Vgg19.Variations variations =
        new Vgg19.Variations(Pooling.MAX, Border.ZERO, precision.decide(speed::matrixRate));
    network = new Vgg19(weights, Vgg19Layer.CONV5_1, variations, session.manager());
    extractor =
        new FeatureExtractor(
            network, new ColourScale(network.input(), network.input(), session.manager()));
  }

  /**
   * A measurement.
   *
   * @param side side of the square image in pixels
   * @param tile side of the tiles in pixels, 0 without tiles
   * @param seconds median of the times of the evaluations
   * @param fastest shortest time
   * @param slowest longest time
   * @param rate floating point operations per second, without those that the overlap of tiles adds
   * @param peakBytes peak of the memory in bytes: of this process since its start, or of all
   *     processes on the GPU during this measurement
   */
  public record Gradient(
      int side,
      int tile,
      double seconds,
      double fastest,
      double slowest,
      double rate,
      OptionalLong peakBytes) {}

  /**
   * @return name of the device
   */
  public String device() {
    return session.device().toString();
  }

  /**
   * @return precision of the network
   */
  public Precision precision() {
    return network.precision();
  }

  /**
   * Returns the rate of matrix products in the precision of the network.
   *
   * @return floating point operations per second, measured once and remembered
   */
  public double matrixRate() {
    return speed.matrixRate(precision());
  }

  /**
   * @return name and version of the engine, and the folder of its libraries
   */
  public String engine() {
    final TensorEngine engine = TensorEngine.start();
    return engine.version() + " in " + engine.libraries();
  }

  /**
   * Measures evaluations of the loss and its gradient.
   *
   * @param side side of the square image in pixels
   * @param tile side of the tiles in pixels, 0 without tiles
   * @param repetitions number of evaluations, of whose times the median counts; if there are
   *     several, others precede them as a warm-up until the times settle
   * @return the measurement
   */
  public Gradient gradient(final int side, final int tile, final int repetitions) {
    DeviceMemory.available(session.device()); // resets the peak of the GPU's memory
    try (NDManager manager = session.manager().newSubManager();
        TensorVector pixels = noise(side, manager);
        TensorVector gradient = pixels.duplicate();
        Losses losses = losses(pixels.array(), tile)) {
      final Objective<TensorVector> loss =
          losses.objective(session, extractor, new Evaluation(tile, terms -> {}));
      if (repetitions > 1) warmUp(loss, pixels, gradient);
      final double[] seconds = new double[repetitions];
      for (int i = 0; i < repetitions; i++) seconds[i] = seconds(loss, pixels, gradient);
      Arrays.sort(seconds);
      final double median = seconds[repetitions / 2];
      final MemoryDemand demand =
          new MemoryDemand(new PictureSize(side, side), settings, extractor.network().widths());
      final double operations = 2 * demand.operationsPerPixel() * side * side;
      return new Gradient(
          side,
          tile,
          median,
          seconds[0],
          seconds[repetitions - 1],
          operations / median,
          DeviceMemory.peak(session.device()));
    }
  }

  /**
   * Evaluates until a group of evaluations is not faster than the group before. Java compiles the
   * code around the engine's calls step by step, which on a GPU takes longer than many evaluations.
   */
  private static void warmUp(
      final Objective<TensorVector> loss, final TensorVector pixels, final TensorVector gradient) {
    final long begin = System.nanoTime();
    double previous = Double.POSITIVE_INFINITY;
    for (int group = 0; group < MOST_GROUPS; group++) {
      double fastest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < GROUP; i++) {
        fastest = Math.min(fastest, seconds(loss, pixels, gradient));
        if ((System.nanoTime() - begin) / 1e9 > LONGEST_WARM_UP) return;
      }
      if (fastest > SETTLED * previous) return;
      previous = fastest;
    }
  }

  private static double seconds(
      final Objective<TensorVector> loss, final TensorVector pixels, final TensorVector gradient) {
    final long begin = System.nanoTime();
    loss.evaluate(pixels, gradient);
    gradient.norm1(); // waits until a GPU has finished
    return (System.nanoTime() - begin) / 1e9;
  }

  private Losses losses(final NDArray content, final int tile) {
    try (TensorVector style = noise(STYLE_SIDE, content.getManager())) {
      // The evaluations do not include the targets, so large images can always use tiles.
      final int targetTile = content.getShape().get(3) > LARGE ? LARGE / 2 : tile;
      return new LossBuilder(new TiledFeatures(extractor, targetTile), settings)
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
