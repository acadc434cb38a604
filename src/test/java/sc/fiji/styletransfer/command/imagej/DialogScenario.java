package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.await;
import static sc.fiji.styletransfer.command.imagej.Screen.lastLine;
import static sc.fiji.styletransfer.command.imagej.Screen.samePixels;
import static sc.fiji.styletransfer.command.imagej.Screen.show;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A user who leaves the dialog untouched, cancels it, and enters what is refused. */
final class DialogScenario {

  private static final String COMMAND = "Style Transfer...";

  private final Path folder;
  private final Properties findings;

  DialogScenario(final Path folder, final Properties findings) {
    this.folder = folder;
    this.findings = findings;
  }

  void play() throws Exception {
    final ImagePlus content = show("content.tif", 1);
    final Recorder recorder = new Recorder();
    cancelWithOneImage(recorder);
    IJ.runMacro(
        "newImage(\"other\", \"RGB\", 32, 32, 1); selectImage(\"content.tif\");"
            + "run(\"Style Transfer...\", \"styleimage=other iterations=2 size=20\");");
    close(WindowManager.getImage("content-stylised.tif"));
    close(content);
    show("style one [x.tif", 2);
    final ImagePlus again = show("content.tif", 1);
    close(WindowManager.getImage("other"));
    Screen.select(again);
    useAnyFileName(recorder);
    Screen.select(again);
    refuse();
    findings.setProperty("recorder", recorder.getText());
    recorder.close();
  }

  private void cancelWithOneImage(final Recorder recorder) throws Exception {
    IJ.doCommand(COMMAND);
    final SettingsWindow dialog = SettingsWindow.dialog();
    dialog.awaitEnabled("ok", false);
    findings.setProperty("content", dialog.text("content"));
    findings.setProperty("styleWithOneImage", dialog.text("styleimage"));
    findings.setProperty("reasonWithOneImage", dialog.text("reason"));
    dialog.press("cancel");
    dialog.awaitEnd();
    Thread.sleep(500);
    findings.setProperty("recordedAfterCancel", recorder.getText());
  }

  /** The untouched dialog offers the other image; its title has an unpaired bracket. */
  private void useAnyFileName(final Recorder recorder) throws Exception {
    IJ.doCommand(COMMAND);
    final SettingsWindow dialog = SettingsWindow.dialog();
    findings.setProperty("styleImage", dialog.text("styleimage"));
    findings.setProperty("iterations", dialog.text("iterations"));
    findings.setProperty("device", dialog.choices("device").toString());
    findings.setProperty("size", dialog.choices("size").toString());
    final String preset = dialog.text("preset");
    dialog.set("preset", "udacity");
    dialog.set("size", "24");
    dialog.awaitEnabled("ok", true);
    WrongEntries.enter(dialog, folder, findings);
    dialog.press("defaults");
    Screen.await(() -> dialog.text("preset").equals(preset) ? dialog : null);
    findings.setProperty("sizeAfterDefaults", dialog.text("size"));
    findings.setProperty("styleAfterDefaults", dialog.text("styleimage"));
    dialog.set("iterations", "2");
    final Path saved = folder.resolve("a] out [1 'x' \u00fc\u56f3 = b.tif");
    dialog.set("saveas", saved.toString());
    findings.setProperty("reason", dialog.text("reason"));
    findings.setProperty("estimate", Screen.await(() -> estimate(dialog)));
    findings.setProperty("result", dialog.text("result"));
    dialog.press("ok");
    final ImagePlus result = await(() -> WindowManager.getImage("content-stylised.tif"));
    await(() -> recorder.getText().contains("iterations=2 ") ? recorder : null);
    final String macro = lastLine(recorder.getText());
    findings.setProperty("recorded", macro);
    findings.setProperty("saved", String.valueOf(Files.deleteIfExists(saved)));
    final ImagePlus before = result.duplicate();
    close(result);
    Screen.select(WindowManager.getImage("content.tif"));
    IJ.runMacro(macro);
    final ImagePlus replayed = await(() -> WindowManager.getImage("content-stylised.tif"));
    findings.setProperty("same", String.valueOf(samePixels(before, replayed)));
    findings.setProperty("savedAgain", String.valueOf(Files.exists(saved)));
    close(replayed);
  }

  private static String estimate(final SettingsWindow dialog) {
    final String text = dialog.text("estimate");
    return text.isBlank() ? null : text;
  }

  /** The file of the style exists, which the dialog checks, but is no image. */
  private void refuse() throws Exception {
    final Path file = Files.writeString(folder.resolve("no image.png"), "not an image");
    IJ.doCommand(COMMAND);
    final SettingsWindow dialog = SettingsWindow.dialog();
    dialog.set("styleimage", "File:");
    dialog.set("stylefile", file.toString());
    dialog.set("iterations", "3");
    dialog.awaitEnabled("ok", true);
    dialog.press("ok");
    final SettingsWindow again = dialog.next();
    // The first check of the dialog must not remove the reason.
    Thread.sleep(500);
    findings.setProperty("refusal", again.text("reason"));
    findings.setProperty("fileAgain", again.text("stylefile"));
    findings.setProperty("iterationsAgain", again.text("iterations"));
    again.set("iterations", "abc");
    again.awaitEnabled("ok", false);
    findings.setProperty("abc", again.text("reason"));
    again.press("cancel");
    again.awaitEnd();
    Thread.sleep(500);
    findings.setProperty("images", String.valueOf(WindowManager.getImageCount()));
  }

  /** Closes an image without the question whether to save it. */
  private static void close(final ImagePlus image) {
    image.changes = false;
    image.close();
  }
}
