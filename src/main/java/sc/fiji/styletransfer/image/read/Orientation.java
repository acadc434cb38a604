package sc.fiji.styletransfer.image.read;

import ij.process.ImageProcessor;

/** Turns planes upright by the EXIF orientation of their file (EXIF 2.3, tag 0x0112). */
final class Orientation {

  private Orientation() {}

  /**
   * Returns the plane as it is to be displayed.
   *
   * @param plane plane as stored; may be changed
   * @param orientation 1 to 8; 1 leaves the plane as it is
   * @return the plane, or a turned copy
   */
  static ImageProcessor upright(final ImageProcessor plane, final int orientation) {
    return switch (orientation) {
      case 2 -> mirrored(plane);
      case 3 -> mirrored(flipped(plane));
      case 4 -> flipped(plane);
      case 5 -> mirrored(plane.rotateRight());
      case 6 -> plane.rotateRight();
      case 7 -> mirrored(plane.rotateLeft());
      case 8 -> plane.rotateLeft();
      default -> plane;
    };
  }

  private static ImageProcessor mirrored(final ImageProcessor plane) {
    plane.flipHorizontal();
    return plane;
  }

  private static ImageProcessor flipped(final ImageProcessor plane) {
    plane.flipVertical();
    return plane;
  }
}
