package sc.fiji.styletransfer.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.imageio.ImageIO;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.LossDistribution.DistributedObjective;
import sc.fiji.styletransfer.objective.LossDistribution.Problem;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.objective.ScaledInputs;
import sc.fiji.styletransfer.optimise.Lbfgs;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.optimise.StepLength;
import sc.fiji.styletransfer.optimise.VectorList;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.spark.image.SparkDistribution;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** The loss of one picture, evaluated in tiles by two executors, is that of the whole picture. */
@Tag("cluster")
class ImageClusterTest {

  private static final int SIDE = Integer.getInteger("cluster.side", 256);
  private static final int TILE = Integer.getInteger("cluster.tile", 128);
  private static final int EVALUATIONS = Integer.getInteger("cluster.evaluations", 20);
  private static final int KILLED_IN = 5;

  /**
   * The preset balanced in colours from 0 to 1. The first step of the preset gatys is so short that
   * the curvature along it is mostly rounding error, also on one machine.
   */
  private static final double STEP_LIMIT = 0.1 * 255;

  private static final String CONTENT_LAYERS =
      System.getProperty("cluster.content-layers", "conv2_2");
  private static final String STYLE_LAYERS =
      System.getProperty("cluster.style-layers", "conv1_1,conv2_1,conv3_1");

  @TempDir static Path folder;

  private static final AtomicInteger LOST = new AtomicInteger();

