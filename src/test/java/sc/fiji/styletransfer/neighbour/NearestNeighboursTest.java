package sc.fiji.styletransfer.neighbour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

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
        NearestNeighbours.of(centred, style, matrix(1, 5, 5)).toLongArray());
  }

  /** More vectors and candidates than a block has, compared one by one in double precision. */
  @Test
  void blocksFindWhatASearchOfAllFinds() {
    final int vectors = 4100;
    final int candidates = 8200;
    final float[] a = random(vectors * 3, 1);
    final float[] b = random(candidates * 3, 2);
    final long[] expected = new long[vectors];
    for (int i = 0; i < vectors; i++) {
      double best = -2;
      for (int k = 0; k < candidates; k++) {
        final double cosine = cosine(a, 3 * i, b, 3 * k);
        if (cosine > best) {
          best = cosine;
          expected[i] = k;
        }
      }
    }
    final long[] found =
        NearestNeighbours.of(
                manager.create(a, new Shape(vectors, 3)),
                manager.create(b, new Shape(candidates, 3)),
                manager.zeros(new Shape(1, 3)))
            .toLongArray();
    // Candidates whose cosines differ by less than the rounding of float32 may change places.
    for (int i = 0; i < vectors; i++)
      if (cosine(a, 3 * i, b, 3 * (int) expected[i]) - cosine(a, 3 * i, b, 3 * (int) found[i])
          < 1e-6) found[i] = expected[i];
    assertArrayEquals(expected, found);
  }

  @Test
  void ofEqualCandidatesTheFirstIsTaken() {
    final NDArray style = matrix(3, 1, 0, 2, 0, 3, 0);
    assertArrayEquals(
        new long[] {0},
        NearestNeighbours.of(matrix(1, 1, 1), style, matrix(1, 0, 0)).toLongArray());
  }

  /** A flat style has no direction: all cosines are 0, and none of them is no number. */
  @Test
  void aFlatStyleOffersItsFirstPosition() {
    final NDArray style = matrix(3, 4, 4, 4, 4, 4, 4);
    assertArrayEquals(
        new long[] {0, 0},
        NearestNeighbours.of(matrix(2, 1, 1, -1, 0), style, matrix(1, 4, 4)).toLongArray());
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

  private static double cosine(final float[] a, final int i, final float[] b, final int k) {
    double inner = 0;
    double ownA = 0;
    double ownB = 0;
    for (int c = 0; c < 3; c++) {
      inner += (double) a[i + c] * b[k + c];
      ownA += (double) a[i + c] * a[i + c];
      ownB += (double) b[k + c] * b[k + c];
    }
    return inner / Math.sqrt(ownA * ownB);
  }
}
