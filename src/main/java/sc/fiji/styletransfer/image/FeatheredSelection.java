package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.filter.EDM;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.Optional;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.picture.PictureMemory;

/**
 * Restricts the change of an image to the inside of an area ROI. The weight of a pixel is 0 outside
 * the ROI and min(1, d / (f + 1)) inside, where d is the Euclidean distance to the outside (1 for
 * the outermost pixels) and f the width of the blended edge, {@value #FEATHER} pixels. In a
 * selection too small to reach 1 the innermost pixels have the weight 1. The border of the image is
 * not an edge of the selection.
 */
final class FeatheredSelection {

  private static final Logger LOG = LoggerFactory.getLogger(FeatheredSelection.class);

  private static final int INSIDE = 255;

  /** Width of the blended edge in pixels. */
  private static final int FEATHER = 5;

  private final FloatProcessor weights;

  private FeatheredSelection(final FloatProcessor weights) {
    this.weights = weights;
  }

  /**
   * Returns the selection of an image with the usual blended edge, see {@link #of(ImagePlus, int)}.
   *
   * @param image any image
   * @return the selection; empty if the whole image changes
   * @throws StyleTransferException if no pixel of the image is selected
   */
  static Optional<FeatheredSelection> of(final ImagePlus image) {
    return of(image, FEATHER);
  }

  /**
   * Returns the selection of an image. Line, point and angle ROIs have no inside and are ignored,
   * with a warning in the log. A selection of the whole image is ignored without a warning.
   *
   * @param image any image
   * @param feather width of the blended edge in pixels; 0 for a hard edge
   * @return the selection; empty if the whole image changes
   * @throws StyleTransferException if no pixel of the image is selected
   */
  static Optional<FeatheredSelection> of(final ImagePlus image, final int feather) {
    final Roi roi = image.getRoi();
    if (roi == null) {
      return Optional.empty();
    }
    if (!roi.isArea()) {
      LOG.warn("The {} selection has no inside and is ignored", roi.getTypeAsString());
      return Optional.empty();
    }
    final ByteProcessor mask = mask(image, roi);
    final int selected = mask.getHistogram()[INSIDE];
    if (selected == 0) {
      throw new StyleTransferException(
          "The selection contains no pixel of the image. Move the selection, or remove it with Edit"
              + " > Selection > Select None.");
    }
    return selected == mask.getPixelCount()
        ? Optional.empty()
        : Optional.of(new FeatheredSelection(weights(mask, feather)));
  }

  private static ByteProcessor mask(final ImagePlus image, final Roi roi) {
    final ByteProcessor mask = new ByteProcessor(image.getWidth(), image.getHeight());
    mask.setValue(INSIDE);
    // A copy, since filling makes a ROI compute and keep its own mask.
    mask.fill((Roi) roi.clone());
    mask.resetRoi();
    return mask;
  }

  private static FloatProcessor weights(final ByteProcessor mask, final int feather) {
    final FloatProcessor distance = new EDM().makeFloatEDM(mask, 0, false);
    if (distance == null) {
      throw new StyleTransferException("The style transfer was interrupted. Start it again.");
    }
    distance.resetMinAndMax();
    final double full = Math.min(feather + 1.0, distance.getMax());
    distance.multiply(1 / full);
    distance.max(1);
    return distance;
  }

  /**
   * Blends the stylised picture with the content. The weights are resized to the pictures.
   *
   * @param content the picture before the transfer, dimensions (W, H, 3)
   * @param stylised the picture after the transfer, of the same size
   * @return content + weight (stylised - content); exactly the content outside the selection
   */
  Img<FloatType> blend(
      final RandomAccessibleInterval<FloatType> content,
      final RandomAccessibleInterval<FloatType> stylised) {
    final int width = RgbPicture.width(content);
    final int height = RgbPicture.height(content);
    final ImageProcessor fitted = PlaneSize.of(width, height).fit(weights);
    final Img<FloatType> blend = PictureMemory.ofHeap().create(width, height);
    final Cursor<FloatType> before = RgbPicture.values(content);
    final Cursor<FloatType> after = RgbPicture.values(stylised);
    final Cursor<FloatType> values = RgbPicture.values(blend);
    for (int colour = 0; colour < RgbPicture.COLOURS; colour++)
      for (int i = 0; i < fitted.getPixelCount(); i++) {
        final float old = before.next().get();
        final float change = after.next().get() - old;
        final float weight = fitted.getf(i);
        values.next().set(weight > 0 ? old + weight * change : old);
      }
    return blend;
  }
}
