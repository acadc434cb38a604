package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import sc.fiji.styletransfer.image.SliceScope.Extent;
import sc.fiji.styletransfer.image.plane.ImagePlanes;

/**
 * The number and type of the planes that a result will have, known before a run.
 *
 * @param planes number of planes
 * @param pictures number of planes that are displayed one at a time: the channels of a composite
 *     image are displayed together and count as one
 * @param bytesPerPixel bytes of one pixel of a plane
 */
public record ResultPlan(int planes, int pictures, int bytesPerPixel) {

  private static final int RGB_DEPTH = 24;

  /**
   * Computes the plan of a run.
   *
   * @param options which planes are stylised, and of what type the result is
   * @param image the content
   * @return the plan
   * @throws sc.fiji.styletransfer.StyleTransferException if the image lacks the planes of the scope
   */
  public static ResultPlan of(final ImageOptions options, final ImagePlus image) {
    final Extent extent = options.scope().in(image);
    final boolean rendered = options.kind().rendersDisplay(image);
    final int positions = extent.slices() * extent.frames();
    final int channels = rendered ? 1 : image.getNChannels();
    final int depth = rendered ? RGB_DEPTH : image.getBitDepth();
    return new ResultPlan(
        positions * channels,
        positions * (new ImagePlanes(image).areOverlaid() ? 1 : channels),
        Math.max(1, depth / Byte.SIZE));
  }

  /**
   * Computes the size of the result without compression.
   *
   * @param image the content
   * @param longSide long side of the result in pixels; 0 for the content's own
   * @return bytes of all pixels
   */
  public long bytes(final ImagePlus image, final int longSide) {
    final double side = Math.max(image.getWidth(), image.getHeight());
    final double scale = longSide == 0 ? 1 : longSide / side;
    return Math.round(
        scale * image.getWidth() * scale * image.getHeight() * bytesPerPixel * planes);
  }
}
