package sc.fiji.styletransfer.demo;

import ij.ImageStack;

/**
 * The blur of the microscope, a Gaussian along each axis. ImageJ's three-dimensional blur is not
 * used, because its thread pool would keep the program from ending.
 */
final class Optics {

  private static final double[] ACROSS = kernel(1.0);
  private static final double[] DEPTH = kernel(0.9);

  private Optics() {}

  static ImageStack blur(final ImageStack sharp) {
    return along(along(along(sharp, 1, 0, 0, ACROSS), 0, 1, 0, ACROSS), 0, 0, 1, DEPTH);
  }

  /** Returns half of a Gaussian kernel, normalised so that the whole kernel sums to 1. */
  private static double[] kernel(final double sigma) {
    final double[] half = new double[(int) Math.ceil(3 * sigma) + 1];
    double sum = 0;
    for (int i = 0; i < half.length; i++) {
      half[i] = StrictMath.exp(-i * i / (2 * sigma * sigma));
      sum += i == 0 ? half[i] : 2 * half[i];
    }
    for (int i = 0; i < half.length; i++) half[i] /= sum;
    return half;
  }

  private static ImageStack along(
      final ImageStack in, final int dx, final int dy, final int dz, final double[] half) {
    final ImageStack out = new ImageStack(in.getWidth(), in.getHeight());
    for (int z = 0; z < in.getSize(); z++) {
      final float[] slice = new float[in.getWidth() * in.getHeight()];
      for (int p = 0; p < slice.length; p++)
        for (int i = 1 - half.length; i < half.length; i++)
          slice[p] +=
              (float)
                  (half[Math.abs(i)]
                      * value(
                          in, p % in.getWidth() + i * dx, p / in.getWidth() + i * dy, z + i * dz));
      out.addSlice("", slice);
    }
    return out;
  }

  private static float value(final ImageStack stack, final int x, final int y, final int z) {
    final int column = Math.max(0, Math.min(stack.getWidth() - 1, x));
    final int row = Math.max(0, Math.min(stack.getHeight() - 1, y));
    final int slice = Math.max(0, Math.min(stack.getSize() - 1, z));
    return ((float[]) stack.getPixels(slice + 1))[row * stack.getWidth() + column];
  }
}
