package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.await;
import static sc.fiji.styletransfer.command.imagej.Screen.lastLine;
import static sc.fiji.styletransfer.command.imagej.Screen.press;
import static sc.fiji.styletransfer.command.imagej.Screen.samePixels;
import static sc.fiji.styletransfer.command.imagej.Screen.show;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Checkbox;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** A user who repeats a run on another image, and compares the results. */
final class AfterScenario {

  private static final String AGAIN = "Style Transfer (Again)...";

  private final Properties findings;

  AfterScenario(final Properties findings) {
    this.findings = findings;
  }

  void play() throws Exception {
    final ImagePlus content = show("content.tif", 1);
    IJ.runMacro("run(\"" + AGAIN + "\");");
    findings.setProperty("without a run", String.valueOf(IJ.getLog()));
    show("style.tif", 2);
    Screen.select(content);
    final Recorder recorder = new Recorder();
    run(3);
    again(recorder);
    Screen.select(content);
    run(5);
    compare(recorder);
    recorder.close();
  }

  private static void run(final int iterations) throws Exception {
    final int before = WindowManager.getImageCount();
    IJ.doCommand("Style Transfer...");
    final SettingsWindow dialog = SettingsWindow.dialog();
    dialog.set("preset", "gatys");
    dialog.set("iterations", String.valueOf(iterations));
    dialog.press("ok");
    await(() -> WindowManager.getImageCount() > before ? dialog : null);
  }

  private void again(final Recorder recorder) throws Exception {
    final ImagePlus other = show("other.tif", 3);
    Screen.select(other);
    IJ.doCommand(AGAIN);
    final ImagePlus result = await(() -> WindowManager.getImage("other-stylised.tif"));
    final String before = recorder.getText();
    await(
        () ->
            recorder.getText().lines().filter(l -> l.contains("Style Tr")).count() == 2
                ? result
                : null);
    findings.setProperty("recorder", before);
    final String macro = lastLine(recorder.getText());
    findings.setProperty("again", macro);
    final ImagePlus copy = result.duplicate();
    close(result);
    Screen.select(other);
    IJ.runMacro(macro);
    final ImagePlus replayed = await(() -> WindowManager.getImage("other-stylised.tif"));
    findings.setProperty("same", String.valueOf(samePixels(copy, replayed)));
    close(replayed);
  }

  private void compare(final Recorder recorder) throws Exception {
    Screen.select(WindowManager.getImage("content-stylised.tif"));
    IJ.doCommand("Style Transfer (Compare)...");
    final GenericDialog dialog = await(Screen::openDialog);
    findings.setProperty(
        "offered",
        ((List<?>) dialog.getCheckboxes())
            .stream().map(AfterScenario::entry).collect(Collectors.joining(" ")));
    press(dialog, 0);
    final ImagePlus montage = await(() -> WindowManager.getImage("Comparison"));
    await(() -> recorder.getText().contains("Compare") ? montage : null);
    Thread.sleep(500);
    final String macro = lastLine(recorder.getText());
    findings.setProperty("compared", macro);
    findings.setProperty("size", montage.getWidth() + " " + montage.getHeight());
    final ImagePlus copy = montage.duplicate();
    close(montage);
    IJ.runMacro(macro);
    final ImagePlus replayed = await(() -> WindowManager.getImage("Comparison"));
    findings.setProperty("same montage", String.valueOf(samePixels(copy, replayed)));
    close(replayed);
    IJ.runMacro(macro.replace("layout=montage", "layout=stack"));
    final ImagePlus stack = await(() -> WindowManager.getImage("Comparison"));
    findings.setProperty(
        "labels", String.join("; ", stack.getStack().getSliceLabels()).replaceAll("; null", ""));
  }

  private static String entry(final Object checkbox) {
    final Checkbox box = (Checkbox) checkbox;
    return box.getLabel() + "=" + box.getState();
  }

  private static void close(final ImagePlus image) {
    image.changes = false;
    image.close();
  }
}
