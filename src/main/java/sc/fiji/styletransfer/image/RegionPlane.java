package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Draws the regions of an image into a plane of numbers, dimensions (W, H): 0 outside all regions,
 * and the number of the region inside.
 */
public final class RegionPlane {

  private static final Logger LOG = LoggerFactory.getLogger(RegionPlane.class);

  private static final int MASK_INSIDE = 255;

  private RegionPlane() {}

  /** Assigns numbers to regions. */
  @FunctionalInterface
  public interface Numbering {

    /**
     * Returns the number of a region.
     *
     * @param name name of the region; null if it has none
     * @param position position in its list, from 1
     * @return the number, from 1
     */
    int number(String name, int position);
  }

  /**
   * Draws ROIs in their order; where ROIs overlap, the last one counts. Lines and points have no
   * inside and are ignored, with a warning in the log.
   *
   * @param rois ROIs of the image
   * @param numbering assigns a number to each ROI
   * @param image image that determines the size of the plane
   * @return the plane
   * @throws StyleTransferException if no ROI has an inside
   */
  public static Img<FloatType> ofRois(
      final List<Roi> rois, final Numbering numbering, final ImagePlus image) {
    final FloatProcessor plane = new FloatProcessor(image.getWidth(), image.getHeight());
    int drawn = 0;
    for (int i = 0; i < rois.size(); i++) {
      if (!rois.get(i).isArea()) {
        LOG.warn("The {} selection has no inside and is ignored.", rois.get(i).getTypeAsString());
        continue;
      }
      plane.setValue(numbering.number(rois.get(i).getName(), i + 1));
      // A copy, since filling makes a ROI compute and keep its own mask.
      plane.fill((Roi) rois.get(i).clone());
      drawn++;
    }
    if (drawn == 0)
      throw new StyleTransferException(
          "No region of '%s' has an inside. Draw an area selection, or set the labels to none."
              .formatted(image.getTitle()));
    return img(plane);
  }

  /**
   * Converts a label image. An image that holds nothing but 0 and 255 is a mask, as ImageJ makes it
   * for a selection or a threshold, also with an inverting lookup table: 255 stands for region 1.
   *
   * @param labels label image of one plane, whose values are the numbers
   * @param image image that the labels belong to
   * @return the plane
   * @throws StyleTransferException if the sizes differ, or the labels are colours or a stack
   */
  public static Img<FloatType> ofLabels(final ImagePlus labels, final ImagePlus image) {
    if (labels.getWidth() != image.getWidth() || labels.getHeight() != image.getHeight())
      throw new StyleTransferException(
          "The label image '%s' has %s × %s pixels and '%s' has %s × %s. Give both the same size."
              .formatted(
                  labels.getTitle(),
                  labels.getWidth(),
                  labels.getHeight(),
                  image.getTitle(),
                  image.getWidth(),
                  image.getHeight()));
    if (labels.getStackSize() != 1 || labels.getBitDepth() == 24)
      throw new StyleTransferException(
          "The label image '%s' is a colour image or a stack. Choose an image with one plane of numbers."
              .formatted(labels.getTitle()));
    final Img<FloatType> plane = img(labels.getProcessor());
    if (isMask(plane)) for (final FloatType pixel : plane) pixel.set(Math.min(1, pixel.get()));
    return plane;
  }

  private static boolean isMask(final Img<FloatType> plane) {
    for (final FloatType pixel : plane)
      if (pixel.get() != 0 && pixel.get() != MASK_INSIDE) return false;
    return true;
  }

  /** Copies the stored numbers; the display range does not matter. */
  private static Img<FloatType> img(final ImageProcessor plane) {
    final float[] numbers = new float[plane.getPixelCount()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = plane.getf(i);
    return ArrayImgs.floats(numbers, plane.getWidth(), plane.getHeight());
  }
}
