package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sc.fiji.styletransfer.SharedFiles;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.RescaledNetwork;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.CpuSession;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/** The measured sizes of activations. */
class ResponseScaleTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @Test
  void oxfordsNetworkMeasuresAsTheConstantsSay() {
    try (NetworkWeights oxford = WeightsFile.open(SharedFiles.oxfordWeights())) {
      final Map<Vgg19Layer, Double> ratios = measure(oxford).ratios();
      assertEquals(Vgg19Layer.values().length, ratios.size());
      ratios.forEach((layer, ratio) -> assertEquals(1, ratio, 1e-4, layer.toString()));
    }
  }

  @Test
  void rescalingANetworkRescalesWhatIsMeasured() {
    final RescaledNetwork rescaled =
        RescaledNetwork.of(new RandomWeights(1), NetworkVariant.TORCHVISION);
    final ResponseScale usual = measure(new RandomWeights(1));
    final ResponseScale other = measure(rescaled);
    for (final Vgg19Layer layer : Vgg19Layer.values()) {
      final double factor = rescaled.factor(layer);
      for (final int degree : new int[] {0, 2, 4})
        assertEquals(
            1,
            other.factor(layer, degree) * Math.pow(factor, degree) / usual.factor(layer, degree),
            1e-3,
            layer + " to the power of " + degree);
    }
  }

  @Test
  void nothingIsMultipliedForTheNetworkTheWeightsWereFoundWith() {
    for (final Vgg19Layer layer : Vgg19Layer.values())
      assertEquals(1.0, ResponseScale.OWN.factor(layer, 4));
    assertTrue(ResponseScale.OWN.ratios().isEmpty());
  }

  @Test
  void aDeadLayerIsAnErrorOnlyWhereItsSizeMatters() {
    final ResponseScale scale = measure(new DeadEnd());
    assertEquals(1, scale.factor(Vgg19Layer.CONV2_1, 0));
    assertTrue(scale.factor(Vgg19Layer.CONV1_2, 4) > 0);
    final StyleTransferException dead =
        assertThrows(StyleTransferException.class, () -> scale.factor(Vgg19Layer.CONV2_1, 4));
    assertTrue(dead.getMessage().contains("conv2_1"), dead.getMessage());
    // Not measured at all: the file ends before it.
    assertThrows(StyleTransferException.class, () -> scale.factor(Vgg19Layer.CONV2_2, 2));
  }

  @Test
  void measuringLeavesNothingBehind() {
    measure(new RandomWeights(1));
    final int before = cpu.open().manager().getManagedArrays().size();
    measure(new RandomWeights(1));
    assertEquals(before, cpu.open().manager().getManagedArrays().size());
  }

  /** The constants are valid only if the image is the same on every machine. */
  @Test
  void thePictureIsTheSameBitForBit() {
    final CRC32 checksum = new CRC32();
    for (final float value : ProbePicture.draw()) {
      final int bits = Float.floatToIntBits(value);
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) checksum.update(bits >> shift);
    }
    assertEquals(4141269984L, checksum.getValue());
  }

  private ResponseScale measure(final NetworkWeights weights) {
    return ResponseScale.measure(weights, cpu.open().manager());
  }

  /** Random weights up to conv1_2, zeros in conv2_1, and no deeper layers. */
  private static final class DeadEnd implements NetworkWeights {

    private final NetworkWeights random = new RandomWeights(1);

    @Override
    public String name() {
      return "dead end";
    }

    @Override
    public NetworkVariant variant() {
      return NetworkVariant.TORCHVISION;
    }

    @Override
    public boolean has(final Vgg19Layer layer) {
      return layer.compareTo(Vgg19Layer.CONV2_1) <= 0;
    }

    @Override
    public Convolution read(final Vgg19Layer layer) {
      return layer == Vgg19Layer.CONV2_1
          ? new Convolution(layer, new float[layer.kernelLength()], new float[layer.channels()])
          : random.read(layer);
    }

    @Override
    public void close() {
      random.close();
    }
  }
}
