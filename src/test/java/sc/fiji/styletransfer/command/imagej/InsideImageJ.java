package sc.fiji.styletransfer.command.imagej;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import ij.process.ColorProcessor;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Label;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.Writer;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A user in front of plain ImageJ: opens images, clicks, types, runs macros, and writes it down.
 */
public final class InsideImageJ {

  private static final String COMMAND = "Style Transfer...";
  private static final int SIZE = 32;
  private static final long PATIENCE_MS = 60_000;

  private final Path folder;
  private final Properties findings = new Properties();

  private InsideImageJ(final Path folder) {
    this.folder = folder;
  }

  /** Arguments: scenario, folder, file for the findings; for an example, macro and argument. */
  public static void main(final String[] args) throws Exception {
    final InsideImageJ user = new InsideImageJ(Path.of(args[1]));
    new ImageJ();
    switch (args[0]) {
      case "record" -> user.recordAndReplay();
      case "consent" -> user.askForTheNetwork();
      case "regions" -> user.pairRegions();
      case "refuse" -> user.enterWhatCannotWork();
      case "fail" -> user.failInAMacro();
      case "refresh" -> user.refreshMenus();
      case "stop" -> user.stopByEscape();
      case "example" -> IJ.runMacroFile(args[3], args[4]);
      case "many" -> user.runOftenInOneSession();
      default -> throw new IllegalArgumentException(args[0]);
    }
    try (Writer writer = Files.newBufferedWriter(Path.of(args[2]))) {
      user.findings.store(writer, null);
    }
    System.exit(0);
  }

