package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.await;
import static sc.fiji.styletransfer.command.imagej.Screen.lastLine;
import static sc.fiji.styletransfer.command.imagej.Screen.samePixels;
import static sc.fiji.styletransfer.command.imagej.Screen.show;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user who moves the sliders of a run, stops runs, and closes windows while a run is going. */
final class LiveScenario {

  private static final String COMMAND = "Style Transfer...";
  private static final String RESULT = "content-stylised.tif";
  private static final Pattern ITERATION = Pattern.compile("iteration (\\d+) of");

  private final Properties findings;
  private ImagePlus content;

  LiveScenario(final Properties findings) {
    this.findings = findings;
  }

  void play() throws Exception {
    show("style.tif", 2);
    content = show("content.tif", 1);
    final Recorder recorder = new Recorder();
    steer(recorder);
    discard();
    findings.setProperty("imagesAfterDiscard", String.valueOf(WindowManager.getImageCount()));
    keep();
    findings.setProperty("recorder", recorder.getText());
    recorder.close();
    closeWindows();
  }

  private void steer(final Recorder recorder) throws Exception {
    final SettingsWindow run = start(90);
    run.slide("content", 40);
    run.slide("strokes", -30);
    final ImagePlus result = await(() -> WindowManager.getImage(RESULT));
    await(() -> recorder.getText().contains("iterations=90") ? recorder : null);
    final String macro = lastLine(recorder.getText());
    findings.setProperty("recorded", macro);
    findings.setProperty("magnification", "" + result.getCanvas().getMagnification());
    final ImagePlus before = result.duplicate();
    close(result);
    Screen.select(content);
    IJ.runMacro(macro);
    final ImagePlus replayed = await(() -> WindowManager.getImage(RESULT));
    findings.setProperty("same", String.valueOf(samePixels(before, replayed)));
    close(replayed);
    IJ.runMacro(macro.replaceAll(" changes=\\S+", "").replace(" )", ")"));
    final ImagePlus unchanged = await(() -> WindowManager.getImage(RESULT));
    findings.setProperty("effect", String.valueOf(!samePixels(before, unchanged)));
    close(unchanged);
  }

  private void keep() throws Exception {
    final SettingsWindow run = start(1_000_000);
    final int before = iteration(run);
    run.press("keep");
    final ImagePlus result = await(() -> WindowManager.getImage(RESULT));
    findings.setProperty("iterationAtKeep", String.valueOf(before));
    findings.setProperty("infoOfKept", result.getInfoProperty());
    close(result);
  }

  private void discard() throws Exception {
    final SettingsWindow run = start(1_000_000);
    run.press("discard");
    run.awaitEnd();
    Thread.sleep(1000);
  }

  /** The run goes on and shows its result. */
  private void closeWindows() throws Exception {
    final SettingsWindow run = start(60);
    java.awt.EventQueue.invokeAndWait(() -> run.window().dispose());
    content.changes = false;
    content.getWindow().close();
    final ImagePlus style = WindowManager.getImage("style.tif");
    style.changes = false;
    style.getWindow().close();
    final ImagePlus result = await(() -> WindowManager.getImage(RESULT));
    findings.setProperty("infoAfterClosing", result.getInfoProperty());
    findings.setProperty("images", String.valueOf(WindowManager.getImageCount()));
  }

  /** Starts a run in the dialog, and waits for its first iteration. */
  private SettingsWindow start(final int iterations) throws Exception {
    Screen.select(content);
    IJ.doCommand(COMMAND);
    final SettingsWindow dialog = SettingsWindow.dialog();
    dialog.set("preset", "gatys");
    dialog.set("iterations", String.valueOf(iterations));
    dialog.press("ok");
    final SettingsWindow run = await(SettingsWindow::openRun);
    await(() -> run.text("live status").isBlank() ? null : run);
    return run;
  }

  private static int iteration(final SettingsWindow run) {
    final Matcher matcher = ITERATION.matcher(run.text("live status"));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static void close(final ImagePlus image) {
    image.changes = false;
    image.close();
  }
}
