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
 * What lies outside all regions and is to stay as it is. Between region and remainder the picture
 * fades over {@value #FADE} pixels to each side.
 *
 * @param region how much of the stylised picture is shown at each pixel, from 0 to 1
 */
public record KeptRemainder(RegionMask region) {

  public static final int FADE = 4;

  /** What these regions, at least one, leave. */
  public static KeptRemainder of(final List<RegionMask> regions) {
    final float[] union = new float[regions.get(0).pixels().length];
    for (final RegionMask region : regions)
      for (int i = 0; i < union.length; i++) union[i] = Math.min(1, union[i] + region.pixels()[i]);
    return new KeptRemainder(new RegionMask(union, regions.get(0).size()).blurred(FADE));
  }

  /**
   * @param manager owner of the result
   * @return 1 where pixels may change, else 0, shape {@code (1, 1, H, W)}
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
   * @param picture stylised, dimensions (W, H, 3)
   * @param content of the same size
   * @return the picture in the regions, the content outside
   */
  public Img<FloatType> compose(
      final RandomAccessibleInterval<FloatType> picture,
      final RandomAccessibleInterval<FloatType> content) {
    final ColourPlanes inside = ColourPlanes.of(picture);
    final ColourPlanes result = ColourPlanes.of(content);
    for (int pixel = 0; pixel < result.pixels(); pixel++) {
      final float share = region.pixels()[pixel];
      for (int c = 0; c < ColourPlanes.COLOURS; c++)
        result.set(c, pixel, (1 - share) * result.get(c, pixel) + share * inside.get(c, pixel));
    }
    return result.toImg();
  }
}
