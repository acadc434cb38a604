package sc.fiji.styletransfer.image;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** Converts RGB planes: bytes to [0, 1], and rounded values back to bytes. */
record ColourMapping() implements PlaneMapping {

  @Override
  public Img<FloatType> toPicture(final ImageProcessor plane) {
    return RgbPicture.of((ColorProcessor) plane);
  }

  @Override
  public ImageProcessor apply(
      final ImageProcessor plane, final RandomAccessibleInterval<FloatType> stylised) {
    return RgbPicture.toProcessor(stylised);
  }
}
