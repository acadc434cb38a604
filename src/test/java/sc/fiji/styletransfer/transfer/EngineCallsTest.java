package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.EngineCalls;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * What one evaluation and one update ask of the engine, beside the arithmetic. On a GPU, whose
 * arithmetic is fast, each call costs time, and each value that Java reads makes the GPU wait. The
 * calls do not depend on the size of the picture.
 */
@Tag("slow")
class EngineCallsTest {

  /** Native methods that copy values to Java and wait until a GPU has computed them. */
  private static final List<String> READS =
      List.of("torchDataPtr", "torchDirectByteBuffer", "torchNonZeros", "torchItem");

  @TempDir private static Path folder;

  private static List<String> lines;

  @BeforeAll
  static void count() throws IOException, InterruptedException {
    final Path log = folder.resolve("log.txt");
    final int status =
        EngineCalls.process(folder, Count.class)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    lines = Files.readAllLines(log);
    assertEquals(0, status, () -> String.join("\n", lines));
  }

  /** Returns the calls of the largest evaluation, from one report to the next, in their order. */
  private static List<String> calls(final Preset preset) {
    final String start = preset + ":";
    final String line = lines.stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    return List.of(line.substring(start.length()).trim().split(" "));
  }

  @Test
  void theDefaultPresetMakesAtMost1100Calls() {
    assertAtMost(1100, Preset.STROKES);
  }

  @Test
  void balancedMakesAtMost1200Calls() {
    assertAtMost(1200, Preset.BALANCED);
  }

  @Test
  void gatysWithAFullHistoryMakesAtMost2000Calls() {
    assertAtMost(2000, Preset.GATYS);
  }

  private static void assertAtMost(final int most, final Preset preset) {
    final List<String> calls = calls(preset);
    final Map<String, Long> byName =
        calls.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    assertTrue(calls.size() > 100, "the calls are counted");
    assertTrue(calls.size() <= most, () -> calls.size() + " calls: " + byName);
  }

  @ParameterizedTest
  @EnumSource(
      value = Preset.class,
      names = {"STROKES", "BALANCED", "GATYS"})
  void theLossIsTheOnlyValueReadAndOnlyAfterTheUpdate(final Preset preset) {
    final List<String> calls = calls(preset);
    final List<String> reads = calls.stream().filter(READS::contains).toList();
    assertEquals(1, reads.size(), () -> "reads: " + reads);
    final List<String> after = calls.subList(calls.indexOf(reads.get(0)), calls.size());
    assertTrue(calls.lastIndexOf("torchBackward") < calls.lastIndexOf("torchSubi"));
    assertEquals(
        List.of(),
        after.stream().filter(c -> c.matches("torch(Add|Sub|Mul|Dot|Index).*")).toList());
  }

  /** The process: runs transfers and prints the calls between two late reports of each. */
  static final class Count {

    private Count() {}

    public static void main(final String[] arguments) {
      count(Preset.STROKES, new PictureSize(368, 48), 49);
      count(Preset.BALANCED, new PictureSize(368, 48), 34);
      count(Preset.GATYS, new PictureSize(32, 32), 104);
    }

    private static void count(final Preset preset, final PictureSize size, final int evaluations) {
      final List<List<String>> calls = new ArrayList<>();
      final NetworkWeights weights = NetworkChoice.open("builtin");
      try (StyleTransfer transfer = new StyleTransfer(weights, new DeviceChoice("cpu"))) {
        final TransferSettings settings =
            TransferSettings.builder()
                .set(Settings.PRESET, preset)
                .set(Settings.PRECISION, PrecisionChoice.SINGLE)
                .set(Settings.ITERATIONS, evaluations)
                .build();
        transfer.run(
            TransferInputs.of(
                TestPictures.waves(size.width(), size.height(), 1),
                TestPictures.waves(size.width(), size.height(), 2)),
            settings,
            progress -> calls.add(EngineCalls.take()));
      }
      System.out.println(preset + ": " + String.join(" ", largest(calls)));
    }

    /**
     * Returns the calls of the evaluation with the most. Evaluations at the beginning of a scale do
     * not count, because they compute targets. The last of a run has no update.
     */
    private static List<String> largest(final List<List<String>> calls) {
      final long usual = convolutions(calls.get(calls.size() - 2));
      return calls.stream()
          .filter(evaluation -> convolutions(evaluation) == usual)
          .max(Comparator.comparingInt(List::size))
          .orElseThrow();
    }

    private static long convolutions(final List<String> calls) {
      return calls.stream().filter("torchNNConvNd"::equals).count();
    }
  }
}
