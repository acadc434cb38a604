package sc.fiji.styletransfer.region;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Lowers the weight of the style towards the edges of pictures. Without it, colours of the style
 * that do not occur in the content gather in a strip along the edges and frame the picture: the
 * deep layers, which hold the content, hardly respond to such a strip, while the shallow layers,
 * which hold the colours of the style, respond to it as to any other part of the picture. With a
 * low weight at the edges, a frame does not lower the loss. benchmark/results.md lists the
 * alternatives that were measured.
 *
 * @param pixels distance from the edge at which the style has its full weight; nearer to the edge
 *     the weight is proportional to the distance, in each direction; 0 turns the fade off
 */
public record EdgeFade(int pixels) {

  /** No fade: the style has its full weight up to the edge. */
  public static final EdgeFade NONE = new EdgeFade(0);

  /**
   * Computes the weights of a layer's positions: the mean weight of the pixels that a position
   * stands for.
   *
   * @param layer of the network
   * @param size of the picture
   * @param manager owner of the result
   * @return the weights of the positions, to be closed
   */
  public LayerMask forLayer(
      final Vgg19Layer layer, final PictureSize size, final NDManager manager) {
    if (pixels == 0) return LayerMask.whole(size.positionsAt(layer));
    final Shape positions = size.shapeAt(layer, 1);
    final LineFilter shares = RegionMask.shares(layer);
    return LayerMask.ofLines(
        line(size.height(), (int) positions.get(2), shares),
        line(size.width(), (int) positions.get(3), shares),
        manager);
  }

  /**
   * Computes the weights of a layer's positions.
   *
   * @param layer of the network
   * @param size of the picture
   * @return from 0 to 1, row by row
   */
  public float[] weights(final Vgg19Layer layer, final PictureSize size) {
    final Shape positions = size.shapeAt(layer, 1);
    final float[] weights = new float[(int) size.positionsAt(layer)];
    Arrays.fill(weights, 1);
    if (pixels == 0) return weights;
    final LineFilter shares = RegionMask.shares(layer);
    final float[] rows = line(size.height(), (int) positions.get(2), shares);
    final float[] columns = line(size.width(), (int) positions.get(3), shares);
    for (int i = 0; i < weights.length; i++)
      weights[i] = rows[i / columns.length] * columns[i % columns.length];
    return weights;
  }

  /** Returns the weights of the positions along a side of the picture. */
  private float[] line(final int side, final int positions, final LineFilter shares) {
    final float[] line = line(side);
    final float[] weights = new float[positions];
    for (int i = 0; i < positions; i++) weights[i] = shares.apply(line, 0, side, i);
    return weights;
  }

  /** Returns the weights of the pixels along a side, from their centres' distance to the end. */
  private float[] line(final int side) {
    final float[] weights = new float[side];
    for (int x = 0; x < side; x++)
      weights[x] = (float) Math.min(1, (Math.min(x, side - 1 - x) + 0.5) / pixels);
    return weights;
  }
}
