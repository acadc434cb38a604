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
 * The inside of an area ROI as weights: 0 outside, so that nothing changes there, rising inside
 * with the Euclidean distance d (1 for the outermost pixels) as d / (f + 1) up to 1, where f is the
 * feather in pixels. In a selection too small to reach 1 the innermost pixels get 1. The border of
 * the image is no edge.
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

  static Optional<FeatheredSelection> of(final ImagePlus image) {
    return of(image, FEATHER);
  }

  /**
   * The selection of an image. Line, point and angle ROIs have no inside: they are ignored, with a
   * warning in the log, as is a selection of the whole image.
   *
   * @return empty if the whole image is to change
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
          "The selection holds no pixel of the image; move it or remove it with Select None.");
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
      throw new StyleTransferException("The style transfer was interrupted; start it again.");
    }
    distance.resetMinAndMax();
    final double full = Math.min(feather + 1.0, distance.getMax());
    distance.multiply(1 / full);
    distance.max(1);
    return distance;
  }

  /**
   * Lets the change through inside the selection only.
   *
   * @param content the picture before, dimensions (w, h, 3)
   * @param stylised the picture after, of the same size; the weights are scaled to this size
   * @return content + weight (stylised - content); outside exactly the content
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
