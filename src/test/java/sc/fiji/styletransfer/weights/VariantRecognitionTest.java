package sc.fiji.styletransfer.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose network it is, from exact, rounded and quantised numbers. */
class VariantRecognitionTest {

  /** The beginning of torchvision's features.0.weight as PyTorch prints it. */
  private static final float[] TORCHVISION = {
    -5.3474e-02f, -4.9257e-02f, -6.7942e-02f, 1.5314e-02f, 4.5068e-02f, 2.1444e-03f, 3.6226e-02f,
    1.9999e-02f, 1.9864e-02f, 1.7015e-02f, 5.5403e-02f, -6.2293e-03f, 1.4165e-01f, 2.2705e-01f,
    1.3758e-01f, 1.2000e-01f, 2.0030e-01f, 9.2114e-02f, -4.4885e-02f, 1.2680e-02f, -1.4497e-02f,
    5.9742e-02f, 1.3955e-01f, 5.4102e-02f, -9.6141e-04f, 5.8304e-02f, -2.9663e-02f
  };

  /** The range of torchvision's conv1_1, which reaches 0.96, and of Oxford's in 8-bit steps. */
  private static final double STEP = 2 * 0.96 / 255;

  @TempDir Path folder;

  @Test
  void exactNumbersAreRecognised() {
    assertEquals(Optional.of(NetworkVariant.OXFORD), of(SyntheticNetwork.OXFORD));
    assertEquals(Optional.of(NetworkVariant.TORCHVISION), of(TORCHVISION));
  }

  @Test
  void quantisedNumbersAreRecognised() {
    final Random random = new Random(4);
    for (int i = 0; i < 100; i++) {
      final double offset = random.nextDouble();
      assertEquals(
          Optional.of(NetworkVariant.OXFORD), of(quantised(SyntheticNetwork.OXFORD, offset)));
      assertEquals(Optional.of(NetworkVariant.TORCHVISION), of(quantised(TORCHVISION, offset)));
    }
  }

  @Test
  void otherNumbersAreNot() {
    final Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      final float[] filter = new float[27];
      for (int k = 0; k < 27; k++) filter[k] = (float) random.nextGaussian() / 4;
      assertEquals(Optional.empty(), of(filter));
    }
    // Oxford's with red first is another input, and would silently give other features.
    final float[] redFirst = new float[27];
    for (int k = 0; k < 27; k++) redFirst[k] = SyntheticNetwork.OXFORD[18 - k / 9 * 9 + k % 9];
    assertEquals(Optional.empty(), of(redFirst));
    // Normalised so that the mean activation is 1.
    final float[] normalised = SyntheticNetwork.OXFORD.clone();
    for (int k = 0; k < 27; k++) normalised[k] *= 0.9f;
    assertEquals(Optional.empty(), of(normalised));
  }

  @Test
  void unknownNumbersNeedANoteOrGiveASentence() throws IOException {
    final NetworkWeights unknown = new SyntheticNetwork(1, new float[27]);
    final Path noted = folder.resolve("noted.safetensors");
    new SafetensorsWriter(unknown, Map.of()).write(noted);
    try (NetworkWeights weights = WeightsFile.open(noted)) {
      assertEquals(NetworkVariant.OXFORD, weights.variant());
    }
    final Path bare = folder.resolve("bare.safetensors");
    FormatWriters.SAFETENSORS.write(
        bare, new SyntheticNetwork(1, new float[27]).tensors(Vgg19Layer.CONV1_1));
    final String message =
        assertThrows(WeightsException.class, () -> WeightsFile.open(bare)).getMessage();
    assertTrue(message.contains("neither Oxford's nor torchvision's"), message);
  }

  private static Optional<NetworkVariant> of(final float[] firstFilter) {
    return VariantRecognition.of(new SyntheticNetwork(2, firstFilter).read(Vgg19Layer.CONV1_1));
  }

  private static float[] quantised(final float[] filter, final double offset) {
    final float[] steps = filter.clone();
    for (int k = 0; k < steps.length; k++)
      steps[k] = (float) ((Math.round(filter[k] / STEP + offset) - offset) * STEP);
    return steps;
  }
}
