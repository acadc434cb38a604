package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sc.fiji.styletransfer.command.imagej.ImageJInstallation;
import sc.fiji.styletransfer.command.imagej.InsideImageJ;
import sc.fiji.styletransfer.command.imagej.WrongEntries;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.display.WindowProcess;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.weights.PublishedFile;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.file.SampleFiles;

/**
 * The plugin in a real ImageJ window, in the plugins folder, where the thread context class loader
 * cannot see the engine.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainImageJTest {

  private static final int RUNS = Integer.getInteger(InsideImageJ.RUNS, 25);

  private ImageJInstallation imagej;
  private boolean windows;

  @BeforeAll
  void install() throws Exception {
    windows = WindowProcess.canOpenWindows();
    if (windows) imagej = new ImageJInstallation(Path.of("target", "plain-imagej"));
  }

  /** Each test reports itself skipped; Surefire does not count the tests of a skipped class. */
  @BeforeEach
  void assumeWindows() {
    assumeTrue(windows, WindowProcess.NO_WINDOWS);
  }

  @Test
  void whatTheRecorderWritesGivesTheSameImageAgain() throws Exception {
    final Properties found = imagej.play("record");
    assertEquals(
        "Style Transfer...;Style Transfer (Expert)...;Style Transfer (Again)...;Style Transfer"
            + " (Compare)...;Style Transfer (Folder)...;Style Transfer (Weights)...;"
            + "Style Transfer (Engine)...;Style Transfer (Demo)",
        found.getProperty("menu"));
    assertEquals("Style Transfer", found.getProperty("dialog"));
    for (final var setting : DialogPage.BASIC.settings())
      assertTrue(found.getProperty("labels").contains(setting.label()), setting.label());
    final String settings =
        DialogPage.BASIC.settings().stream()
            .map(PlainImageJTest::asRecorded)
            .collect(Collectors.joining(" "));
    assertEquals(
        "run(\"Style Transfer...\", \"stylesource=image styleimage=[style one.tif] "
            + settings
            + "\");",
        found.getProperty("recorded"));
    assertEquals("true", found.getProperty("same"));
    assertEquals("true", found.getProperty("changed"));
    assertEquals("true", found.getProperty("batch"));
    assertTrue(found.getProperty("info").contains("StyleTransfer.iterations: 4\n"));
  }

  private static String asRecorded(final Setting<?> setting) {
    final String value =
        setting == Settings.ITERATIONS
            ? "4"
            : setting == Settings.NETWORK ? "builtin" : InitialValue.text(setting);
    return setting.key() + "=" + value;
  }

  @Test
  void aMissingNetworkIsAskedForOnceAndTakenFromAnotherProgram() throws Exception {
    final Path home = Path.of("target", "plain-imagej").toAbsolutePath();
    final Path keras = Files.createDirectories(home.resolve(".keras").resolve("models"));
    SampleFiles.writeKeras(keras.resolve(PublishedFile.KERAS.name()));
    final Path weights = home.resolve("weights");
    final Properties found = imagej.play("consent", "-D" + WeightsFolders.PROPERTY + "=" + weights);
    assertEquals("0", found.getProperty("dialogs"));
    assertTrue(
        found
            .getProperty("log")
            .startsWith("Style Transfer: The network vgg19-oxford is not installed"),
        found.getProperty("log"));
    assertEquals("Built-in", found.getProperty("offered"));
    for (final String needed :
        List.of(
            PublishedFile.KERAS.name(),
            "80.1 MB",
            "storage.googleapis.com",
            "CC BY 4.0",
            weights.toString(),
            keras.toString()))
      assertTrue(found.getProperty("question").contains(needed), found.getProperty("question"));
    assertTrue(found.getProperty("recorded").contains(" network=imagenet "), found::toString);
    assertTrue(found.getProperty("info").contains("StyleTransfer.networkname: vgg19-oxford"));
    assertEquals("VGG19 (ImageNet)", found.getProperty("offeredLater"));
    assertTrue(found.getProperty("list").contains("oxford"), found.getProperty("list"));
    assertTrue(found.getProperty("list").contains("\n" + weights), found.getProperty("list"));
    assertTrue(found.getProperty("verified").contains("intact   " + weights), found::toString);
  }

  @Test
  void regionsOfTheRoiManagerArePairedWithThoseOfTheStylesOverlay() throws Exception {
    final Properties found = imagej.play("regions");
    assertEquals("false", found.getProperty("inside"), found::toString);
    assertEquals("true", found.getProperty("outside"));
    assertEquals("1", found.getProperty("managed"));
  }

  @Test
  void theDialogRefusesWhatCannotWorkAndFollowsThePreset() throws Exception {
    final Properties found = imagej.play("refuse");
    assertTrue(
        found.getProperty("reason").startsWith("The setting 'Iterations' cannot be '-3'"),
        found::toString);
    assertEquals("2000", found.getProperty("iterations"));
    assertEquals("2", found.getProperty("images"));
  }

  @Test
  void aDialogStartsWithWhatCanWorkAndComesBackWithItsEntriesIfRefused() throws Exception {
    final Properties found = imagej.play("dialog");
    assertEquals("Content: content.tif (RGB, 32 × 32)", found.getProperty("content"));
    assertEquals("File:", found.getProperty("styleWithOneImage"));
    assertEquals("Choose the style file.", found.getProperty("reasonWithOneImage"));
    assertFalse(found.getProperty("recordedAfterCancel").contains("Style"), found::toString);
    assertTrue(found.getProperty("device").startsWith("[auto, cpu"), found::toString);
    assertEquals("[as the content, 256, 512, 1024]", found.getProperty("size"));
    assertEquals("as the content", found.getProperty("sizeAfterDefaults"));
    assertEquals(WrongEntries.EXPECTED, found.getProperty(WrongEntries.FOUND));
    assertEquals("style one [x.tif", found.getProperty("styleAfterDefaults"));
    assertEquals("The result is RGB, 32 × 32 pixels.", found.getProperty("result"));
    assertTrue(
        found.getProperty("estimate").matches("About \\d+ s and \\d\\.\\d GB of memory on cpu\\."),
        found.getProperty("estimate"));
    assertEquals("style one [x.tif", found.getProperty("styleImage"));
    assertEquals(
        InitialValue.text(Settings.ITERATIONS),
        found.getProperty("iterations"),
        "values of a macro are not remembered");
    assertEquals("", found.getProperty("reason"));
    assertTrue(
        found.getProperty("recorded").contains("styleimage=encoded:style%20one%20%5Bx.tif "),
        found.getProperty("recorded"));
    for (final String key : List.of("same", "saved", "savedAgain"))
      assertEquals("true", found.getProperty(key), found::toString);
    assertTrue(found.getProperty("refusal").contains("no image.png"), found::toString);
    assertTrue(found.getProperty("fileAgain").endsWith("no image.png"), found::toString);
    assertEquals("3", found.getProperty("iterationsAgain"));
    assertTrue(
        found.getProperty("abc").startsWith("The setting 'Iterations' cannot be 'abc'"),
        found::toString);
    assertEquals("2", found.getProperty("images"));
    assertEquals(1, found.getProperty("recorder").split("Style Transfer", -1).length - 1);
  }

  @Test
  void aFailureInAMacroIsOneLineInTheLogAndEndsTheMacro() throws Exception {
    final Properties found = imagej.play("fail");
    assertEquals(
        "Style Transfer: The file '/no/such/file.png' does not exist. Check its name and folder.",
        found.getProperty("log").strip());
    assertEquals("1", found.getProperty("images"));
    assertEquals("0", found.getProperty("dialogs"));
  }

  @Test
  void aJavaThatIsTooOldIsNamedInOneSentence() throws Exception {
    final Properties found = imagej.play("old java");
    assertTrue(
        found.getProperty("log").contains("Style Transfer needs Java 17 or newer"),
        found::toString);
    assertEquals(1, found.getProperty("log").strip().lines().count(), found::toString);
  }

  @Test
  void afterRefreshMenusTheUserIsToldToRestart() throws Exception {
    final Properties found = imagej.play("refresh");
    assertEquals("3", found.getProperty("first"), found::toString);
    assertEquals("3", found.getProperty("second"), found::toString);
    assertEquals(
        "Style Transfer: The tensor engine was loaded before the menus were refreshed. Restart"
            + " ImageJ.",
        found.getProperty("log").strip());
  }

  @Test
  void escapeEndsTheRunAndGivesTheImageSoFar() throws Exception {
    final Properties found = imagej.play("stop");
    assertEquals("true", found.getProperty("ended"));
    assertTrue(found.getProperty("status").startsWith("32 × 32"), found::toString);
    assertEquals("false", found.getProperty("windows"));
    assertTrue(
        found.getProperty("info").contains("StyleTransfer.stopped: true\n"), found::toString);
  }

  @Test
  void whatTheUserChangesDuringARunIsRecordedAndRepeats() throws Exception {
    final Properties found = imagej.play("live");
    final String recorded = found.getProperty("recorded");
    assertTrue(
        recorded.matches(".* changes=\\d+:content:0\\.33,?[\\d:content.0,]*:strokes:0\\.66.*"),
        recorded);
    assertEquals("true", found.getProperty("same"));
    assertEquals("true", found.getProperty("effect"));
    assertTrue(Double.parseDouble(found.getProperty("magnification")) >= 8, found::toString);
    assertEquals("2", found.getProperty("imagesAfterDiscard"));
    assertEquals(
        1,
        found.getProperty("recorder").lines().filter(line -> line.contains("Style Tr")).count(),
        "a run that the user stopped is not recorded");
    final int before = Integer.parseInt(found.getProperty("iterationAtKeep"));
    final String info = found.getProperty("infoOfKept");
    assertTrue(info.contains("StyleTransfer.stopped: true\n"), info);
    assertTrue(info.contains("StyleTransfer.preset: gatys\n"), info);
    // Iterations go on while the press of the button is on its way.
    final int after =
        Integer.parseInt(info.replaceAll("(?s).*StyleTransfer.evaluations: (\\d+)\n.*", "$1"));
    assertTrue(after >= before && after <= before + 20, before + " to " + after);
    final String closed = found.getProperty("infoAfterClosing");
    final boolean mixed = closed.contains("StyleTransfer.precision: mixed\n");
    assertTrue(closed.contains("StyleTransfer.evaluations: " + (mixed ? 61 : 60) + "\n"), closed);
    assertEquals("1", found.getProperty("images"));
  }

  @Test
  void theLastRunIsRepeatedOnAnotherImageAndResultsAreCompared() throws Exception {
    final Properties found = imagej.play("after");
    assertTrue(
        found.getProperty("without a run").startsWith("Style Transfer: There is no run to repeat."),
        found::toString);
    assertTrue(
        found
            .getProperty("again")
            .matches(
                "run\\(\"Style Transfer...\", \"stylesource=image styleimage=style.tif preset=gatys"
                    + " .*iterations=3 .*"),
        found.getProperty("again"));
    assertEquals("true", found.getProperty("same"));
    assertEquals(
        "content.tif=true style.tif=true content-stylised.tif=true content-stylised-1.tif=true"
            + " other.tif=false",
        found.getProperty("offered"));
    assertEquals("true", found.getProperty("same montage"));
    assertEquals(
        "content.tif; style.tif; content-stylised.tif: gatys, iterations 3; content-stylised-1.tif:"
            + " gatys, iterations 5",
        found.getProperty("labels"));
  }

  /** With {@code -Druns=200} as many as in a working day; the build has no time for so many. */
  @Test
  void manyRunsInASessionLeaveNothingBehind() throws Exception {
    assumeTrue(Path.of("/proc/self/status").toFile().exists(), "memory is read from /proc");
    final Properties found =
        imagej.play(
            "many",
            "-D" + InsideImageJ.RUNS + "=" + RUNS,
            "-Xms300m",
            "-Xmx300m",
            "-XX:+AlwaysPreTouch",
            "-XX:TieredStopAtLevel=1");
    final double before = Double.parseDouble(found.getProperty("residentBefore"));
    final double after = Double.parseDouble(found.getProperty("residentAfter"));
    assertTrue(after < 1.05 * before, found.getProperty("resident"));
    assertEquals(found.getProperty("before"), found.getProperty("after"));
  }
}
