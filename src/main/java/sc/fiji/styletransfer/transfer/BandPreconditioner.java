package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.optimise.Snapshot;

/**
 * Another curvature for every octave of spatial frequency. Fine and coarse structure of a picture
 * are seen by different layers with very different strength; a step that is right for one is far
 * too long or too short for the other. With the Fourier transforms S and Y of a step and of the
 * change of the gradient, band b has P_b = Σ_b Re(S·Ȳ) / Σ_b |Y|², over the last steps with falling
 * weight: the best multiple of y to give s, band by band, as {@link
 * sc.fiji.styletransfer.optimise.ScalarPreconditioner} has it for all together.
 */
final class BandPreconditioner implements Preconditioner<TensorVector> {

  private static final long[] PLANE = {2, 3};

  /** How much of older steps is kept at a new one. */
  private final double memory;

  private NDManager manager;
  private NDArray bands; // (K, H·W), 0 or 1
  private NDArray gain; // (1, 1, H, W, 1)
  private double[] common; // Σ Re(S·Ȳ) by band
  private double[] square; // Σ |Y|²

  BandPreconditioner(final double memory) {
    this.memory = memory;
  }

  @Override
  public void learn(final TensorVector step, final TensorVector change) {
    prepare(step.array());
    final Shape shape = step.array().getShape();
    try (NDArray s = transform(step.array());
        NDArray y = transform(change.array());
        NDArray product = s.mul(y);
        NDArray energy = y.square();
        NDArray commonPlane = product.sum(new int[] {0, 1, 4}).reshape(-1, 1);
        NDArray squarePlane = energy.sum(new int[] {0, 1, 4}).reshape(-1, 1);
        NDArray commonBands = bands.matMul(commonPlane);
        NDArray squareBands = bands.matMul(squarePlane)) {
      final float[] c = commonBands.toFloatArray();
      final float[] q = squareBands.toFloatArray();
      double c0 = 0;
      double q0 = 0;
      final float[] gains = new float[c.length];
      for (int b = 0; b < c.length; b++) {
        common[b] = memory * common[b] + c[b];
        square[b] = memory * square[b] + q[b];
        c0 += common[b];
        q0 += square[b];
      }
      for (int b = 0; b < c.length; b++) {
        final double ratio = common[b] / square[b];
        final double all = c0 / q0;
        gains[b] = (float) Math.max(ratio, 0.1 * all);
      }
      if (gain != null) gain.close();
      try (NDArray g = manager.create(gains, new Shape(1, gains.length));
          NDArray plane = g.matMul(bands)) {
        gain = plane.reshape(1, 1, shape.get(2), shape.get(3), 1).duplicate();
      }
    }
  }

  @Override
  public void apply(final TensorVector vector) {
    if (gain == null) return;
    try (NDArray f = transform(vector.array());
        NDArray scaled = f.mul(gain);
        NDArray complex = scaled.complex();
        NDArray back = complex.ifft2(sizes(vector.array()), PLANE);
        NDArray parts = back.real();
        NDArray real = parts.get("..., 0")) {
      vector.set(real);
    }
  }

  /** Real and imaginary parts of the transform, shape (1, 3, H, W, 2). */
  private static NDArray transform(final NDArray x) {
    try (NDArray f = x.fft2(sizes(x), PLANE)) {
      return f.real().duplicate();
    }
  }

  private static long[] sizes(final NDArray x) {
    return new long[] {x.getShape().get(2), x.getShape().get(3)};
  }

  private void prepare(final NDArray like) {
    if (bands != null) return;
    manager = like.getManager().newSubManager();
    final int h = (int) like.getShape().get(2);
    final int w = (int) like.getShape().get(3);
    final int count = 1 + (int) Math.floor(Math.log(Math.min(w, h)) / Math.log(2)) - 1;
    final float[] member = new float[count * h * w];
    for (int y = 0; y < h; y++)
      for (int x = 0; x < w; x++) {
        final double fy = (double) Math.min(y, h - y) / h;
        final double fx = (double) Math.min(x, w - x) / w;
        final double f = Math.hypot(fx, fy);
        // octave 0 is from a quarter cycle per pixel upwards
        final int octave =
            f == 0 ? count - 1 : (int) Math.max(0, Math.ceil(Math.log(0.25 / f) / Math.log(2)));
        member[Math.min(count - 1, octave) * h * w + y * w + x] = 1;
      }
    bands = manager.create(member, new Shape(count, (long) h * w)).duplicate();
    common = new double[count];
    square = new double[count];
  }

  @Override
  public void reset() {
    close();
  }

  @Override
  public void save(final Snapshot<TensorVector> snapshot) {
    if (gain == null) return;
    snapshot.put("preconditioner.bands", common.length);
    for (int b = 0; b < common.length; b++) {
      snapshot.put("preconditioner.common." + b, common[b]);
      snapshot.put("preconditioner.square." + b, square[b]);
    }
    snapshot.put("preconditioner.gain", new TensorVector(gain));
  }

  @Override
  public void restore(final Snapshot<TensorVector> snapshot) {
    close();
    if (!snapshot.has("preconditioner.gain")) return;
    gain = snapshot.vector("preconditioner.gain").array();
    prepare(gain);
    for (int b = 0; b < common.length; b++) {
      common[b] = snapshot.number("preconditioner.common." + b);
      square[b] = snapshot.number("preconditioner.square." + b);
    }
  }

  @Override
  public void close() {
    if (manager != null) manager.close();
    manager = null;
    bands = null;
    gain = null;
  }
}
