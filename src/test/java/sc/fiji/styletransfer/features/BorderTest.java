package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.CpuSession;

class BorderTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @Test
  void replicateRepeatsTheNearestPixel() {
    final NDArray picture =
        cpu.open().manager().create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2));
    assertArrayEquals(
        new float[] {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4},
        Border.REPLICATE.apply(picture).toFloatArray());
  }

  @Test
  void zeroAddsZeros() {
    final NDArray picture = cpu.open().manager().create(new float[] {7}, new Shape(1, 1, 1, 1));
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 7, 0, 0, 0, 0}, Border.ZERO.apply(picture).toFloatArray());
  }

  @Test
  void anEvenPictureHasNoFrameToTheFirstLayerIfReplicated() {
    assertEquals(0, spreadOfFirstLayer(Border.REPLICATE), 1e-3);
    assertEquals(true, spreadOfFirstLayer(Border.ZERO) > 1);
  }

  /** Returns the largest range of a filter's activations for a uniform image. */
  private double spreadOfFirstLayer(final Border border) {
    final NDArray even = cpu.open().manager().full(new Shape(1, 3, 8, 8), 100f);
    try (Vgg19 network =
            new Vgg19(
                new RandomWeights(1),
                Vgg19Layer.CONV1_1,
                new Vgg19.Variations(Pooling.MAX, border),
                cpu.open().manager());
        Activations seen = network.activations(even, EnumSet.of(Vgg19Layer.CONV1_1))) {
      final NDArray rows = seen.of(Vgg19Layer.CONV1_1).reshape(64, -1);
      return rows.max(new int[] {1}).sub(rows.min(new int[] {1})).max().getFloat();
    }
  }
}