  private static TestCluster cluster;
  private static JavaSparkContext context;
  private static SparkDistribution distribution;
  private static TensorSession session;
  private static Vgg19 network;
  private static FeatureExtractor extractor;
  private static NDArray content;
  private static NDArray style;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new TestCluster(folder, 2);
    final SparkConf conf = new Cluster().configuration(1L << 30);
    conf.setMaster(cluster.url()).set("spark.executor.cores", "1").set("spark.task.cpus", "1");
    conf.set("spark.executor.memory", "1g").set("spark.executorEnv.OMP_NUM_THREADS", "1");
    conf.set("spark.jars", String.join(",", TestCluster.jars()));
    conf.set("spark.driver.host", "127.0.0.1").set("spark.ui.enabled", "false");
    context = new JavaSparkContext(conf);
    context.sc().addSparkListener(new LossCount());
    final Path out = Files.createDirectories(folder.resolve("out"));
    distribution =
        new SparkDistribution(
            context,
            SiteCheck.of(context, new org.apache.hadoop.fs.Path(out.toUri()), 0),
            NetworkShipment.send(context, NetworkChoice.BUILTIN),
            0,
            TILE);
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    final TransferSettings settings = settings("gatys", 0);
    try (NetworkWeights weights = NetworkChoice.open(NetworkChoice.BUILTIN)) {
      network =
          new Vgg19(
              weights,
              settings.deepestLayer(),
              new Vgg19.Variations(settings.get(Settings.POOLING), settings.get(Settings.BORDER)),
              session.manager());
    }
    extractor =
        new FeatureExtractor(network, new ColourScale(units(), network.input(), session.manager()));
    content = picture("scene.png", SIDE, SIDE);
    style = picture("swirls.png", SIDE, SIDE * 3 / 4);
  }

  @AfterAll
  static void stop() {
    if (session != null) session.close();
    if (context != null) context.close();
    if (cluster != null) cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gatys", "relative", "wasserstein"})
  void gradientsAgree(final String formula) {
    final TransferSettings settings = settings(formula, 2);
    try (TensorVector x = new TensorVector(picture("glass.png", SIDE, SIDE));
        TensorVector expected = x.duplicate();
        TensorVector actual = x.duplicate()) {
      final List<LossTerms> log = new ArrayList<>();
      try (Losses losses = losses(settings)) {
        whole(losses, log).evaluate(x, expected);
      }
      try (DistributedObjective tiles = tiles(settings, log)) {
        tiles.evaluate(x, actual);
      }
      assertEquals(1, log.get(1).content() / log.get(0).content(), 1e-5);
      assertEquals(1, log.get(1).style() / log.get(0).style(), 1e-5);
      assertEquals(1, log.get(1).pixels() / log.get(0).pixels(), 1e-5);
      final double norm = Math.sqrt(expected.dot(expected));
      actual.add(-1, expected);
      final double difference = Math.sqrt(actual.dot(actual)) / norm;
      System.out.printf("%s: relative difference of the gradients %.2g%n", formula, difference);
      assertTrue(difference <= 1e-5, () -> formula + ": " + difference);
    }
  }

  @Test
  void aRunAgreesAlsoWhenAnExecutorIsKilled() {
    final TransferSettings settings = settings("relative", 2);
    final List<LossTerms> whole = new ArrayList<>();
    final List<LossTerms> tiles = new ArrayList<>();
    final float[] expected;
    final float[] actual;
    try (Losses losses = losses(settings)) {
      expected = run(whole(losses, whole), evaluation -> {});
    }
    try (DistributedObjective objective = tiles(settings, tiles)) {
      actual =
          run(
              objective,
              evaluation -> {
                if (evaluation == KILLED_IN) killSoon();
              });
    }
    double largest = 0;
    for (int i = 0; i < EVALUATIONS; i++) {
      final double difference = Math.abs(tiles.get(i).total() / whole.get(i).total() - 1);
      System.out.printf("%d: loss %.6g, difference %.2g%n", i, tiles.get(i).total(), difference);
      largest = Math.max(largest, difference);
    }
    assertTrue(LOST.get() > 0, "No executor was killed");
    assertTrue(largest <= 1e-4, "Largest relative difference of the losses: " + largest);
    final double end = difference(expected, actual);
    System.out.printf("Relative difference of the last pictures %.2g%n", end);
    assertTrue(end <= 1e-2, "Relative difference of the last pictures: " + end);
  }

  private static double difference(final float[] expected, final float[] actual) {
    double squares = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += Math.pow((double) actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(squares / norm);
  }

  /** Counts the executors that the driver has lost. */
  private static final class LossCount extends SparkListener {

    @Override
    public void onExecutorRemoved(final SparkListenerExecutorRemoved removed) {
      LOST.incrementAndGet();
    }
  }

  /** Kills an executor while the evaluation that begins now is computed. */
  private static void killSoon() {
    final Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(50);
              } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              cluster.killExecutors(0);
            });
    thread.start();
  }

  private static float[] run(final Objective<TensorVector> objective, final IntConsumer before) {
    try (TensorVector x = new TensorVector(content.duplicate());
        TensorVector gradient = x.duplicate()) {
      final Lbfgs<TensorVector> optimizer =
          new Lbfgs<>(
              1,
              EVALUATIONS,
              StepLength.bounded(STEP_LIMIT / 30, STEP_LIMIT),
              Preconditioner.none(),
              () -> new VectorList<TensorVector>());
      for (int i = 1; i <= EVALUATIONS; i++) {
        before.accept(i);
        objective.evaluate(x, gradient);
        optimizer.update(x, gradient);
      }
      optimizer.close();
      return x.array().toFloatArray();
    }
  }

  private static TransferSettings settings(final String formula, final double smoothness) {
    return TransferSettings.builder()
        .parse("preset", "gatys")
        .parse("content-layers", CONTENT_LAYERS)
        .parse("style-layers", STYLE_LAYERS)
        .parse("style-formula", formula)
        .parse("tv-weight", String.valueOf(smoothness))
        .build();
  }

  private static ScaledInputs inputs() {
    return new ScaledInputs(content, List.of(style), List.of(), Optional.empty(), Optional.empty());
  }

  private static Losses losses(final TransferSettings settings) {
    return new LossBuilder(new TiledFeatures(extractor, 0), settings).build(inputs(), Set.of());
  }

  private static Objective<TensorVector> whole(final Losses losses, final List<LossTerms> log) {
    return losses.objective(session, extractor, new Evaluation(0, log::add));
  }

  private static DistributedObjective tiles(
      final TransferSettings settings, final List<LossTerms> log) {
    return distribution.prepare(
        new Problem(
            session,
            session.manager(),
            units(),
            network.widths(),
            settings,
            ResponseScale.OWN,
            inputs(),
            Set.of(),
            new Evaluation(0, log::add)));
  }

  /** Reads a picture of the folder test-images in the units of the run. */
  private static NDArray picture(final String name, final int width, final int height) {
    final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    final Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    try {
      graphics.drawImage(
          ImageIO.read(Path.of("..", "test-images", name).toFile()), 0, 0, width, height, null);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    final float[] values = new float[3 * width * height];
    for (int i = 0; i < values.length; i++) {
      final int pixel = i % (width * height);
      final int rgb = image.getRGB(pixel % width, pixel / width);
      values[i] = (rgb >> 16 - 8 * (i / (width * height)) & 0xff) / 255f;
    }
    try (NDArray unit = session.manager().create(values, new Shape(1, 3, height, width));
        ColourScale scale = new ColourScale(InputConvention.RGB, units(), session.manager())) {
      return scale.apply(unit);
    }
  }

  private static InputConvention units() {
    return settings("gatys", 0).get(Settings.PIXEL_UNITS).convention(network.input());
  }
}
