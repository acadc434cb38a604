package sc.fiji.styletransfer.region;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.features.ReceptiveField;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * How the style's say fades towards the edges of pictures. A strip along an edge hardly shows in
 * the deep layers, which hold the content, but to the shallow ones, which hold the style's colours,
 * it is as good a place as any other: colours of the style that have none in the content gather
 * there and frame the picture. If what is at the edge tells nothing of the style, nothing is gained
 * by it (what else was tried: benchmark/results.md).
 *
 * @param pixels from the edge to where the style counts fully, 0 if it does everywhere; in between
 *     its weight grows in proportion to the distance, in each direction
 */
public record EdgeFade(int pixels) {

  /** The style counts fully up to the edge. */
  public static final EdgeFade NONE = new EdgeFade(0);

  /**
   * @param layer whose positions are asked for
   * @param size of the picture
   * @param manager owner of the result
   * @return how much each position counts: the mean over the pixels it stands for
   */
  LayerMask at(final Vgg19Layer layer, final PictureSize size, final NDManager manager) {
    if (pixels == 0) return LayerMask.whole(size.positionsAt(layer));
    final Shape positions = size.shapeAt(layer);
    final int stride = ReceptiveField.of(layer).stride();
    return LayerMask.ofLines(
        line(size.height(), (int) positions.get(2), stride),
        line(size.width(), (int) positions.get(3), stride),
        manager);
  }

  /** The weights of positions along a side. */
  private float[] line(final int side, final int positions, final int stride) {
    final float[] line = line(side);
    final float[] weights = new float[positions];
    for (int i = 0; i < positions; i++)
      weights[i] = GuidanceMode.SIMPLE.over(line, i * stride, (i + 1) * stride);
    return weights;
  }

  /** The weights of pixels along a side, from their centres' distance to the nearer end. */
  private float[] line(final int side) {
    final float[] weights = new float[side];
    for (int x = 0; x < side; x++)
      weights[x] = (float) Math.min(1, (Math.min(x, side - 1 - x) + 0.5) / pixels);
    return weights;
  }
}
