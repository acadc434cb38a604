package sc.fiji.styletransfer.region;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.ReceptiveField;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * A region of a picture as a mask of its pixels, and what becomes of it in the layers.
 *
 * @param pixels row by row, 1 in the region, 0 outside, anything between on its edge
 * @param size of the picture
 */
public record RegionMask(float[] pixels, PictureSize size) {

  /**
   * @param mask shape {@code (1, 1, H, W)}
   */
  public static RegionMask of(final NDArray mask) {
    return new RegionMask(mask.toFloatArray(), PictureSize.of(mask));
  }

  /** The part of the picture that is in none of the regions, if any is left. */
  public static Optional<RegionMask> outside(final List<RegionMask> regions) {
    final float[] rest = new float[regions.get(0).pixels.length];
    Arrays.fill(rest, 1);
    for (final RegionMask region : regions)
      for (int i = 0; i < rest.length; i++) rest[i] = Math.max(0, rest[i] - region.pixels[i]);
    final RegionMask outside = new RegionMask(rest, regions.get(0).size);
    return outside.area() > 0 ? Optional.of(outside) : Optional.empty();
  }

  /** Its mean over squares that reach so many pixels to each side. */
  RegionMask blurred(final int radius) {
    final ReceptiveField square = new ReceptiveField(1, radius, radius);
    return new RegionMask(shrink(square, GuidanceMode.SIMPLE, size.width(), size.height()), size);
  }

  /** Number of its pixels, those on the edge counted by their share. */
  public double area() {
    double sum = 0;
    for (final float pixel : pixels) sum += pixel;
    return sum;
  }

  /**
   * @param layer whose positions are asked for
   * @param mode which of them belong to the region
   * @param manager owner of the result
   * @return how much each position counts
   * @throws StyleTransferException if none does
   */
  LayerMask at(final Vgg19Layer layer, final GuidanceMode mode, final NDManager manager) {
    final ReceptiveField reach = mode.reach(ReceptiveField.of(layer));
    final int width = size.width() >> layer.block() - 1;
    final int height = size.height() >> layer.block() - 1;
    final float[] small = shrink(reach, mode, width, height);
    requireAny(small, layer);
    try (NDArray mask = manager.create(small, new Shape(1, 1, height, width))) {
      return LayerMask.of(mask);
    }
  }

  private float[] shrink(
      final ReceptiveField reach, final GuidanceMode mode, final int width, final int height) {
    final float[] narrow = shrinkRows(pixels, new int[] {size.width(), width}, reach, mode);
    final float[] turned = transpose(narrow, width);
    final float[] small = shrinkRows(turned, new int[] {size.height(), height}, reach, mode);
    return transpose(small, height);
  }

  private static void requireAny(final float[] mask, final Vgg19Layer layer) {
    for (final float value : mask) if (value > 0) return;
    throw new StyleTransferException(
        "A region is too small to be seen by %s alone; enlarge it, or set guidance to simple."
            .formatted(layer));
  }

  /**
   * @param lengths of a row before and after
   */
  private static float[] shrinkRows(
      final float[] rows,
      final int[] lengths,
      final ReceptiveField reach,
      final GuidanceMode mode) {
    final int count = rows.length / lengths[0];
    final float[] shrunk = new float[count * lengths[1]];
    for (int row = 0; row < count; row++)
      for (int i = 0; i < lengths[1]; i++) {
        // Beyond the picture's edge there is nothing that could be in or out of a region.
        final int begin = Math.max(0, i * reach.stride() - reach.before());
        final int end = Math.min(lengths[0], i * reach.stride() + reach.after() + 1);
        final int offset = row * lengths[0];
        shrunk[row * lengths[1] + i] = mode.over(rows, offset + begin, offset + end);
      }
    return shrunk;
  }

  private static float[] transpose(final float[] rows, final int length) {
    final int count = rows.length / length;
    final float[] columns = new float[rows.length];
    for (int row = 0; row < count; row++)
      for (int i = 0; i < length; i++) columns[i * count + row] = rows[row * length + i];
    return columns;
  }
}
