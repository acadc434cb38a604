package sc.fiji.styletransfer.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** What the benchmark counts; how long it takes is nobody's business here. */
@Tag("slow")
class GradientBenchmarkTest {

  @Test
  void rateFollowsFromTimeAndOperations() {
    try (GradientBenchmark benchmark =
        new GradientBenchmark(
            new RandomWeights(1), new DeviceChoice("cpu"), PrecisionChoice.SINGLE)) {
      double forward = 0;
      for (final Vgg19Layer layer : Vgg19Layer.values())
        if (layer.compareTo(Vgg19Layer.CONV5_1) <= 0)
          forward += 2.0 * layer.kernelLength() * new PictureSize(64, 64).positionsAt(layer);
      for (final int tile : new int[] {0, 32}) {
        final GradientBenchmark.Gradient measured = benchmark.gradient(64, tile, 1);
        assertEquals(2 * forward, measured.rate() * measured.seconds(), 1e-6 * forward);
        assertTrue(measured.seconds() > 0);
      }
      assertTrue(benchmark.matrixRate() > 0);
    }
  }
}
