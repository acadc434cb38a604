package sc.fiji.styletransfer.colour;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.picture.ColourPlanes;

/** Separates brightness Y = 0.299 R + 0.587 G + 0.114 B from chroma, the colour minus Y. */
final class Luminance {

  private static final double MIN_SPREAD = 1e-3;

  private Luminance() {}

  /** Returns the brightness of a picture as a picture of three equal planes. */
  static Img<FloatType> grey(final RandomAccessibleInterval<FloatType> picture) {
    final ColourPlanes planes = ColourPlanes.of(picture);
    for (int pixel = 0; pixel < planes.pixels(); pixel++) {
      final double y = planes.luminance(pixel);
      for (int c = 0; c < ColourPlanes.COLOURS; c++) planes.set(c, pixel, y);
    }
    return planes.toImg();
  }

  /**
   * Maps a grey picture to mean and standard deviation of another: (Y − μ)·σ'/σ + μ' (Gatys et al.
   * 2017, eq. 10).
   */
  static Img<FloatType> matched(final Img<FloatType> grey, final Img<FloatType> like) {
    final ColourPlanes planes = ColourPlanes.of(grey);
    final double[] from = meanAndSpread(planes);
    final double[] to = meanAndSpread(ColourPlanes.of(like));
    final double gain = to[1] / Math.max(from[1], MIN_SPREAD);
    for (int pixel = 0; pixel < planes.pixels(); pixel++)
      for (int c = 0; c < ColourPlanes.COLOURS; c++)
        planes.set(c, pixel, (planes.get(c, pixel) - from[0]) * gain + to[0]);
    return planes.toImg();
  }

  /**
   * Combines the brightness of one picture with the chroma of another. Where the sum would leave
   * the range from 0 to 1, the brightness is changed, never the chroma.
   *
   * @param picture picture with the brightness
   * @param colours picture of the same size with the chroma
   * @return a new picture, values from 0 to 1
   */
  static Img<FloatType> withChromaOf(
      final RandomAccessibleInterval<FloatType> picture,
      final RandomAccessibleInterval<FloatType> colours) {
    final ColourPlanes bright = ColourPlanes.of(picture);
    final ColourPlanes result = ColourPlanes.of(colours);
    for (int pixel = 0; pixel < result.pixels(); pixel++) {
      final double y = result.luminance(pixel);
      double least = 0;
      double most = 0;
      for (int c = 0; c < ColourPlanes.COLOURS; c++) {
        least = Math.min(least, result.get(c, pixel) - y);
        most = Math.max(most, result.get(c, pixel) - y);
      }
      final double room = Math.max(-least, Math.min(1 - most, bright.luminance(pixel)));
      for (int c = 0; c < ColourPlanes.COLOURS; c++)
        result.set(c, pixel, result.get(c, pixel) - y + room);
    }
    return result.toImg();
  }

  private static double[] meanAndSpread(final ColourPlanes grey) {
    double sum = 0;
    double squares = 0;
    for (int pixel = 0; pixel < grey.pixels(); pixel++) {
      sum += grey.get(0, pixel);
      squares += (double) grey.get(0, pixel) * grey.get(0, pixel);
    }
    final double mean = sum / grey.pixels();
    return new double[] {mean, Math.sqrt(Math.max(0, squares / grey.pixels() - mean * mean))};
  }
}
