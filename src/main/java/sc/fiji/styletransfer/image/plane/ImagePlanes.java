package sc.fiji.styletransfer.image.plane;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Reads the planes of an image one by one, as copies that carry the lookup table and display range
 * of their channel. The image is not changed: neither pixels nor position, ROI or changes flag.
 * Channels, slices and frames are counted from 1, as in ImageJ.
 */
public final class ImagePlanes {

  private final ImagePlus image;
  private final LUT[] luts;

  public ImagePlanes(final ImagePlus image) {
    if (image.getProcessor() == null) {
      throw new StyleTransferException("The image has no pixels. Open the image again.");
    }
    this.image = image;
    this.luts = image.getLuts();
  }

  public ImagePlus image() {
    return image;
  }

  public int channels() {
    return image.getNChannels();
  }

  int slices() {
    return image.getNSlices();
  }

  int frames() {
    return image.getNFrames();
  }

  boolean isRgb() {
    return image.getBitDepth() == 24;
  }

  /**
   * Returns the lookup table of a channel with its display range.
   *
   * @param channel channel, from 1
   * @return the lookup table; null for RGB images
   */
  public LUT lut(final int channel) {
    if (luts.length == 0) {
      return null;
    }
    return luts[Math.min(channel, luts.length) - 1];
  }

  /**
   * Copies a plane with its lookup table and display range.
   *
   * @param channel channel, from 1
   * @param slice slice, from 1
   * @param frame frame, from 1
   * @return a copy of the plane
   */
  public ImageProcessor plane(final int channel, final int slice, final int frame) {
    final ImageProcessor copy = source(image.getStackIndex(channel, slice, frame)).duplicate();
    copy.resetRoi();
    if (!(copy instanceof ColorProcessor)) {
      copy.setLut(lut(channel));
    }
    return copy;
  }

  private ImageProcessor source(final int index) {
    if (image.getStackSize() == 1) {
      return image.getProcessor();
    }
    final ImageProcessor plane = image.getStack().getProcessor(index);
    if (plane == null) {
      throw new StyleTransferException(
          "Plane "
              + index
              + " of '"
              + image.getTitle()
              + "' cannot be read. Check the file of the image.");
    }
    return plane;
  }

  /**
   * Returns the stored label of a plane.
   *
   * @param channel channel, from 1
   * @param slice slice, from 1
   * @param frame frame, from 1
   * @return the label; null if the plane has none
   */
  public String label(final int channel, final int slice, final int frame) {
    if (image.getStackSize() > 1) {
      return image.getStack().getSliceLabel(image.getStackIndex(channel, slice, frame));
    }
    final String own = image.getProp("Slice_Label");
    if (own != null || !image.hasImageStack()) {
      return own;
    }
    final String label = image.getStack().getSliceLabel(1);
    // ImageJ composes this label of title and info when it creates a stack of one plane.
    final String composed = image.getTitle() + "\n" + image.getInfoProperty();
    return composed.equals(label) ? null : label;
  }

  /**
   * Returns the composite mode.
   *
   * @return COMPOSITE, COLOR or GRAYSCALE of {@link CompositeImage}; 0 for other images
   */
  public int compositeMode() {
    return image.isComposite() ? ((CompositeImage) image).getMode() : 0;
  }

  /** Whether the image displays its channels together, overlaid in colours. */
  public boolean areOverlaid() {
    return compositeMode() == CompositeImage.COMPOSITE && channels() > 1;
  }
}
