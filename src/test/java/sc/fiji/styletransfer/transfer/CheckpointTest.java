package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.SmallDisk;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.plan.MemoryDemand;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/** A run that was broken off goes on to the same result, bit by bit. */
@Tag("slow")
class CheckpointTest {

  /** How often to kill; {@code -Dcheckpoint.kills=20} for a long test. */
  private static final int KILLS = Integer.getInteger("checkpoint.kills", 3);

  @TempDir Path folder;

  private static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @CsvSource({
    "LBFGS, 0, 7",
    "ADAM, 0, 7",
    "LBFGS, 24, 3",
    "LBFGS, 24, 12",
    "ADAM, 24, 13",
  })
  void aRunThatFailedGoesOnToTheSameResult(
      final Algorithm algorithm, final int coarsest, final int failing) {
    final TransferSettings unbroken =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .set(Settings.ITERATIONS, 10)
            .set(Settings.OPTIMIZER, algorithm)
            .set(Settings.HISTORY, 4)
            .set(Settings.COARSEST, coarsest)
            .build();
    goesOnToTheSameResult(unbroken, unbroken, failing);
  }

  /**
   * What rounding does was last looked at before the run failed, or is to be when it goes on
   * because deep layers count from then on.
   */
  @ParameterizedTest
  @ValueSource(ints = {7, 9, 28})
  void whatRoundingDidIsTakenUpAgain(final int failing) {
    final TransferSettings mixed =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.ITERATIONS, 29)
            .set(Settings.HISTORY, 4)
            .set(Settings.PRECISION, PrecisionChoice.MIXED)
            .set(Settings.CONTENT_LEAD, 5.0)
            .set(Settings.DEEP_FROM, 0.25)
            .build();
    goesOnToTheSameResult(mixed, mixed, failing);
  }

  /** The style is matched to the same picture as before: at a scale, and in both rounds. */
  @ParameterizedTest
  @ValueSource(ints = {6, 14, 18, 22})
  void matchesAreFoundAgain(final int failing) {
    final TransferSettings strokes =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.STROKES)
            .parse("style-layers", "conv1_1,conv2_1,conv3_1")
            .set(Settings.COARSEST, 28)
            .set(Settings.ITERATIONS, 17)
            .set(Settings.COARSE_EFFORT, 0.42)
            .set(Settings.SPLITTING, 2)
            .set(Settings.SPLITTING_ITERATIONS, 4)
            .build();
    goesOnToTheSameResult(strokes, strokes, failing);
  }

  /** The content's weight has changed by then. */
  @Test
  void theBalanceOfContentAndStyleIsTakenUpAgain() {
    final TransferSettings balanced =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.COARSEST, 28)
            .set(Settings.REFERENCE_SIDE, 28)
            .set(Settings.COARSE_EFFORT, 1.0)
            .set(Settings.ITERATIONS, 12)
            .build();
    goesOnToTheSameResult(balanced, balanced, 21);
  }

  /** Before, at and after a change that the user made. */
  @ParameterizedTest
  @CsvSource({"SINGLE, 6", "SINGLE, 7", "SINGLE, 8", "MIXED, 6", "MIXED, 7", "MIXED, 8"})
  void whatTheUserChangedIsTakenUpAgain(final PrecisionChoice precision, final int failing) {
    final TransferSettings changed =
        TransferSettings.builder()
            .set(Settings.ITERATIONS, 18)
            .set(Settings.HISTORY, 4)
            .set(Settings.PRECISION, precision)
            .parse("changes", "3:content:0.5,8:strokes:1.5")
            .build();
    goesOnToTheSameResult(changed, changed, failing);
  }

  /** Whatever the memory of the process that goes on. */
  @ParameterizedTest
  @EnumSource
  void whatLiesInFilesIsTakenUpAgain(final TensorStorage kept) {
    final TransferSettings roomy =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .set(Settings.ITERATIONS, 10)
            .set(Settings.HISTORY, 4)
            .build();
    final MemoryDemand demand =
        new MemoryDemand(
            PictureSize.of(CheckpointedRun.inputs().content()), roomy, NetworkWidths.VGG19);
    final double least = MemoryDemand.FIXED + demand.pictures() + demand.activations(0);
    final double most = least + (kept == TensorStorage.DEVICE ? demand.state() : 0) + 1024;
    final TransferSettings narrow =
        roomy
            .change()
            .parse("memory", String.format(Locale.ROOT, "%.3fM", most / (1 << 20)))
            .build();
    final TransferPlan[] plans = new TransferPlan[1];
    run(
        narrow,
        new ProgressListener() {
          @Override
          public void planned(final TransferPlan plan) {
            plans[0] = plan;
          }

          @Override
          public void evaluated(final Progress progress) {
            // goes on
          }
        });
    assertEquals(demand.history(), plans[0].historyInFile());
    assertEquals(kept == TensorStorage.DEVICE ? 0 : demand.state(), plans[0].stateInFile());
    assertEquals(0, plans[0].tileSide());
    goesOnToTheSameResult(narrow, roomy, 7);
  }

  /** A run with some settings, and one broken off and taken up with others. */
  private void goesOnToTheSameResult(
      final TransferSettings first, final TransferSettings second, final int failing) {
    final TransferResult expected = run(first, ProgressListener.NONE);
    assertThrows(BrokenOff.class, () -> run(kept(first), failAt(failing)));
    assertTrue(Files.exists(file()));
    final int[] evaluation = new int[1];
    final TransferResult actual =
        run(
            kept(second),
            progress -> evaluation[0] = evaluation[0] == 0 ? progress.evaluation() : evaluation[0]);
    assertEquals(failing, evaluation[0], "goes on with the evaluation that failed");
    assertEquals(expected.loss(), actual.loss());
    assertEquals(expected.evaluations(), actual.evaluations());
    assertArrayEquals(
        TestPictures.values(expected.picture()), TestPictures.values(actual.picture()));
    finishedRunsAreNotRepeated(kept(second), actual);
  }

  /** The checkpoint of a finished run holds its result until the caller deletes it. */
  private void finishedRunsAreNotRepeated(
      final TransferSettings settings, final TransferResult expected) {
    final TransferResult again =
        run(settings, progress -> fail("evaluates again: " + progress.evaluation()));
    assertEquals(expected.loss(), again.loss());
    assertEquals(expected.evaluations(), again.evaluations());
    assertEquals(expected.contentFactor(), again.contentFactor());
    assertArrayEquals(
        TestPictures.values(expected.picture()), TestPictures.values(again.picture()));
    StyleTransfer.deleteCheckpoint(settings);
    assertEquals(List.of(), filesInFolder());
  }

  private List<String> filesInFolder() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TransferSettings kept(final TransferSettings settings) {
    return settings
        .change()
        .set(Settings.CHECKPOINT, file().toString())
        .set(Settings.CHECKPOINT_INTERVAL, 0)
        .build();
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused() {
    final TransferSettings settings = CheckpointedRun.settings(file());
    assertThrows(BrokenOff.class, () -> run(settings, failAt(3)));
    final TransferSettings other = settings.change().set(Settings.STYLE_WEIGHT, 7.0).build();
    assertThrows(StyleTransferException.class, () -> run(other, ProgressListener.NONE));
  }

  private static Guide guide(final int style, final long seed) {
    return new Guide(mask(1), style, Optional.of(mask(seed)));
  }

  /** Returns a mask whose left or right half is 1. */
  private static RandomAccessibleInterval<FloatType> mask(final long half) {
    final Img<FloatType> mask = ArrayImgs.floats(40, 33);
    final var cursor = mask.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      cursor.get().set(cursor.getIntPosition(0) / 20 == half % 2 ? 1 : 0);
    }
    return mask;
  }

  private static TransferInputs guided(final int style, final long source) {
    final TransferInputs one = CheckpointedRun.inputs();
    return new TransferInputs(
            one.content(),
            List.of(TestPictures.waves(40, 33, 2), TestPictures.waves(40, 33, 3)),
            Optional.empty())
        .withGuides(List.of(guide(style, source)));
  }

  @Test
  void aCheckpointBelongsToRegionsAndNetwork() {
    final TransferSettings settings = CheckpointedRun.settings(file());
    assertThrows(BrokenOff.class, () -> run(1, guided(0, 0), settings, failAt(3)));
    for (final TransferInputs other : List.of(guided(1, 0), guided(0, 1)))
      assertThrows(
          StyleTransferException.class, () -> run(1, other, settings, ProgressListener.NONE));
    assertThrows(
        StyleTransferException.class,
        () -> run(2, guided(0, 0), settings, ProgressListener.NONE),
        "another network");
    assertThrows(BrokenOff.class, () -> run(1, guided(0, 0), settings, failAt(4)));
  }

  /** The computer that goes on measures other rates than the one that began. */
  @ParameterizedTest
  @CsvSource({"MIXED, SINGLE", "SINGLE, MIXED"})
  void aRunGoesOnInThePrecisionInWhichItBegan(
      final Precision beginning, final Precision continuing) {
    final TransferSettings auto =
        CheckpointedRun.settings(file())
            .change()
            .set(Settings.PRECISION, PrecisionChoice.AUTO)
            .build();
    System.setProperty(MachineFile.PROPERTY, folder.resolve("preferences").toString());
    try {
      noteFaster(beginning);
      assertThrows(BrokenOff.class, () -> run(auto, failAt(5)));
      noteFaster(continuing);
      try (StyleTransfer transfer =
          new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"))) {
        transfer.run(CheckpointedRun.inputs(), auto, ProgressListener.NONE);
        assertEquals(Optional.of(PrecisionChoice.of(beginning)), transfer.usedPrecision());
      }
    } finally {
      System.clearProperty(MachineFile.PROPERTY);
    }
  }

  private static void noteFaster(final Precision fast) {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      for (final Precision precision : Precision.values())
        MachineFile.standard()
            .note(
                "rate." + precision + "." + session.identity(),
                precision == fast ? "2e11" : "1e11");
    }
  }

  @Test
  void twoRunsCannotUseOneCheckpoint() {
    final TransferSettings settings = CheckpointedRun.settings(file());
    final StyleTransferException[] refused = new StyleTransferException[1];
    run(
        settings,
        progress -> {
          if (progress.evaluation() == 2)
            try (CheckpointLock second = new CheckpointPlace(file()).lock()) {
              fail("locked twice: " + second);
            } catch (final StyleTransferException e) {
              refused[0] = e;
            }
        });
    assertTrue(refused[0].getMessage().startsWith("Another run uses the checkpoint"));
    new CheckpointPlace(file()).lock().close();
    assertEquals(List.of("run.checkpoint"), filesInFolder());
  }

  @Test
  void partsOfKilledProcessesAreDeleted() throws IOException {
    Files.writeString(folder.resolve(".style-transfer-123.part"), "part of a state");
    Files.writeString(folder.resolve("other.part"), "a file of the user");
    run(CheckpointedRun.settings(file()), ProgressListener.NONE);
    assertEquals(List.of("other.part", "run.checkpoint"), filesInFolder());
  }

  @Test
  void aFolderThatIsNotThereIsRefusedBeforeTheFirstEvaluation() {
    final TransferSettings settings =
        CheckpointedRun.settings(folder.resolve("missing").resolve("run.checkpoint"));
    assertThrows(
        StyleTransferException.class,
        () -> run(settings, progress -> fail("evaluates " + progress.evaluation())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "/"})
  void aTextThatIsNoFileIsRefusedInOneSentence(final String text) {
    final TransferSettings settings =
        CheckpointedRun.settings(file()).change().set(Settings.CHECKPOINT, text).build();
    final String message =
        assertThrows(StyleTransferException.class, () -> run(settings, ProgressListener.NONE))
            .getMessage();
    assertTrue(message.contains("checkpoint") && message.endsWith("."), message);
  }

  @Test
  void aFolderIsRefused() {
    assertThrows(
        StyleTransferException.class,
        () -> run(CheckpointedRun.settings(folder), progress -> fail("evaluates")));
    assertEquals(List.of(), filesInFolder());
  }

  /** Of the header, of the numbers in it, and of the vectors. */
  @Test
  void aDamagedCheckpointIsCalledACheckpoint() throws IOException {
    final TransferSettings settings = CheckpointedRun.settings(file());
    assertThrows(BrokenOff.class, () -> run(settings, failAt(3)));
    final byte[] sound = Files.readAllBytes(file());
    final String text = new String(sound, StandardCharsets.ISO_8859_1);
    final List<String> damaged =
        List.of(
            text.substring(0, text.length() - 1),
            text.substring(0, 100),
            "",
            text.replaceFirst("run.left=0x", "run.left=zz"),
            text.replaceFirst("run.left=", "run.lost="),
            text.replaceFirst("run.pixels", "run.pixelz"));
    for (final String bytes : damaged) {
      assertNotEquals(text, bytes);
      Files.write(file(), bytes.getBytes(StandardCharsets.ISO_8859_1));
      final String message =
          assertThrows(StyleTransferException.class, () -> run(settings, ProgressListener.NONE))
              .getMessage();
      assertTrue(message.startsWith("The checkpoint ") && message.contains("is damaged"), message);
    }
    Files.write(file(), sound);
    assertThrows(BrokenOff.class, () -> run(settings, failAt(4)));
  }

  /** The state of a finished run is written last, and its failure must not cost the picture. */
  @Test
  void aFinishedRunHasItsResultWhenNoStateCanBeWritten() {
    final TransferSettings rare =
        CheckpointedRun.settings(file())
            .change()
            .set(Settings.ITERATIONS, 3)
            .set(Settings.CHECKPOINT_INTERVAL, 1000)
            .build();
    final TransferResult result =
        run(
            rare,
            progress -> {
              if (progress.evaluation() == 2) blockByFolder(file());
            });
    assertEquals(3, result.evaluations());
    StyleTransfer.deleteCheckpoint(rare); // warns, and throws nothing
  }

  private static void blockByFolder(final Path file) {
    try {
      Files.createDirectory(file);
      Files.writeString(file.resolve("inside"), "");
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFullDiskIsRefusedBeforeTheFirstEvaluation() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 8 << 10)) {
      final TransferSettings settings =
          CheckpointedRun.settings(disk.folder().resolve("run.checkpoint"));
      final String message =
          assertThrows(
                  StyleTransferException.class, () -> run(settings, progress -> fail("evaluates")))
              .getMessage();
      assertTrue(message.contains("cannot be written"), message);
      assertEquals(0, disk.folder().toFile().list().length);
    }
  }

  /** The disk has room for the first states and not for those with more steps. */
  @Test
  void aDiskThatBecomesFullKeepsThePreviousState() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 128 << 10)) {
      final Path file = disk.folder().resolve("run.checkpoint");
      final TransferResult expected = run(CheckpointedRun.settings(file()), ProgressListener.NONE);
      final TransferSettings settings = CheckpointedRun.settings(file);
      assertThrows(BrokenOff.class, () -> run(settings, failAt(40)));
      assertArrayEquals(new String[] {"run.checkpoint"}, disk.folder().toFile().list());
      final TransferResult result = run(settings, ProgressListener.NONE);
      assertArrayEquals(
          TestPictures.values(expected.picture()), TestPictures.values(result.picture()));
    }
  }

  @Test
  void aRunGoesOnWhenALaterStateCannotBeWritten() {
    final TransferSettings settings = CheckpointedRun.settings(file());
    final TransferResult result =
        run(
            settings,
            progress -> {
              if (progress.evaluation() == 56) replaceByFolder(file());
            });
    assertEquals(60, result.evaluations());
  }

  /** A folder that is not empty cannot be replaced by a file. */
  private static void replaceByFolder(final Path file) {
    try {
      Files.delete(file);
      Files.createDirectory(file);
      Files.writeString(file.resolve("inside"), "");
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProcessKilledAtAnyMomentGoesOnToTheSameResult() throws Exception {
    final Path expected = folder.resolve("unbroken");
    assertEquals(0, start(folder.resolve("unused.checkpoint"), expected).waitFor());
    final Path result = folder.resolve("result");
    final Random random = new Random(5);
    for (int kills = 0; kills < KILLS; ) {
      final Process process = start(file(), result);
      // Kill somewhere between its start and about its end.
      if (process.waitFor(500 + random.nextInt(6000), TimeUnit.MILLISECONDS)) {
        assertEquals(0, process.exitValue());
        check(expected, result);
      } else {
        process.destroyForcibly().waitFor();
        kills++;
      }
    }
    assertEquals(0, start(file(), result).waitFor());
    check(expected, result);
  }

  private static void check(final Path expected, final Path result) throws IOException {
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(result));
  }

  private Process start(final Path checkpoint, final Path result) throws IOException {
    return JavaProcess.of(CheckpointedRun.class, "256m", checkpoint.toString(), result.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start();
  }

  private static ProgressListener failAt(final int evaluation) {
    return progress -> {
      if (progress.evaluation() == evaluation) throw new BrokenOff();
    };
  }

  private static TransferResult run(
      final TransferSettings settings, final ProgressListener listener) {
    return run(1, CheckpointedRun.inputs(), settings, listener);
  }

  private static TransferResult run(
      final long network,
      final TransferInputs inputs,
      final TransferSettings settings,
      final ProgressListener listener) {
    try (StyleTransfer transfer =
        new StyleTransfer(new RandomWeights(network), new DeviceChoice("cpu"))) {
      return transfer.run(inputs, settings, listener);
    }
  }

  private Path file() {
    return folder.resolve("run.checkpoint");
  }
}
