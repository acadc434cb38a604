package sc.fiji.styletransfer.image;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** Converts one plane to a picture, and a stylised picture back to a plane. */
interface PlaneMapping {

  /** Converts a plane to a picture of dimensions (W, H, 3) in [0, 1]. */
  Img<FloatType> toPicture(ImageProcessor plane);

  /**
   * Returns a new plane of the same type and size with the change of the picture. Where the
   * stylised picture equals {@link #toPicture}, the values of the plane are kept bit by bit.
   */
  ImageProcessor apply(ImageProcessor plane, RandomAccessibleInterval<FloatType> stylised);

  /** Returns the mapping for the type, display range and lookup table of a plane. */
  static PlaneMapping of(final ImageProcessor plane) {
    if (plane instanceof ColorProcessor) {
      return new ColourMapping();
    }
    return GreyMapping.of(plane);
  }
}
