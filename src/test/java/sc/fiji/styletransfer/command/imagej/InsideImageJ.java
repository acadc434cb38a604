package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.await;
import static sc.fiji.styletransfer.command.imagej.Screen.entriesOf;
import static sc.fiji.styletransfer.command.imagej.Screen.lastLine;
import static sc.fiji.styletransfer.command.imagej.Screen.openDialogs;
import static sc.fiji.styletransfer.command.imagej.Screen.samePixels;
import static sc.fiji.styletransfer.command.imagej.Screen.show;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.Component;
import java.awt.Toolkit;
import java.awt.Window;
import java.io.Writer;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A user in front of plain ImageJ: opens images, clicks, types, runs macros, and writes it down.
 */
public final class InsideImageJ {

  /** System property with the number of runs in one session. */
  public static final String RUNS = "runs";

  /** Runs after which threads and memory must stay the same. */
  private static final int WARM_UP = 15;

  private static final String COMMAND = "Style Transfer...";

  private final Path folder;
  private final Properties findings = new Properties();

  private InsideImageJ(final Path folder) {
    this.folder = folder;
  }

  /** Arguments: scenario, folder, file for the findings; for the example macros, their folder. */
  public static void main(final String[] args) throws Exception {
    // A test that is killed leaves no ImageJ behind.
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    final InsideImageJ user = new InsideImageJ(Path.of(args[1]));
    new ImageJ();
    try {
      user.play(args);
    } catch (final Exception e) {
      // The threads of windows would keep the virtual machine alive.
      e.printStackTrace();
      System.err.println("Images: " + String.join("; ", WindowManager.getImageTitles()));
      System.err.println("Log: " + IJ.getLog());
      System.exit(1);
    }
    try (Writer writer = Files.newBufferedWriter(Path.of(args[2]))) {
      user.findings.store(writer, null);
    }
    System.exit(0);
  }

