package sc.fiji.styletransfer.region;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.ReceptiveField;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * A region of a picture as a mask of its pixels. It is computed once from an ImgLib2 mask for each
 * size of the picture, and converted to a tensor once for each layer.
 *
 * @param pixels mask values row by row: 1 inside the region, 0 outside, values between on its edge
 * @param size of the picture
 */
public record RegionMask(float[] pixels, PictureSize size) {

  /**
   * Resizes a mask with a linear filter, which keeps the values between 0 and 1.
   *
   * @param mask dimensions (W, H), values from 0 to 1
   * @param size of the result
   * @return the mask at this size
   * @throws StyleTransferException if the mask does not have exactly two dimensions
   */
  public static RegionMask of(
      final RandomAccessibleInterval<FloatType> mask, final PictureSize size) {
    if (mask.numDimensions() != 2)
      throw new StyleTransferException(
          "A region mask has %s dimensions. Give a mask with width and height only."
              .formatted(mask.numDimensions()));
    final PictureSize own = PictureSize.of(mask);
    final float[] pixels = new float[Math.toIntExact(own.pixels())];
    final Cursor<FloatType> cursor = Views.flatIterable(mask).cursor();
    for (int i = 0; i < pixels.length; i++) pixels[i] = cursor.next().get();
    return new RegionMask(pixels, own).resized(size);
  }

  private RegionMask resized(final PictureSize newSize) {
    if (newSize.equals(size)) return this;
    final LineFilter horizontal = LineFilter.resize(size.width(), newSize.width());
    final LineFilter vertical = LineFilter.resize(size.height(), newSize.height());
    final float[] rows = filterRows(pixels, size.width(), horizontal, newSize.width());
    return new RegionMask(
        filterColumns(rows, newSize.width(), vertical, newSize.height()), newSize);
  }

  /**
   * Returns the part of the picture that belongs to none of the regions.
   *
   * @param regions at least one, all of the same size
   * @return 1 − the sum of the masks where that is positive, 0 elsewhere; empty if no pixel is left
   */
  public static Optional<RegionMask> outside(final List<RegionMask> regions) {
    final float[] rest = new float[regions.get(0).pixels.length];
    Arrays.fill(rest, 1);
    for (final RegionMask region : regions)
      for (int i = 0; i < rest.length; i++) rest[i] = Math.max(0, rest[i] - region.pixels[i]);
    final RegionMask outside = new RegionMask(rest, regions.get(0).size);
    return outside.area() > 0 ? Optional.of(outside) : Optional.empty();
  }

  /** Returns the mean of the mask over squares that extend {@code radius} pixels to each side. */
  RegionMask blurred(final int radius) {
    final LineFilter square = LineFilter.mean(new ReceptiveField(1, radius, radius));
    return new RegionMask(filtered(square, size.width(), size.height()), size);
  }

  /** Returns the area in pixels, the sum of all mask values. */
  public double area() {
    double sum = 0;
    for (final float pixel : pixels) sum += pixel;
    return sum;
  }

  /**
   * Computes the mask of a layer's positions: the weight of a position is the share of its pixels
   * that lies in the region. A position of a layer with stride s stands for s × s pixels.
   *
   * @param layer of the network
   * @param manager owner of the result
   * @return the weights of the positions, to be closed
   * @throws StyleTransferException if all weights are 0
   */
  LayerMask forLayer(final Vgg19Layer layer, final NDManager manager) {
    final float[] weights = weights(layer);
    requireAny(weights, layer);
    final Shape shape = size.shapeAt(layer, 1);
    try (NDArray mask = manager.create(weights, new Shape(1, 1, shape.get(2), shape.get(3)))) {
      return LayerMask.of(mask);
    }
  }

  /**
   * Computes the weights of a layer's positions.
   *
   * @param layer of the network
   * @return the share of each position's pixels that lies in the region, row by row
   */
  public float[] weights(final Vgg19Layer layer) {
    final Shape shape = size.shapeAt(layer, 1);
    return filtered(shares(layer), (int) shape.get(3), (int) shape.get(2));
  }

  /** Returns the mean over the pixels that a position of a layer stands for. */
  static LineFilter shares(final Vgg19Layer layer) {
    final int stride = ReceptiveField.of(layer).stride();
    return LineFilter.mean(new ReceptiveField(stride, 0, stride - 1));
  }

  private static void requireAny(final float[] weights, final Vgg19Layer layer) {
    for (final float weight : weights) if (weight > 0) return;
    throw new StyleTransferException(
        "A region is too small for the layer %s: it covers no position of the layer. Enlarge the region."
            .formatted(layer));
  }

  private float[] filtered(final LineFilter filter, final int width, final int height) {
    return filterColumns(filterRows(pixels, size.width(), filter, width), width, filter, height);
  }

  /** Replaces each row of a plane by {@code count} filtered values. */
  private static float[] filterRows(
      final float[] plane, final int width, final LineFilter filter, final int count) {
    final int height = plane.length / width;
    final float[] filtered = new float[height * count];
    for (int y = 0; y < height; y++)
      for (int i = 0; i < count; i++)
        filtered[y * count + i] = filter.apply(plane, y * width, width, i);
    return filtered;
  }

  /** Replaces each column of a plane by {@code count} filtered values. */
  private static float[] filterColumns(
      final float[] plane, final int width, final LineFilter filter, final int count) {
    final int height = plane.length / width;
    return transpose(filterRows(transpose(plane, width), height, filter, count), count);
  }

  private static float[] transpose(final float[] plane, final int width) {
    final int height = plane.length / width;
    final float[] columns = new float[plane.length];
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) columns[x * height + y] = plane[y * width + x];
    return columns;
  }
}
