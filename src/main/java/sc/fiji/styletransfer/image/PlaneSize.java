package sc.fiji.styletransfer.image;

import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** The width and height of planes in pixels. */
record PlaneSize(int width, int height) {

  static PlaneSize of(final int width, final int height) {
    return new PlaneSize(width, height);
  }

  static PlaneSize of(final RandomAccessibleInterval<FloatType> picture) {
    return new PlaneSize(RgbPicture.width(picture), RgbPicture.height(picture));
  }

  /** Returns the plane itself if it has this size, otherwise a resized copy. */
  ImageProcessor fit(final ImageProcessor plane) {
    if (plane.getWidth() == width && plane.getHeight() == height) {
      return plane;
    }
    return NonFinitePixels.resize(plane, width, height);
  }
}
