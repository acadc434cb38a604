package sc.fiji.styletransfer.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** The operations that the benchmark counts, and the time to which it relates them. */
@Tag("slow")
class GradientBenchmarkTest {

  private static final int SIDE = 64;

  private GradientBenchmark benchmark;

  @BeforeEach
  void open() {
    benchmark =
        new GradientBenchmark(
            new RandomWeights(1), new DeviceChoice("cpu"), PrecisionChoice.SINGLE);
  }

  @AfterEach
  void close() {
    benchmark.close();
  }

  /** A weight takes a product and a sum at each position, in the forward and the backward pass. */
  @ParameterizedTest
  @ValueSource(ints = {0, 32})
  void operationsAreThoseOfBothPassesWithoutTheOverlapOfTiles(final int tile) {
    double operations = 0;
    for (final Vgg19Layer layer : Vgg19Layer.values())
      if (layer.compareTo(Vgg19Layer.CONV5_1) <= 0)
        operations +=
            2 * 2.0 * layer.kernelLength() * new PictureSize(SIDE, SIDE).positionsAt(layer);
    final GradientBenchmark.Gradient measured = benchmark.gradient(SIDE, tile, 1);
    assertEquals(operations, measured.rate() * measured.seconds(), 1e-6 * operations);
  }

  /** The fastest of three evaluations takes at most a quarter of the call, which has a warm-up. */
  @Test
  void secondsAreThoseOfOneEvaluation() {
    final long begin = System.nanoTime();
    final double seconds = benchmark.gradient(SIDE, 0, 3).seconds();
    final double elapsed = (System.nanoTime() - begin) / 1e9;
    assertTrue(seconds > 0 && 4 * seconds <= elapsed, seconds + " of " + elapsed);
  }

  /** Far below the slowest processor, far above the fastest. */
  @Test
  void theRateOfMatricesIsInOperationsPerSecond() {
    final double rate = benchmark.matrixRate();
    assertTrue(rate > 1e7 && rate < 1e15, "rate " + rate);
  }
}
