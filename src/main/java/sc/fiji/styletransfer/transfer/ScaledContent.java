package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.region.KeptRemainder;
import sc.fiji.styletransfer.region.RegionMask;

/**
 * The content of a run at the size of one scale, converted once for everything that needs it there.
 * It owns the tensor and the tensor's manager, which no other object uses after {@link #close}.
 *
 * @param pixels content with prepared colours in the units of the run, shape {@code (1, 3, H, W)}
 * @param picture content with its own colours, dimensions (W, H, 3); empty if the result does not
 *     depend on it
 * @param regions regions of the guides, in their order
 * @param remainder part of the content that stays unchanged, if there is any
 */
record ScaledContent(
    NDArray pixels,
    Optional<Img<FloatType>> picture,
    List<RegionMask> regions,
    Optional<KeptRemainder> remainder)
    implements AutoCloseable {

  /** Returns the size of the scale. */
  PictureSize size() {
    return PictureSize.of(pixels);
  }

  @Override
  public void close() {
    pixels.getManager().close();
  }
}
