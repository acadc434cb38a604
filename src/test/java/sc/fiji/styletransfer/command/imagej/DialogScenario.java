package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.await;
import static sc.fiji.styletransfer.command.imagej.Screen.field;
import static sc.fiji.styletransfer.command.imagej.Screen.lastLine;
import static sc.fiji.styletransfer.command.imagej.Screen.openDialog;
import static sc.fiji.styletransfer.command.imagej.Screen.openDialogOtherThan;
import static sc.fiji.styletransfer.command.imagej.Screen.press;
import static sc.fiji.styletransfer.command.imagej.Screen.reasonOf;
import static sc.fiji.styletransfer.command.imagej.Screen.samePixels;
import static sc.fiji.styletransfer.command.imagej.Screen.show;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
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
    select(again);
    useAnyFileName(recorder);
    select(again);
    refuse();
    findings.setProperty("recorder", recorder.getText());
    recorder.close();
  }

  private void cancelWithOneImage(final Recorder recorder) throws Exception {
    IJ.doCommand(COMMAND);
    final GenericDialog dialog = await(Screen::openDialog);
    await(() -> dialog.getButtons()[0].isEnabled() ? null : dialog);
    findings.setProperty("sourceWithOneImage", choice(dialog, 0).getSelectedItem());
    findings.setProperty("reasonWithOneImage", reasonOf(dialog));
    press(dialog, 1);
    await(() -> openDialog() == null ? dialog : null);
    Thread.sleep(500);
    findings.setProperty("recordedAfterCancel", recorder.getText());
  }

  /** The untouched dialog offers the other image; its title has an unpaired bracket. */
  private void useAnyFileName(final Recorder recorder) throws Exception {
    IJ.doCommand(COMMAND);
    final GenericDialog dialog = await(Screen::openDialog);
    findings.setProperty("sourceWithTwoImages", choice(dialog, 0).getSelectedItem());
    findings.setProperty("styleImage", choice(dialog, 1).getSelectedItem());
    findings.setProperty("iterations", field(dialog, "Iterations").getText());
    field(dialog, "Iterations").setText("2");
    final Path saved = folder.resolve("a] out [1 'x' \u00fc\u56f3 = b.tif");
    field(dialog, "Save as").setText(saved.toString());
    Thread.sleep(300);
    findings.setProperty("reason", reasonOf(dialog));
    press(dialog, 0);
    final ImagePlus result = await(() -> WindowManager.getImage("content-stylised.tif"));
    await(() -> recorder.getText().contains("iterations=2 ") ? recorder : null);
    final String macro = lastLine(recorder.getText());
    findings.setProperty("recorded", macro);
    findings.setProperty("saved", String.valueOf(Files.deleteIfExists(saved)));
    final ImagePlus before = result.duplicate();
    close(result);
    select(WindowManager.getImage("content.tif"));
    IJ.runMacro(macro);
    final ImagePlus replayed = await(() -> WindowManager.getImage("content-stylised.tif"));
    findings.setProperty("same", String.valueOf(samePixels(before, replayed)));
    findings.setProperty("savedAgain", String.valueOf(Files.exists(saved)));
    close(replayed);
  }

  /** The file of the style exists, which the dialog checks, but is no image. */
  private void refuse() throws Exception {
    final Path file = Files.writeString(folder.resolve("no image.png"), "not an image");
    IJ.doCommand(COMMAND);
    final GenericDialog dialog = await(Screen::openDialog);
    choice(dialog, 0).select("file");
    field(dialog, "Style file").setText(file.toString());
    field(dialog, "Iterations").setText("3");
    dialog.itemStateChanged(null);
    await(() -> dialog.getButtons()[0].isEnabled() ? dialog : null);
    press(dialog, 0);
    final GenericDialog again = await(() -> openDialogOtherThan(dialog));
    // The first check of the dialog must not remove the reason.
    Thread.sleep(500);
    findings.setProperty("refusal", reasonOf(again));
    findings.setProperty("fileAgain", field(again, "Style file").getText());
    findings.setProperty("iterationsAgain", field(again, "Iterations").getText());
    field(again, "Iterations").setText("abc");
    await(() -> again.getButtons()[0].isEnabled() ? null : again);
    findings.setProperty("abc", reasonOf(again));
    press(again, 1);
    await(() -> openDialog() == null ? again : null);
    Thread.sleep(500);
    findings.setProperty("images", String.valueOf(WindowManager.getImageCount()));
  }

  /** Makes an image the current one, after windows that become active late. */
  private static void select(final ImagePlus image) throws InterruptedException {
    Thread.sleep(1000);
    WindowManager.setCurrentWindow(image.getWindow());
    await(() -> WindowManager.getCurrentImage() == image ? image : null);
  }

  /** Closes an image without the question whether to save it. */
  private static void close(final ImagePlus image) {
    image.changes = false;
    image.close();
  }

  private static Choice choice(final GenericDialog dialog, final int index) {
    return (Choice) dialog.getChoices().get(index);
  }
}
