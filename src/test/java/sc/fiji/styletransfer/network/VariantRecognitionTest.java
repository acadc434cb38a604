package sc.fiji.styletransfer.network;

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
import sc.fiji.styletransfer.weights.file.FormatWriters;
import sc.fiji.styletransfer.weights.file.SafetensorsWriter;
import sc.fiji.styletransfer.weights.file.SyntheticNetwork;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/** The recognition of variants from exact, rounded and quantised numbers. */
class VariantRecognitionTest {

  /** The range of torchvision's conv1_1, which reaches 0.96, and of Oxford's in 8-bit steps. */
  private static final double STEP = 2 * 0.96 / 255;

  @TempDir Path folder;

  @Test
  void exactNumbersAreRecognised() {
    assertEquals(Optional.of(NetworkVariant.OXFORD), of(SyntheticNetwork.OXFORD));
    assertEquals(Optional.of(NetworkVariant.TORCHVISION), of(SyntheticNetwork.TORCHVISION));
  }

  @Test
  void quantisedNumbersAreRecognised() {
    final Random random = new Random(4);
    for (int i = 0; i < 100; i++) {
      final double offset = random.nextDouble();
      assertEquals(
          Optional.of(NetworkVariant.OXFORD), of(quantised(SyntheticNetwork.OXFORD, offset)));
      assertEquals(
          Optional.of(NetworkVariant.TORCHVISION),
          of(quantised(SyntheticNetwork.TORCHVISION, offset)));
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
    assertTrue(message.contains("neither the Oxford nor the torchvision"), message);
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
