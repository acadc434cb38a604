package sc.fiji.styletransfer.spark.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.LossDistribution;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.SiteCheck;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TileGrid;

/** Evaluates the losses of large scales on the executors of a Spark application. */
public final class SparkDistribution implements LossDistribution {

  private final JavaSparkContext context;
  private final SiteCheck check;
  private final NetworkShipment network;
  private final int localSide;
  private final int tileSide;

  /**
   * Creates a distribution.
   *
   * @param context the cluster
   * @param check of the executors
   * @param network weights of the network
   * @param localSide long side in pixels up to which scales stay on the driver
   * @param tileSide side of the tiles in pixels
   */
  public SparkDistribution(
      final JavaSparkContext context,
      final SiteCheck check,
      final NetworkShipment network,
      final int localSide,
      final int tileSide) {
    this.context = context;
    this.check = check;
    this.network = network;
    this.localSide = localSide;
    this.tileSide = tileSide;
  }

  @Override
  public boolean includes(final PictureSize size) {
    return size.longSide() > localSide;
  }

  @Override
  public DistributedObjective prepare(final Problem problem) {
    if (!problem.inputs().guides().isEmpty())
      throw new StyleTransferException(
          "Regions (content-labels) cannot be evaluated on several machines. Leave them out.");
    return new SparkObjective(this, problem);
  }

  JavaSparkContext context() {
    return context;
  }

  SiteCheck check() {
    return check;
  }

  TileProblem describe(final Problem problem) {
    final TransferSettings settings = problem.settings();
    return new TileProblem(
        UUID.randomUUID().toString(),
        settings.complete(),
        new TreeSet<>(problem.monitored()).stream().map(Vgg19Layer::name).toList(),
        problem.inputs().size().width(),
        problem.inputs().size().height(),
        network);
  }

  /** Returns the tiles of a picture of the scale. */
  List<Tile> tiles(final PictureSize size, final Vgg19Layer deepest) {
    return new TileGrid(size, deepest, tileSide).tiles();
  }

  /**
   * Sends the pixels of all tiles. An executor receives those of a tile when it needs them, and
   * keeps them for the second pass.
   */
  List<Broadcast<float[]>> send(final NDArray picture, final List<Tile> tiles) {
    final List<Broadcast<float[]>> sent = new ArrayList<>();
    for (final Tile tile : tiles)
      try (NDManager step = picture.getManager().newSubManager();
          NDArray pixels = tile.crop(picture, step)) {
        sent.add(context.broadcast(pixels.toFloatArray()));
      }
    return sent;
  }
}
