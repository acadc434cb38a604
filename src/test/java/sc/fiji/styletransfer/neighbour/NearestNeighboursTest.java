package sc.fiji.styletransfer.neighbour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class NearestNeighboursTest {

  private TensorSession session;
  private NDManager manager;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    manager = session.manager();
  }

  @AfterEach
  void close() {
    session.close();
  }

  /**
   * A content of 2 × 2 positions with two channels, a = (3, 1), b = (1, 3), c = (3, 3), d = (1, 1),
   * has the mean (2, 2) and the centred vectors (1, −1), (−1, 1), (1, 1), (−1, −1). A style of 2 ×
   * 2 positions p = (0, 9), q = (9, 9), r = (0, 0), s = (11, 2) has the mean (5, 5) and the centred
   * vectors (−5, 4), (4, 4), (−5, −5), (6, −3). The largest cosines are those of a with s, b with
   * p, c with q, d with r. Without the mean, (3, 1) would still be nearest to s, but (1, 1) to q.
   */
  @Test
  void fourPositionsMatchedByHand() {
    final NDArray content = matrix(4, 3, 1, 1, 3, 3, 3, 1, 1);
    final NDArray style = matrix(4, 0, 9, 9, 9, 0, 0, 11, 2);
    final NDArray centred = content.sub(matrix(1, 2, 2));
    assertArrayEquals(
        new long[] {3, 0, 1, 2},
        new NearestNeighbours(new CosineProduct.Exact())
            .of(centred, style, matrix(1, 5, 5))
            .toLongArray());
  }

  /** More vectors and candidates than a block has, compared one by one in double precision. */
  @Test
  void blocksFindWhatASearchOfAllFinds() {
    // Candidates whose cosines differ by less than the rounding of float32 may change places.
    assertNearest(new CosineProduct.Exact(), 3, 4100, 8200, 1e-6);
  }

  /**
   * In 16 bits the nearest may be missed by little. Cosines of up to 1 that are rounded to 8 bits
   * would miss it by up to 0.004.
   */
  @Test
  void roundedProductsMissTheNearestByLittle() {
    try (CosineProduct rounded = new CosineProduct.Rounded(manager)) {
      assertNearest(rounded, 64, 300, 5000, 1e-3);
    }
  }

  private void assertNearest(
      final CosineProduct product,
      final int length,
      final int vectors,
      final int candidates,
      final double tolerance) {
    final float[] a = random(vectors * length, 1);
    final float[] b = random(candidates * length, 2);
    // Half of the vectors resemble a candidate closely, so that cosines are large.
    for (int i = 0; i < vectors * length / 2; i++) a[i] = b[i] + 0.3f * a[i];
    final long[] found =
        new NearestNeighbours(product)
            .of(
                manager.create(a, new Shape(vectors, length)),
                manager.create(b, new Shape(candidates, length)),
                manager.zeros(new Shape(1, length)))
            .toLongArray();
    for (int i = 0; i < vectors; i++) {
      double best = -2;
      for (int k = 0; k < candidates; k++)
        best = Math.max(best, cosine(a, length * i, b, length * k, length));
      assertEquals(
          best,
          cosine(a, length * i, b, length * (int) found[i], length),
          tolerance,
          "vector " + i);
    }
  }

  @Test
  void ofEqualCandidatesTheFirstIsTaken() {
    final NDArray style = matrix(3, 1, 0, 2, 0, 3, 0);
    assertArrayEquals(
        new long[] {0},
        new NearestNeighbours(new CosineProduct.Exact())
            .of(matrix(1, 1, 1), style, matrix(1, 0, 0))
            .toLongArray());
  }

  /** A flat style has no direction: all cosines are 0, and none of them is no number. */
  @Test
  void aFlatStyleOffersItsFirstPosition() {
    final NDArray style = matrix(3, 4, 4, 4, 4, 4, 4);
    assertArrayEquals(
        new long[] {0, 0},
        new NearestNeighbours(new CosineProduct.Exact())
            .of(matrix(2, 1, 1, -1, 0), style, matrix(1, 4, 4))
            .toLongArray());
  }

  private NDArray matrix(final int rows, final float... values) {
    return manager.create(values, new Shape(rows, values.length / rows));
  }

  private static float[] random(final int count, final int seed) {
    final Random random = new Random(seed);
    final float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
    return values;
  }

  private static double cosine(
      final float[] a, final int i, final float[] b, final int k, final int length) {
    double inner = 0;
    double ownA = 0;
    double ownB = 0;
    for (int c = 0; c < length; c++) {
      inner += (double) a[i + c] * b[k + c];
      ownA += (double) a[i + c] * a[i + c];
      ownB += (double) b[k + c] * b[k + c];
    }
    return inner / Math.sqrt(ownA * ownB);
  }
}
