package sc.fiji.styletransfer.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import java.util.Map;
import sc.fiji.styletransfer.image.SliceScope.Extent;
import sc.fiji.styletransfer.image.plane.ImagePlanes;

/**
 * Assembles the finished planes to an image. The original provides everything else: dimensions,
 * calibration (pixel sizes and origin change with the size), lookup tables, display ranges,
 * composite mode, overlay, properties and info text. The title is the original's with "-stylised"
 * before the extension. The result has no ROI and is marked as changed.
 */
final class ResultImage {

  private final ImagePlus image;
  private final ImagePlanes planes;
  private final Extent extent;
  private final boolean rendered;

  ResultImage(final ImagePlanes planes, final Extent extent, final boolean rendered) {
    this.image = planes.image();
    this.planes = planes;
    this.extent = extent;
    this.rendered = rendered;
  }

  ImagePlus of(final ImageStack stack) {
    final ImagePlus result = withDimensions(stack);
    copyProperties(result);
    if (stack.getSize() == 1) {
      result.setProp("Slice_Label", stack.getSliceLabel(1));
    }
    result.setCalibration(calibration(result));
    new ResultOverlay(image, extent, result).copy();
    result.setPositionWithoutUpdate(
        Math.min(image.getChannel(), result.getNChannels()),
        within(image.getSlice(), extent.firstSlice(), extent.lastSlice()),
        within(image.getFrame(), extent.firstFrame(), extent.lastFrame()));
    result.changes = true;
    return result;
  }

  private ImagePlus withDimensions(final ImageStack stack) {
    final ImagePlus plain =
        stack.getSize() == 1
            ? new ImagePlus(title(), stack.getProcessor(1))
            : new ImagePlus(title(), stack);
    final int channels = stack.getSize() / (extent.slices() * extent.frames());
    plain.setDimensions(channels, extent.slices(), extent.frames());
    plain.setOpenAsHyperStack(image.isHyperStack() && stack.getSize() > 1);
    return rendered ? plain : withLuts(plain);
  }

  private ImagePlus withLuts(final ImagePlus plain) {
    if (image.isComposite()) {
      final CompositeImage composite = new CompositeImage(plain, planes.compositeMode());
      composite.copyLuts(image);
      return composite;
    }
    final LUT lut = planes.lut(1);
    if (lut != null) {
      plain.getProcessor().setLut(lut);
      plain.setTypeToColor256();
    }
    return plain;
  }

  private String title() {
    final String title = image.getTitle();
    final int dot = title.lastIndexOf('.');
    final boolean extension = dot > 0 && title.substring(dot).matches("\\.\\w{1,5}");
    final int end = extension ? dot : title.length();
    return title.substring(0, end) + "-stylised" + title.substring(end);
  }

  private void copyProperties(final ImagePlus result) {
    if (image.getProperties() != null) {
      for (final Map.Entry<Object, Object> entry : image.getProperties().entrySet()) {
        // Other values, such as a plot or a Fourier transform, describe the original's pixels.
        if (entry.getKey() instanceof String key && entry.getValue() instanceof String value) {
          result.setProperty(key, value);
        }
      }
    }
    result.setProperties(image.getPropertiesAsArray());
  }

  private Calibration calibration(final ImagePlus result) {
    final Calibration calibration = image.getCalibration().copy();
    final double x = (double) result.getWidth() / image.getWidth();
    final double y = (double) result.getHeight() / image.getHeight();
    if (calibration.scaled()) {
      calibration.pixelWidth /= x;
      calibration.pixelHeight /= y;
    }
    calibration.xOrigin *= x;
    calibration.yOrigin *= y;
    calibration.zOrigin -= extent.firstSlice() - 1;
    if (rendered) {
      calibration.disableDensityCalibration();
    }
    return calibration;
  }

  private static int within(final int position, final int first, final int last) {
    return Math.max(first, Math.min(position, last)) - first + 1;
  }
}
