package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.CpuSession;

class Vgg19Test {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  private Vgg19 network;

  @BeforeEach
  void open() {
    network =
        new Vgg19(new RandomWeights(1), Vgg19Layer.CONV2_1, Pooling.MAX, cpu.open().manager());
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void showsTheLayersAskedForFromTheShallowest() {
    final List<Vgg19Layer> seen = new ArrayList<>();
    final Set<Vgg19Layer> wanted = EnumSet.of(Vgg19Layer.CONV2_1, Vgg19Layer.CONV1_1);
    network.visit(noise(20, 17), wanted, (layer, features) -> seen.add(layer));
    assertEquals(List.of(Vgg19Layer.CONV1_1, Vgg19Layer.CONV2_1), seen);
  }

  @Test
  void refusesLayersItWasNotLoadedFor() {
    final NDArray picture = noise(16, 16);
    final Set<Vgg19Layer> wanted = EnumSet.of(Vgg19Layer.CONV2_2);
    assertThrows(
        IllegalArgumentException.class, () -> network.visit(picture, wanted, (l, f) -> {}));
  }

  private NDArray noise(final int height, final int width) {
    final Random random = new Random(7);
    final float[] values = new float[3 * height * width];
    for (int i = 0; i < values.length; i++) values[i] = 255 * random.nextFloat() - 128;
    return cpu.open().manager().create(values, new Shape(1, 3, height, width));
  }
}
