package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.util.Locale;

/** Type of the planes of the result. An RGB image always gives an RGB result. */
public enum ResultKind {
  /**
   * RGB for 8-bit indexed colour, which is a lookup table that jumps from colour to colour.
   * ImageJ's own test decides which tables jump; smooth tables such as Green or Fire do not. {@link
   * #OWN_DEPTH} for all other images, composite images included: in microscopy, depth and channels
   * are the data.
   */
  AUTOMATIC,
  /**
   * Grey values at the bit depth of the image. Each channel, hidden channels included, is stylised
   * separately in its own display range. The result keeps lookup tables, ranges and composite mode.
   */
  OWN_DEPTH,
  /** RGB: the image as displayed, with lookup tables and overlaid channels. */
  AS_DISPLAYED;

  /**
   * Returns whether the planes of an image are converted to RGB as displayed. False for an RGB
   * image, which needs no conversion.
   */
  boolean rendersDisplay(final ImagePlus image) {
    if (image.getBitDepth() == 24) {
      return false;
    }
    return switch (this) {
      case OWN_DEPTH -> false;
      case AS_DISPLAYED -> true;
      case AUTOMATIC -> isIndexedColour(image);
    };
  }

  private static boolean isIndexedColour(final ImagePlus image) {
    final ImageProcessor plane = image.getProcessor();
    return image.getBitDepth() == 8
        && !image.isComposite()
        && plane.isColorLut()
        && !plane.isPseudoColorLut();
  }

  /** Returns the name in the settings, for example {@code own-depth}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
