package sc.fiji.styletransfer.spark.image;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.spark.PartitionTask;
import sc.fiji.styletransfer.spark.SiteCheck;

/**
 * What executors compute for a tile.
 *
 * @param check of the executor
 * @param problem scale of the tile
 * @param pixels of all tiles; an executor receives those that it asks for
 */
record TileWork(SiteCheck check, TileProblem problem, List<Broadcast<float[]>> pixels)
    implements Serializable {

  private <R> R compute(final ExecutorEngine.Computation<R> computation) {
    check.require();
    return ExecutorEngine.present().compute(problem, computation);
  }

  private float[] of(final TilePlace place) {
    return pixels.get(place.index()).value();
  }

  /** Computes the targets of a tile of the content. */
  record Targets(TileWork work) implements Function<TilePlace, TileTargets> {

    @Override
    public TileTargets call(final TilePlace place) {
      final float[] content = work.of(place);
      return new TileTargets(
          place, work.compute(evaluator -> evaluator.contentTargets(content, place.tile())));
    }
  }

  /** Adds the statistics of a tile of a style picture. */
  record StyleSum(TileWork work, int width, int height)
      implements Function2<float[], TilePlace, float[]> {

    @Override
    public float[] call(final float[] sum, final TilePlace place) {
      final PictureSize size = new PictureSize(width, height);
      final float[] style = work.of(place);
      return sum(
          sum, work.compute(evaluator -> evaluator.styleStatistics(style, place.tile(), size)));
    }
  }

  /** First pass: adds the statistics of a tile. */
  record StatisticSum(TileWork work, boolean deep)
      implements Function2<float[], TileTargets, float[]> {

    @Override
    public float[] call(final float[] sum, final TileTargets tile) {
      final float[] picture = work.of(tile.place());
      return sum(
          sum,
          work.compute(
              evaluator ->
                  evaluator.statistics(picture, tile.place().tile(), tile.features(), deep)));
    }
  }

  /** Adds two sums; the empty sum is zero. */
  record Sum() implements Function2<float[], float[], float[]> {

    @Override
    public float[] call(final float[] a, final float[] b) {
      return sum(a, b);
    }
  }

  private static float[] sum(final float[] sum, final float[] addend) {
    if (sum.length == 0) return addend;
    if (addend.length == 0) return sum;
    for (int i = 0; i < sum.length; i++) sum[i] += addend[i];
    return sum;
  }

  /** Second pass: computes the gradient of a tile. */
  static final class Gradient extends PartitionTask<TileTargets, float[]> {

    private static final long serialVersionUID = 1;

    private final TileWork work;
    private final Broadcast<float[]> derivatives;
    private final boolean deep;

    Gradient(final TileWork work, final Broadcast<float[]> derivatives, final boolean deep) {
      this.work = work;
      this.derivatives = derivatives;
      this.deep = deep;
    }

    @Override
    protected float[] perform(final TileTargets tile, final TaskContext context) {
      final float[] picture = work.of(tile.place());
      final float[] outer = derivatives.value();
      return work.compute(
          evaluator ->
              evaluator.gradient(picture, tile.place().tile(), tile.features(), outer, deep));
    }
  }
}
