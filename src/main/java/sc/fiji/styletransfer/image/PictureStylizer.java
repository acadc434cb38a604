package sc.fiji.styletransfer.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** Stylises one picture. {@link ImageStylization} calls it for each plane of an image. */
@FunctionalInterface
public interface PictureStylizer {

  /**
   * Stylises a picture.
   *
   * @param picture content picture with its position in the run; must not be changed
   * @return the stylised picture, dimensions (w, h, 3), RGB in [0, 1]; of any size, but of the same
   *     size for all pictures of a run. A stylisation that was stopped returns the picture so far.
   * @throws sc.fiji.styletransfer.StyleTransferException if the stylisation fails
   */
  RandomAccessibleInterval<FloatType> stylize(Picture picture);
}
