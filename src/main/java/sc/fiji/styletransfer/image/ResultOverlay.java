package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.RoiScaler;

/**
 * Copies the overlay of an image to its result. Each element is resized with the image and moved to
 * the plane of the result that its own plane became. Elements of planes that are not in the result
 * are omitted.
 */
final class ResultOverlay {

  private final ImagePlus image;
  private final SliceScope.Extent extent;
  private final ImagePlus result;

  ResultOverlay(final ImagePlus image, final SliceScope.Extent extent, final ImagePlus result) {
    this.image = image;
    this.extent = extent;
    this.result = result;
  }

  void copy() {
    final Overlay overlay = image.getOverlay();
    if (overlay == null) {
      return;
    }
    final Overlay copy = overlay.create();
    for (final Roi roi : overlay.toArray()) {
      final Roi moved = scaled(roi);
      if (place(roi, moved)) {
        copy.add(moved);
      }
    }
    result.setOverlay(copy);
    result.setHideOverlay(image.getHideOverlay());
  }

  private Roi scaled(final Roi roi) {
    final double x = (double) result.getWidth() / image.getWidth();
    final double y = (double) result.getHeight() / image.getHeight();
    return x == 1 && y == 1 ? (Roi) roi.clone() : RoiScaler.scale((Roi) roi.clone(), x, y, false);
  }

  /** Sets the position of a copy; returns false if its plane is not in the result. */
  private boolean place(final Roi roi, final Roi copy) {
    if (roi.hasHyperStackPosition()) {
      return place(
          copy, new int[] {roi.getCPosition(), roi.getZPosition(), roi.getTPosition()}, true);
    }
    if (roi.getPosition() > 0) {
      final int last = image.getStackSize();
      return place(copy, image.convertIndexToPosition(Math.min(roi.getPosition(), last)), false);
    }
    copy.setPosition(roi.getPosition());
    return true;
  }

  /** Sets the position; a coordinate of 0 means every channel, slice or frame. */
  private boolean place(final Roi copy, final int[] position, final boolean hyperstack) {
    final int channel = result.getNChannels() == image.getNChannels() ? position[0] : 0;
    final int slice = shifted(position[1], extent.firstSlice(), extent.lastSlice());
    final int frame = shifted(position[2], extent.firstFrame(), extent.lastFrame());
    if (slice < 0 || frame < 0) {
      return false;
    }
    if (result.getStackSize() == 1) {
      copy.setPosition(0);
    } else if (hyperstack) {
      copy.setPosition(channel, slice, frame);
    } else {
      copy.setPosition(result.getStackIndex(Math.max(1, channel), slice, frame));
    }
    return true;
  }

  private static int shifted(final int position, final int first, final int last) {
    if (position == 0) {
      return 0;
    }
    return position < first || position > last ? -1 : position - first + 1;
  }
}
