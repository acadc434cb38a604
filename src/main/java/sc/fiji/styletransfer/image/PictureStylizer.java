package sc.fiji.styletransfer.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** Turns a content picture into a stylised one; the seam between images and the transfer. */
@FunctionalInterface
public interface PictureStylizer {

  /**
   * @param picture the content picture with its place in the run; not to be changed
   * @return the stylised picture, dimensions (w, h, 3), RGB in [0, 1]; of any size, but of the same
   *     size for all pictures of a run. A stylisation that was stopped returns the picture so far.
   * @throws sc.fiji.styletransfer.StyleTransferException if it cannot be done
   */
  RandomAccessibleInterval<FloatType> stylize(Picture picture);
}
