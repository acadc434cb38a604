package sc.fiji.styletransfer.image;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** How the values of one plane become a picture, and how a stylised picture becomes a plane. */
interface PlaneMapping {

  /** The plane as a picture of dimensions (W, H, 3) in [0, 1]. */
  Img<FloatType> toPicture(ImageProcessor plane);

  /**
   * A new plane of the same type and size, changed as the picture was changed: where the stylised
   * picture equals {@link #toPicture}, the values of the plane stay what they are, to the bit.
   */
  ImageProcessor apply(ImageProcessor plane, RandomAccessibleInterval<FloatType> stylised);

  /** The mapping that suits a plane, by its type, display range and lookup table. */
  static PlaneMapping of(final ImageProcessor plane) {
    if (plane instanceof ColorProcessor) {
      return new ColourMapping();
    }
    return GreyMapping.of(plane);
  }
}
