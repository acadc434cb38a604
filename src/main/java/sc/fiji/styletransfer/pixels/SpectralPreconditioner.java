package sc.fiji.styletransfer.pixels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;

/**
 * Multiplies each wave in a picture by a number that falls with its frequency f, 1/√(f² + f₀²) over
 * its mean. The amplitudes of natural pictures fall like 1/f, so that a run has farther to go in
 * coarse forms than in fine ones; with steps scaled alike it gets there in fewer evaluations. (The
 * same is had by optimising a rescaled Fourier transform, as Olah et al. 2017, "Feature
 * Visualization", do with 1/f; here the root of that served best.) The picture counts as periodic.
 */
public final class SpectralPreconditioner implements Preconditioner<TensorVector>, AutoCloseable {

  /** f₀ in waves per pixel; coarser ones than this move alike. */
  private static final double COARSEST = 1 / 64.0;

  private static final NDIndex ALL = new NDIndex("...");

  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private final NDManager manager;
  private Bounds bounds = Bounds.NONE;
  private PictureSize size;
  private NDArray factors;

  /**
   * @param parent on whose device to compute
   */
  public SpectralPreconditioner(final NDManager parent) {
    manager = parent.newSubManager();
  }

  /** From now on, what these bounds fix does not move. */
  public void within(final Bounds present) {
    bounds = present;
  }

  @Override
  public void apply(final TensorVector vector) {
    learn(PictureSize.of(vector.array()));
    // Colour by colour, since the transform of a large picture is large.
    for (int colour = 0; colour < ColourPlanes.COLOURS; colour++)
      try (NDArray plane = vector.array().get(":, {}:{}", colour, colour + 1)) {
        filter(plane);
      }
    bounds.restrict(vector);
  }

  private void filter(final NDArray plane) {
    try (NDArray alongRows = plane.rfft(size.width(), COLUMNS);
        NDArray waves = alongRows.fft(size.height(), ROWS);
        NDArray scaled = waves.mul(factors);
        NDArray back = scaled.ifft(size.height(), ROWS);
        NDArray filtered = back.irfft(size.width(), COLUMNS)) {
      plane.set(ALL, filtered);
    }
  }

  private void learn(final PictureSize present) {
    if (present.equals(size)) return;
    size = present;
    if (factors != null) factors.close();
    final int half = size.width() / 2 + 1;
    try (NDArray borrowed = manager.create(factors(half), new Shape(1, 1, size.height(), half))) {
      factors = borrowed.duplicate();
    }
  }

  private float[] factors(final int half) {
    final float[] values = new float[size.height() * half];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      final double x = (double) (i % half) / size.width();
      final double y = frequency(i / half, size.height());
      values[i] = (float) (1 / Math.sqrt(x * x + y * y + COARSEST * COARSEST));
      sum += values[i];
    }
    final double mean = sum / values.length;
    for (int i = 0; i < values.length; i++) values[i] /= (float) mean;
    return values;
  }

  private static double frequency(final int index, final int length) {
    return (double) Math.min(index, length - index) / length;
  }

  @Override
  public void close() {
    manager.close();
  }
}
