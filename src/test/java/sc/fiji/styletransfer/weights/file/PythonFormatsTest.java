package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/** Files written by h5py and PyTorch, if Debian's packages of both are installed. */
class PythonFormatsTest {

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir static Path folder;

  private static final SyntheticNetwork NETWORK = SyntheticNetwork.oxford(11);

  private static Map<String, Tensor> tensors;

  @BeforeAll
  static void writeWithPython() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of(PYTHON)), "no Debian Python here");
    assumeTrue(
        run("-c", "import h5py, numpy, torch") == 0,
        "python3-h5py or python3-torch is not installed");
    tensors = NETWORK.tensors(Vgg19Layer.CONV5_1);
    final Path script = folder.resolve("write_formats.py");
    try (InputStream in = PythonFormatsTest.class.getResourceAsStream("write_formats.py")) {
      Files.copy(in, script);
    }
    final Path source = folder.resolve("source.safetensors");
    FormatWriters.SAFETENSORS.write(source, tensors);
    assertEquals(0, run(script.toString(), source.toString(), folder.toString()));
  }

  private static int run(final String... arguments) throws IOException, InterruptedException {
    final ProcessBuilder builder = new ProcessBuilder(PYTHON);
    builder.command().addAll(java.util.List.of(arguments));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras.h5", "new.pth", "old.pth", "checkpoint.pth"})
  void theirFilesGiveTheSameBitsAndFingerprint(final String name) {
    try (TensorFile file = TensorFormat.open(folder.resolve(name))) {
      tensors.forEach((tensor, values) -> FormatsTest.assertBitEqual(values, file, tensor));
    }
    try (NetworkWeights weights = WeightsFile.open(folder.resolve(name))) {
      assertEquals(NetworkVariant.OXFORD, weights.variant());
      assertEquals(NetworkFingerprint.of(NETWORK), NetworkFingerprint.of(weights));
    }
  }

  @Test
  void halfPrecisionIsReadAsPythonRoundedIt() {
    try (NetworkWeights weights = WeightsFile.open(folder.resolve("half.pth"))) {
      final float[] kernel = weights.read(Vgg19Layer.CONV2_1).kernel();
      final float[] exact = NETWORK.read(Vgg19Layer.CONV2_1).kernel();
      for (int i = 0; i < kernel.length; i++)
        assertEquals(exact[i], kernel[i], Math.abs(exact[i]) * 0x1p-11 + 0x1p-25);
    }
  }

  @Test
  void wholeModulesAndOtherTypesAreRefusedInASentence() {
    final WeightsException module =
        assertThrows(WeightsException.class, () -> WeightsFile.open(folder.resolve("module.pth")));
    assertTrue(module.getMessage().contains("state dictionary"), module.getMessage());
    final WeightsException type =
        assertThrows(WeightsException.class, () -> WeightsFile.open(folder.resolve("bfloat.pth")));
    assertTrue(type.getMessage().contains("BFloat16Storage"), type.getMessage());
  }
}
