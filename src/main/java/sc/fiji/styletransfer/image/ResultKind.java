package sc.fiji.styletransfer.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.util.Locale;

/** What the planes of the result are. RGB images always give RGB. */
public enum ResultKind {
  /**
   * RGB where the image is shown in colours of its own: 8-bit indexed colour (a lookup table that
   * jumps from colour to colour, by ImageJ's own test for images that cannot be filtered; smooth
   * ones such as Green or Fire do not count) and composite images in composite mode. Otherwise as
   * {@link #OWN_DEPTH}.
   */
  AUTOMATIC,
  /**
   * Grey values at the image's own bit depth, every channel by itself (hidden ones too), each in
   * its own display range; lookup tables, ranges and composite mode are kept.
   */
  OWN_DEPTH,
  /** RGB: the image as it is displayed, through lookup tables, channels overlaid, and stylised. */
  AS_DISPLAYED;

  /**
   * Whether the planes of this image are stylised as displayed and become RGB. An RGB image is
   * neither converted nor overlaid: false.
   */
  boolean rendersDisplay(final ImagePlus image) {
    if (image.getBitDepth() == 24) {
      return false;
    }
    return switch (this) {
      case OWN_DEPTH -> false;
      case AS_DISPLAYED -> true;
      case AUTOMATIC -> isIndexedColour(image) || isOverlaid(image);
    };
  }

  private static boolean isIndexedColour(final ImagePlus image) {
    final ImageProcessor plane = image.getProcessor();
    return image.getBitDepth() == 8
        && !image.isComposite()
        && plane.isColorLut()
        && !plane.isPseudoColorLut();
  }

  private static boolean isOverlaid(final ImagePlus image) {
    return image.getNChannels() > 1
        && image instanceof CompositeImage composite
        && composite.getMode() == CompositeImage.COMPOSITE;
  }

  /** The name in settings, for example {@code own-depth}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