  private void play(final String[] args) throws Exception {
    switch (args[0]) {
      case "record" -> recordAndReplay();
      case "consent" -> new NetworkScenario(findings).play();
      case "regions" -> new RegionScenario(findings).play();
      case "dialog" -> new DialogScenario(folder, findings).play();
      case "refuse" -> enterWhatCannotWork();
      case "fail" -> failInAMacro();
      case "refresh" -> refreshMenus();
      case "stop" -> stopByEscape();
      case "old java" -> clickWhereJavaIsTooOld();
      case "templates" -> new TemplateScenario(Path.of(args[3]), findings).play();
      case "after" -> new AfterScenario(findings).play();
      case "live" -> new LiveScenario(findings).play();
      case "many" -> runOftenInOneSession();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void recordAndReplay() throws Exception {
    findings.setProperty("menu", String.join(";", entriesOf("Style Transfer")));
    show("style one.tif", 2);
    final ImagePlus content = show("content.tif", 1);
    final Recorder recorder = new Recorder();
    IJ.doCommand(COMMAND);
    final SettingsWindow dialog = SettingsWindow.dialog();
    findings.setProperty("dialog", dialog.title());
    findings.setProperty("labels", dialog.labels());
    dialog.set("iterations", "4");
    dialog.press("ok");
    final ImagePlus result = await(() -> WindowManager.getImage("content-stylised.tif"));
    await(() -> recorder.getText().contains("iterations=4") ? recorder : null);
    final String macro = lastLine(recorder.getText());
    findings.setProperty("recorded", macro);
    recorder.close();

    final ImagePlus before = result.duplicate();
    result.changes = false;
    result.close();
    IJ.selectWindow(content.getTitle());
    IJ.runMacro(macro);
    final ImagePlus replayed = await(() -> WindowManager.getImage("content-stylised.tif"));
    findings.setProperty("same", String.valueOf(samePixels(before, replayed)));
    findings.setProperty("changed", String.valueOf(!samePixels(content, replayed)));
    findings.setProperty("info", replayed.getInfoProperty());
    replayInBatchMode(macro, before);
  }

  /** The macro selects an image that is not the one in front. */
  private void replayInBatchMode(final String macro, final ImagePlus expected) {
    final Path saved = folder.resolve("batch.tif");
    IJ.runMacro(
        """
        setBatchMode(true);
        selectImage("content.tif");
        %s
        saveAs("tiff", "%s");
        setBatchMode(false);
        """
            .formatted(macro, saved));
    findings.setProperty("batch", String.valueOf(samePixels(expected, IJ.openImage("" + saved))));
  }

  private void enterWhatCannotWork() throws Exception {
    show("style.tif", 2);
    show("content.tif", 1);
    IJ.doCommand("Style Transfer (Expert)...");
    final SettingsWindow dialog = SettingsWindow.dialog();
    dialog.set("iterations", "-3");
    dialog.awaitEnabled("ok", false);
    findings.setProperty("reason", dialog.text("reason"));
    dialog.set("preset", "udacity");
    dialog.awaitEnabled("ok", true);
    findings.setProperty("iterations", dialog.text("iterations"));
    dialog.press("cancel");
    dialog.awaitEnd();
    findings.setProperty("images", String.valueOf(WindowManager.getImageCount()));
  }

  private void failInAMacro() throws Exception {
    show("content.tif", 1);
    IJ.runMacro(
        "run(\"Style Transfer...\", \"stylesource=file stylefile=/no/such/file.png\");"
            + "newImage(\"afterwards\", \"8-bit\", 20, 20, 1);");
    findings.setProperty("log", String.valueOf(IJ.getLog()));
    findings.setProperty("images", String.valueOf(WindowManager.getImageCount()));
    findings.setProperty("dialogs", String.valueOf(openDialogs()));
  }

  private void refreshMenus() throws Exception {
    show("style.tif", 2);
    show("content.tif", 1);
    final String macro = "run(\"Style Transfer...\", \"styleimage=style.tif iterations=1\");";
    IJ.runMacro(macro);
    findings.setProperty("first", String.valueOf(WindowManager.getImageCount()));
    Menus.updateImageJMenus();
    IJ.selectWindow("content.tif");
    IJ.runMacro(macro);
    findings.setProperty("second", String.valueOf(WindowManager.getImageCount()));
    findings.setProperty("log", String.valueOf(IJ.getLog()));
  }

  private void clickWhereJavaIsTooOld() throws Exception {
    System.setProperty("java.specification.version", "1.8");
    IJ.redirectErrorMessages();
    IJ.doCommand(COMMAND);
    findings.setProperty("log", await(IJ::getLog));
  }

  private void stopByEscape() throws Exception {
    show("style.tif", 2);
    final ImagePlus content = show("content.tif", 1);
    final Thread run =
        new Thread(
            () ->
                IJ.run(content, COMMAND, "styleimage=style.tif iterations=1000000 liveview=true"));
    run.start();
    final SettingsWindow window = await(SettingsWindow::openRun);
    await(() -> window.text("live status").isBlank() ? null : window);
    findings.setProperty("status", window.text("live status"));
    IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE);
    run.join(Screen.PATIENCE_MS);
    findings.setProperty("ended", String.valueOf(!run.isAlive()));
    final ImagePlus result = WindowManager.getImage("content-stylised.tif");
    findings.setProperty("info", result == null ? "no result" : result.getInfoProperty());
    findings.setProperty("windows", String.valueOf(SettingsWindow.openRun() != null));
  }

  private void runOftenInOneSession() throws Exception {
    show("style.tif", 2);
    final ImagePlus content = show("content.tif", 1);
    final List<Long> resident = new ArrayList<>();
    final int runs = Integer.getInteger(RUNS);
    String threads = "";
    for (int i = 1; i <= runs; i++) {
      IJ.run(content, COMMAND, "styleimage=style.tif preset=gatys iterations=2");
      final ImagePlus result = WindowManager.getImage("content-stylised.tif");
      result.changes = false;
      result.close();
      if (i == WARM_UP) threads = threads() + windows();
      // The garbage collector frees the native memory of unused buffers, at a time of its own
      // choice.
      System.gc();
      resident.add(residentKilobytes());
    }
    findings.setProperty("residentBefore", String.valueOf(resident.get(WARM_UP - 1)));
    findings.setProperty("residentAfter", String.valueOf(resident.get(runs - 1)));
    findings.setProperty("resident", resident.toString());
    findings.setProperty("before", threads);
    findings.setProperty("after", threads() + windows());
  }

  /** Windows that exist, and listeners that ImageJ or AWT would still call. */
  private static String windows() throws Exception {
    final long windows =
        Arrays.stream(Window.getWindows()).filter(Component::isDisplayable).count();
    final Field listeners = ImagePlus.class.getDeclaredField("listeners");
    listeners.setAccessible(true);
    return " windows=%d image listeners=%d event listeners=%d"
        .formatted(
            windows,
            ((List<?>) listeners.get(null)).size(),
            Toolkit.getDefaultToolkit().getAWTEventListeners().length);
  }

  private static long residentKilobytes() throws Exception {
    for (final String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith("VmRSS")) return Long.parseLong(line.replaceAll("\\D", ""));
    throw new IllegalStateException("no VmRSS");
  }

  /** Names of the threads, without those the virtual machine starts and ends as it likes. */
  private static String threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name -> !name.matches("(process reaper|Attach Listener|.*CompilerThread|TimerQueue).*"))
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }
}
