package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.colour.ColourMode;

/**
 * Converts optimised pixels to the picture that a user sees: in the colours of the setting {@code
 * colour}, with the content unchanged outside the regions.
 *
 * @param converter converter from the units of the run
 * @param colour origin of the colours
 * @param content content at the size of the pixels
 */
record ResultComposer(PictureConverter converter, ColourMode colour, ScaledContent content) {

  /**
   * Converts pixels.
   *
   * @param pixels in the units of the run, at the size of the content
   * @return a new picture of dimensions (W, H, 3), values from 0 to 1
   */
  Img<FloatType> compose(final NDArray pixels) {
    final Img<FloatType> stylised = converter.toPicture(pixels);
    if (content.picture().isEmpty()) return stylised;
    final Img<FloatType> own = content.picture().get();
    final Img<FloatType> coloured = colour.finish(stylised, own);
    return content.remainder().map(kept -> kept.compose(coloured, own)).orElse(coloured);
  }
}
