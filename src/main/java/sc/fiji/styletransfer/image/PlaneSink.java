package sc.fiji.styletransfer.image;

import ij.process.ImageProcessor;

/** Receives the planes of a result one after the other, in the order of ImageJ's stacks. */
@FunctionalInterface
public interface PlaneSink {

  /**
   * Receives a plane.
   *
   * @param position position of the plane; its label is the plane's label
   * @param plane a finished plane, which the caller does not use again
   */
  void accept(PlanePosition position, ImageProcessor plane);
}
