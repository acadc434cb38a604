package sc.fiji.styletransfer.region;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Keeps the content unchanged outside all regions. At the edge of a region the stylised picture
 * fades into the content over {@value #FADE} pixels to each side.
 *
 * @param region share of the stylised picture at each pixel, from 0 to 1
 */
public record KeptRemainder(RegionMask region) {

  /** Distance in pixels over which the fade extends to each side of a region's edge. */
  public static final int FADE = 4;

  /**
   * Creates the remainder of some regions.
   *
   * @param regions at least one, all of the same size
   * @return the remainder outside all of them
   */
  public static KeptRemainder of(final List<RegionMask> regions) {
    final float[] union = new float[regions.get(0).pixels().length];
    for (final RegionMask region : regions)
      for (int i = 0; i < union.length; i++) union[i] = Math.min(1, union[i] + region.pixels()[i]);
    return new KeptRemainder(new RegionMask(union, regions.get(0).size()).blurred(FADE));
  }

  /**
   * Marks the pixels that the optimiser may change.
   *
   * @param manager owner of the result
   * @return 1 where the stylised picture has a share, 0 elsewhere, shape {@code (1, 1, H, W)}
   */
  public NDArray changeable(final NDManager manager) {
    final float[] values = region.pixels().clone();
    for (int i = 0; i < values.length; i++) values[i] = values[i] > 0 ? 1 : 0;
    final PictureSize size = region.size();
    try (NDArray borrowed = manager.create(values, new Shape(1, 1, size.height(), size.width()))) {
      return borrowed.duplicate();
    }
  }

  /**
   * Blends the stylised picture into the content.
   *
   * @param picture stylised, dimensions (W, H, 3)
   * @param content of the same size
   * @return the stylised picture inside the regions, the content outside
   */
  public Img<FloatType> compose(
      final RandomAccessibleInterval<FloatType> picture,
      final RandomAccessibleInterval<FloatType> content) {
    final ColourPlanes stylised = ColourPlanes.of(picture);
    final ColourPlanes result = ColourPlanes.of(content);
    for (int pixel = 0; pixel < result.pixels(); pixel++) {
      final float share = region.pixels()[pixel];
      for (int c = 0; c < ColourPlanes.COLOURS; c++)
        result.set(c, pixel, (1 - share) * result.get(c, pixel) + share * stylised.get(c, pixel));
    }
    return result.toImg();
  }
}
