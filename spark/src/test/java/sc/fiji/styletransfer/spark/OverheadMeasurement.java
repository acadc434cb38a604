package sc.fiji.styletransfer.spark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.LossDistribution.DistributedObjective;
import sc.fiji.styletransfer.objective.LossDistribution.Problem;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.objective.ScaledInputs;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.spark.image.SparkDistribution;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Measures seconds per evaluation, with and without Spark, and how long executors computed; the
 * rest of the time is Spark's and the driver's.
 *
 * <p>Arguments: {@code plain SIDE TILE EVALUATIONS}, or {@code spark SIDE TILE EVALUATIONS
 * EXECUTORS CORES}.
 */
public final class OverheadMeasurement {

  private static final int STYLE_SIDE = 256;

  /** A line in the log of an executor, for each pass over a tile. */
  private static final Pattern COMPUTED = Pattern.compile("Computed for (\\d+) ms");

  private final int side;
  private final int tile;
  private final int evaluations;
  private final TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"));
  private final TransferSettings settings =
      TransferSettings.builder()
          .parse("preset", "gatys")
          .parse("content-layers", System.getProperty("cluster.content-layers", "conv4_2"))
          .parse(
              "style-layers",
              System.getProperty("cluster.style-layers", "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"))
          .build();

  private OverheadMeasurement(final String[] args) {
    side = Integer.parseInt(args[1]);
    tile = Integer.parseInt(args[2]);
    evaluations = Integer.parseInt(args[3]);
  }

  /**
   * Measures.
   *
   * @param args as in the comment of the class
   * @throws IOException if the cluster cannot be started
   * @throws InterruptedException if another thread interrupts this one
   */
  public static void main(final String[] args) throws IOException, InterruptedException {
    final OverheadMeasurement measurement = new OverheadMeasurement(args);
    if (args[0].equals("plain")) measurement.plain();
    else measurement.spark(Integer.parseInt(args[4]), args[5]);
    System.exit(0);
  }

  private void plain() {
    try (NetworkWeights weights = NetworkChoice.open(NetworkChoice.BUILTIN);
        NDManager owner = session.manager().newSubManager()) {
      final Vgg19 network =
          new Vgg19(
              weights,
              settings.deepestLayer(),
              new Vgg19.Variations(settings.get(Settings.POOLING), settings.get(Settings.BORDER)),
              owner);
      final FeatureExtractor extractor =
          new FeatureExtractor(network, new ColourScale(network.input(), network.input(), owner));
      try (Losses losses =
          new LossBuilder(new TiledFeatures(extractor, tile), settings).build(inputs(), Set.of())) {
        measure(
            "plain",
            losses.objective(session, extractor, new Evaluation(tile, terms -> {})),
            () -> 0);
      }
    }
  }

  private void spark(final int executors, final String cores)
      throws IOException, InterruptedException {
    final Path folder = Files.createTempDirectory("stylize-spark-");
    try (TestCluster cluster = new TestCluster(folder, executors, cores)) {
      final SparkConf conf = new Cluster().configuration(1L << 30);
      conf.setMaster(cluster.url()).set("spark.executor.cores", cores);
      conf.set("spark.task.cpus", cores).set("spark.executor.memory", "1g");
      conf.set("spark.executorEnv.OMP_NUM_THREADS", cores);
      conf.set("spark.jars", String.join(",", TestCluster.jars()));
      conf.set("spark.driver.host", "127.0.0.1").set("spark.ui.enabled", "false");
      try (JavaSparkContext context = new JavaSparkContext(conf)) {
        final SparkDistribution distribution =
            new SparkDistribution(
                context,
                SiteCheck.of(context, new org.apache.hadoop.fs.Path(folder.toUri()), 0),
                NetworkShipment.send(context, NetworkChoice.BUILTIN),
                0,
                tile);
        try (NetworkWeights weights = NetworkChoice.open(NetworkChoice.BUILTIN);
            DistributedObjective objective =
                distribution.prepare(
                    new Problem(
                        session,
                        session.manager(),
                        weights.variant().input(),
                        weights.widths(),
                        settings,
                        ResponseScale.OWN,
                        inputs(),
                        Set.of(),
                        new Evaluation(0, terms -> {})))) {
          measure(
              "spark " + executors + " x " + cores, objective, () -> computed(folder) / executors);
        }
      }
    }
  }

  /** Returns the seconds that all executors have computed since their start. */
  private static double computed(final Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      double seconds = 0;
      for (final Path log : files.filter(file -> file.endsWith("stderr")).toList())
        seconds +=
            COMPUTED
                .matcher(Files.readString(log))
                .results()
                .mapToDouble(line -> Integer.parseInt(line.group(1)) / 1000.0)
                .sum();
      return seconds;
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the processor time of this process and all that it started. */
  private static double processors() {
    final ProcessHandle own = ProcessHandle.current();
    return Stream.concat(Stream.of(own), own.descendants())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(time -> time.toMillis() / 1000.0)
        .sum();
  }

  private void measure(
      final String name, final Objective<TensorVector> objective, final DoubleSupplier computed) {
    try (TensorVector x = new TensorVector(picture(side));
        TensorVector gradient = x.duplicate()) {
      for (int i = 0; i < evaluations; i++) {
        final double before = computed.getAsDouble();
        final double processors = processors();
        final long begin = System.nanoTime();
        objective.evaluate(x, gradient);
        final double seconds = (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
        System.out.printf(
            "%s: evaluation %d: %.2f s, processors %.2f s, executors computed %.2f s%n",
            name, i + 1, seconds, processors() - processors, computed.getAsDouble() - before);
      }
    }
  }

  private ScaledInputs inputs() {
    return new ScaledInputs(
        picture(side), List.of(picture(STYLE_SIDE)), List.of(), Optional.empty(), Optional.empty());
  }

  private NDArray picture(final int length) {
    final float[] values = new float[3 * length * length];
    for (int i = 0; i < values.length; i++)
      values[i] = (float) (0.5 + 0.4 * Math.sin(0.05 * (i % length) + 0.0003 * i));
    try (NDArray borrowed = session.manager().create(values, new Shape(1, 3, length, length))) {
      return borrowed.duplicate();
    }
  }
}