  private void recordAndReplay() throws Exception {
    findings.setProperty("menu", String.join(";", entriesOf("Style Transfer")));
    show("style one.tif", 2);
    final ImagePlus content = show("content.tif", 1);
    final Recorder recorder = new Recorder();
    IJ.doCommand(COMMAND);
    final GenericDialog dialog = await(InsideImageJ::openDialog);
    findings.setProperty("dialog", dialog.getTitle());
    findings.setProperty("labels", labels(dialog));
    field(dialog, "Iterations").setText("4");
    Thread.sleep(300);
    press(dialog, 0);
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

  private void askForTheNetwork() throws Exception {
    show("style.tif", 2);
    show("content.tif", 1);
    IJ.runMacro("run(\"" + COMMAND + "\", \"styleimage=style.tif network=imagenet\");");
    findings.setProperty("log", String.valueOf(IJ.getLog()));
    findings.setProperty("dialogs", String.valueOf(openDialogs()));
    final Recorder recorder = new Recorder();
    IJ.doCommand(COMMAND);
    final GenericDialog dialog = await(InsideImageJ::openDialog);
    findings.setProperty("offered", networkOf(dialog).getSelectedItem());
    networkOf(dialog).select("VGG19 (ImageNet)");
    field(dialog, "Iterations").setText("2");
    Thread.sleep(300);
    press(dialog, 0);
    final GenericDialog question = await(() -> openDialogOtherThan(dialog));
    findings.setProperty("question", textOf(question));
    press(question, 0);
    final ImagePlus result = await(() -> WindowManager.getImage("content-stylised.tif"));
    await(() -> recorder.getText().contains("iterations=2") ? recorder : null);
    findings.setProperty("recorded", lastLine(recorder.getText()));
    recorder.close();
    findings.setProperty("info", result.getInfoProperty());
    IJ.selectWindow("content.tif");
    IJ.doCommand(COMMAND);
    final GenericDialog again = await(InsideImageJ::openDialog);
    findings.setProperty("offeredLater", networkOf(again).getSelectedItem());
    press(again, 1);
    lookAtTheNetworks();
  }

  private void lookAtTheNetworks() throws Exception {
    IJ.doCommand("Style Transfer (Weights)...");
    final GenericDialog list = await(InsideImageJ::openDialog);
    findings.setProperty("list", textOf(list));
    ((Choice) list.getChoices().get(0)).select("verify all");
    press(list, 0);
    final GenericDialog verified = await(() -> openDialogOtherThan(list));
    findings.setProperty("verified", textOf(verified));
    press(verified, 1);
  }

  private static Choice networkOf(final GenericDialog dialog) {
    return (Choice) dialog.getChoices().get(3);
  }

  private static GenericDialog openDialogOtherThan(final GenericDialog dialog) {
    final GenericDialog found = openDialog();
    return found == dialog ? null : found;
  }

  /** What a dialog says in its message; ImageJ's label of several lines only paints it. */
  private static String textOf(final GenericDialog dialog) throws Exception {
    final Field lines = MultiLineLabel.class.getDeclaredField("lines");
    lines.setAccessible(true);
    return String.join("\n", (String[]) lines.get(dialog.getMessage()));
  }

  /** A region in the ROI Manager takes the style of the one of its name in the style's overlay. */
  private void pairRegions() {
    final ImagePlus style = show("style.tif", 2);
    final Roi partner = new Roi(0, 0, SIZE, SIZE / 2);
    partner.setName("here");
    style.setOverlay(new Overlay(partner));
    final ImagePlus content = show("content.tif", 1);
    final Roi region = new Roi(0, 0, SIZE / 2, SIZE);
    region.setName("here");
    new RoiManager().addRoi(region);
    IJ.runMacro(
        "run(\"Style Transfer (Expert)...\", \"styleimage=style.tif iterations=3"
            + " contentlabels=manager stylelabels=overlay\");");
    final ImagePlus result = WindowManager.getImage("content-stylised.tif");
    findings.setProperty("log", String.valueOf(IJ.getLog()));
    findings.setProperty("inside", String.valueOf(same(content, result, new Roi(0, 0, 16, 32))));
    findings.setProperty("outside", String.valueOf(same(content, result, new Roi(20, 0, 12, 32))));
    findings.setProperty("managed", String.valueOf(RoiManager.getInstance().getCount()));
  }

  private static boolean same(final ImagePlus one, final ImagePlus other, final Roi where) {
    for (int y = where.getBounds().y; y < where.getBounds().getMaxY(); y++)
      for (int x = where.getBounds().x; x < where.getBounds().getMaxX(); x++)
        // The highest byte is of no meaning.
        if ((one.getProcessor().get(x, y) ^ other.getProcessor().get(x, y)) << 8 != 0) return false;
    return true;
  }

  private void enterWhatCannotWork() throws Exception {
    show("style.tif", 2);
    show("content.tif", 1);
    IJ.doCommand("Style Transfer (Expert)...");
    final GenericDialog dialog = await(InsideImageJ::openDialog);
    final TextField iterations = field(dialog, "Iterations");
    iterations.setText("-3");
    final Button ok = dialog.getButtons()[0];
    await(() -> ok.isEnabled() ? null : ok);
    findings.setProperty("reason", ((Label) dialog.getMessage()).getText());
    final Choice preset = (Choice) dialog.getChoices().get(2);
    preset.select("seed");
    dialog.itemStateChanged(null);
    await(() -> ok.isEnabled() ? ok : null);
    findings.setProperty("iterations", iterations.getText());
    press(dialog, 1);
    findings.setProperty("images", String.valueOf(WindowManager.getImageCount()));
  }

  private void failInAMacro() {
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

  private void stopByEscape() throws Exception {
    show("style.tif", 2);
    final ImagePlus content = show("content.tif", 1);
    final Thread run =
        new Thread(
            () ->
                IJ.run(content, COMMAND, "styleimage=style.tif iterations=1000000 liveview=true"));
    run.start();
    final ImagePlus view = await(() -> WindowManager.getImage("content.tif (so far)"));
    findings.setProperty("view", view.getWidth() + "x" + view.getHeight());
    IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE);
    run.join(PATIENCE_MS);
    findings.setProperty("ended", String.valueOf(!run.isAlive()));
    final ImagePlus result = WindowManager.getImage("content-stylised.tif");
    findings.setProperty("info", result == null ? "no result" : result.getInfoProperty());
    findings.setProperty(
        "views", String.valueOf(WindowManager.getImage("content.tif (so far)") != null));
  }

  private void runOftenInOneSession() throws Exception {
    show("style.tif", 2);
    final ImagePlus content = show("content.tif", 1);
    final List<Long> resident = new ArrayList<>();
    String threads = "";
    for (int i = 1; i <= 50; i++) {
      IJ.run(content, COMMAND, "styleimage=style.tif preset=gatys iterations=2");
      final ImagePlus result = WindowManager.getImage("content-stylised.tif");
      result.changes = false;
      result.close();
      if (i == 10) threads = threads();
      resident.add(residentKilobytes());
    }
    findings.setProperty("resident10", String.valueOf(resident.get(9)));
    findings.setProperty("resident50", String.valueOf(resident.get(49)));
    findings.setProperty("resident", resident.toString());
    findings.setProperty("threads10", threads);
    findings.setProperty("threads50", threads());
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

  private static ImagePlus show(final String title, final long seed) {
    final ColorProcessor pixels = new ColorProcessor(SIZE, SIZE);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++)
      pixels.set(i, 0xff000000 | random.nextInt(0x1000000));
    final ImagePlus image = new ImagePlus(title, pixels);
    image.show();
    return image;
  }

  private static boolean samePixels(final ImagePlus one, final ImagePlus other) {
    return Arrays.equals(
        (int[]) one.getProcessor().getPixels(), (int[]) other.getProcessor().getPixels());
  }

  private static List<String> entriesOf(final String submenu) {
    final List<String> entries = new ArrayList<>();
    final Menu plugins = Menus.getImageJMenu("Plugins");
    for (int i = 0; i < plugins.getItemCount(); i++)
      if (plugins.getItem(i) instanceof Menu menu && menu.getLabel().equals(submenu))
        for (int j = 0; j < menu.getItemCount(); j++) entries.add(label(menu.getItem(j)));
    return entries;
  }

  private static String label(final MenuItem item) {
    return item.getLabel();
  }

  private static GenericDialog openDialog() {
    for (final Window window : Window.getWindows())
      if (window instanceof GenericDialog dialog && dialog.isShowing()) return dialog;
    return null;
  }

  private static long openDialogs() {
    return Arrays.stream(Window.getWindows())
        .filter(window -> window instanceof java.awt.Dialog && window.isShowing())
        .count();
  }

  private static String labels(final GenericDialog dialog) {
    return Arrays.stream(dialog.getComponents())
        .map(InsideImageJ::labelOf)
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining(";"));
  }

  private static String labelOf(final Component component) {
    if (component instanceof Label label) return label.getText();
    if (component instanceof Checkbox box) return box.getLabel();
    return "";
  }

  /** The text field beside a label. */
  private static TextField field(final GenericDialog dialog, final String label) {
    final Component[] components = dialog.getComponents();
    for (int i = 0; i < components.length; i++)
      if (labelOf(components[i]).equals(label)) return (TextField) components[i + 1];
    throw new IllegalStateException("no field " + label);
  }

  private static void press(final GenericDialog dialog, final int button) {
    dialog.actionPerformed(
        new ActionEvent(dialog.getButtons()[button], ActionEvent.ACTION_PERFORMED, ""));
  }

  private static String lastLine(final String text) {
    final String[] lines = text.strip().split("\n");
    return lines[lines.length - 1];
  }

  private static <T> T await(final Supplier<T> what) throws InterruptedException {
    final long end = System.currentTimeMillis() + PATIENCE_MS;
    while (System.currentTimeMillis() < end) {
      final T found = what.get();
      if (found != null) return found;
      Thread.sleep(50);
    }
    throw new IllegalStateException("waited in vain");
  }
}
