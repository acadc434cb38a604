package sc.fiji.styletransfer.image;

import ij.process.ImageProcessor;

/** Takes the planes of a result one after the other, in the order of ImageJ's stacks. */
@FunctionalInterface
public interface PlaneSink {

  /**
   * @param position where the plane stands; its label is the plane's label
   * @param plane a finished plane, not used again by the caller
   */
  void accept(PlanePosition position, ImageProcessor plane);
}
