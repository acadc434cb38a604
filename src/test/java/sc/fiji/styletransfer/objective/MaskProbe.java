package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.picture.Rectangle;

/** Reads the weights of a mask, which has no accessor for them, from Gram matrices. */
public final class MaskProbe {

  private MaskProbe() {}

  /** Returns the weights row by row: the Gram matrix of one channel of ones at each position. */
  public static double[][] weights(
      final LayerMask mask, final int width, final int height, final NDManager manager) {
    final double[][] weights = new double[height][width];
    try (NDArray one = manager.ones(new Shape(1, 1, 1, 1))) {
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          try (NDArray gram = mask.gram(one, new Rectangle(x, y, 1, 1))) {
            weights[y][x] = gram.getFloat();
          }
    }
    return weights;
  }
}
