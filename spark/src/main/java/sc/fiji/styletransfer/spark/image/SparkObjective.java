package sc.fiji.styletransfer.spark.image;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.LossDistribution.DistributedObjective;
import sc.fiji.styletransfer.objective.LossDistribution.Problem;
import sc.fiji.styletransfer.objective.TileTerms;
import sc.fiji.styletransfer.objective.TotalLoss;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tile.Tile;

/**
 * The loss of one scale. An evaluation is two Spark jobs. The first sums the statistics of all
 * tiles (treeAggregate); the driver forms the derivatives of the loss with respect to the sums. The
 * second computes the gradient of each tile, which the driver adds up in the order of the tiles, so
 * that the result does not depend on which executor is faster.
 *
 * <p>An executor that is lost costs no state: pixels come with each evaluation, and the targets are
 * computed again from the content, which the driver has sent.
 */
final class SparkObjective implements DistributedObjective {

  private static final Logger LOG = LoggerFactory.getLogger(SparkObjective.class);

  private final SparkDistribution distribution;
  private final JavaSparkContext context;
  private final Problem problem;
  private final TileProblem description;
  private final List<Tile> tiles;
  private final List<Broadcast<float[]>> content;
  private final JavaRDD<TileTargets> targets;
  private final TotalLoss total;

  SparkObjective(final SparkDistribution distribution, final Problem problem) {
    this.distribution = distribution;
    this.problem = problem;
    context = distribution.context();
    description = distribution.describe(problem);
    final TileTerms terms =
        new TileTerms(problem.settings(), problem.widths(), problem.monitored());
    final PictureSize size = problem.inputs().size();
    tiles = distribution.tiles(size, deepest(terms.layers(true)));
    content = distribution.send(problem.inputs().content(), tiles);
    targets =
        parallel(tiles)
            .map(new TileWork.Targets(work(content)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    final double[] energies = targets.map(TileTargets::energies).reduce(SparkObjective::sum);
    total = new TotalLoss(problem.session(), terms, problem.scale(), size, energies, styles(terms));
  }

  private static Vgg19Layer deepest(final Set<Vgg19Layer> layers) {
    return layers.stream().max(Vgg19Layer::compareTo).orElseThrow();
  }

  private JavaRDD<TilePlace> parallel(final List<Tile> all) {
    final List<TilePlace> places =
        IntStream.range(0, all.size()).mapToObj(i -> TilePlace.of(i, all.get(i))).toList();
    return context.parallelize(places, places.size());
  }

  private TileWork work(final List<Broadcast<float[]>> pixels) {
    return new TileWork(distribution.check(), description, pixels);
  }

  private static double[] sum(final double[] a, final double[] b) {
    final double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) sum[i] += b[i];
    return sum;
  }

  private List<TotalLoss.Style> styles(final TileTerms terms) {
    final List<TotalLoss.Style> styles = new ArrayList<>();
    if (terms.ofStyle().isEmpty()) return styles;
    final List<NDArray> pictures = problem.inputs().styles();
    final List<Double> shares = problem.settings().get(Settings.STYLE_SHARES).of(pictures.size());
    for (int i = 0; i < pictures.size(); i++)
      styles.add(style(pictures.get(i), shares.get(i), deepest(terms.ofStyle())));
    return styles;
  }

  private TotalLoss.Style style(
      final NDArray picture, final double share, final Vgg19Layer deepest) {
    final PictureSize size = PictureSize.of(picture);
    final List<Tile> all = distribution.tiles(size, deepest);
    final List<Broadcast<float[]>> pixels = distribution.send(picture, all);
    try {
      final TileWork.StyleSum sum =
          new TileWork.StyleSum(work(pixels), size.width(), size.height());
      return new TotalLoss.Style(
          size, parallel(all).treeAggregate(new float[0], sum, new TileWork.Sum()), share);
    } finally {
      pixels.forEach(Broadcast::destroy);
    }
  }

  @Override
  public DoubleSupplier begin(final TensorVector x, final TensorVector gradient) {
    final LossWeighting weighting = problem.evaluation().weighting().get();
    final long begin = System.nanoTime();
    final List<Broadcast<float[]>> pixels = distribution.send(x.array(), tiles);
    LOG.debug("Pixels {} ms", milliseconds(begin, System.nanoTime()));
    try {
      final LossTerms terms = evaluate(work(pixels), weighting, gradient);
      return () -> {
        problem.evaluation().listener().accept(terms);
        return weighting.value(terms);
      };
    } finally {
      pixels.forEach(Broadcast::destroy);
    }
  }

  private LossTerms evaluate(
      final TileWork work, final LossWeighting weighting, final TensorVector gradient) {
    final boolean deep = weighting.includesDeepLayers();
    final long begin = System.nanoTime();
    final float[] statistics =
        targets.treeAggregate(
            new float[0], new TileWork.StatisticSum(work, deep), new TileWork.Sum());
    final long summed = System.nanoTime();
    final TotalLoss.Outcome outcome = total.evaluate(statistics, weighting);
    final long differentiated = System.nanoTime();
    final Broadcast<float[]> derivatives = context.broadcast(outcome.derivatives());
    try (NDArray zero = gradient.array().zerosLike()) {
      gradient.set(zero);
      final Addition addition = new Addition(gradient);
      new TileWork.Gradient(work, derivatives, deep).run(targets, addition::add);
      LOG.debug(
          "Statistics {} ms, derivatives {} ms, gradients {} ms",
          milliseconds(begin, summed),
          milliseconds(summed, differentiated),
          milliseconds(differentiated, System.nanoTime()));
      return outcome.terms().withPixels(addition.smoothness);
    } finally {
      derivatives.destroy();
    }
  }

  private static long milliseconds(final long begin, final long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - begin);
  }

  /** Adds the gradients of tiles in their order, in whatever order they arrive. */
  private final class Addition {

    private final TensorVector gradient;
    private final Map<Integer, float[]> waiting = new TreeMap<>();
    private int next;
    private double smoothness;

    Addition(final TensorVector gradient) {
      this.gradient = gradient;
    }

    synchronized void add(final int index, final float[] part) {
      waiting.put(index, part);
      for (float[] ready = waiting.remove(next); ready != null; ready = waiting.remove(next))
        smoothness += TotalLoss.addGradient(ready, tiles.get(next++), gradient);
    }
  }

  @Override
  public void close() {
    targets.unpersist(false);
    content.forEach(Broadcast::destroy);
    total.close();
  }
}
