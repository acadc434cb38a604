package sc.fiji.styletransfer.demo;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.ImageWindow;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JSlider;

/**
 * Takes the screenshots of the documentation: dialogs, a running transfer, a result. {@code
 * docs/screenshots.sh} starts this class in a plain ImageJ with the plugin in its plugins folder,
 * on a display of its own. The class uses ImageJ and no class of the plugin.
 */
public final class Screenshots {

  /** Names of the buttons of a dialog. */
  private static final String OK = "ok";

  private static final String CANCEL = "cancel";

  private static final int PATIENCE_MS = 600_000;
  private static final int SETTLE_MS = 1200;
  private static final Rectangle WIDE = new Rectangle(0, 0, 1420, 740);
  private static final Rectangle HIGH = new Rectangle(0, 0, 1150, 940);

  private final Robot robot = new Robot();
  private final File folder;

  private Screenshots(final File folder) throws Exception {
    this.folder = folder;
  }

  /**
   * Takes the screenshots.
   *
   * @param args content, style, folder for the screenshots, iterations
   * @throws Exception if the display or a file fails
   */
  public static void main(final String[] args) throws Exception {
    Prefs.set("styletransfer.size", "256");
    Prefs.set("styletransfer.iterations", args[3]);
    Prefs.set("styletransfer.plot", "true");
    new ImageJ().setLocation(20, 20);
    new Screenshots(new File(args[2])).take(args[0], args[1]);
    System.exit(0);
  }

  private void take(final String contentFile, final String styleFile) throws Exception {
    final ImagePlus style = open(styleFile, 700, 140);
    final ImagePlus content = open(contentFile, 20, 140);
    Thread.sleep(SETTLE_MS);
    IJ.selectWindow(content.getTitle());
    preview();
    press(dialog("Style Transfer (Expert)...", "expert"), OK);
    running();
    result(content, style);
    demo();
  }

  /** Opens a dialog and takes a screenshot of it. */
  private JDialog dialog(final String command, final String name) throws Exception {
    final JDialog dialog = open(command);
    save(name, dialog.getBounds());
    return dialog;
  }

  private static JDialog open(final String command) throws Exception {
    IJ.doCommand(command);
    final JDialog dialog = await(Screenshots::openDialog);
    dialog.setLocation(20, 20);
    Thread.sleep(2 * SETTLE_MS);
    return dialog;
  }

  /** The dialog with a preview that is complete. */
  private void preview() throws Exception {
    final JDialog dialog = open("Style Transfer...");
    press(dialog, "preview");
    final JLabel status = (JLabel) component(dialog, "preview status");
    await(() -> status.getText().startsWith("Part of the result") ? dialog : null);
    save("dialog", dialog.getBounds());
    press(dialog, CANCEL);
    await(() -> dialog.isShowing() ? null : dialog);
  }

  private static void press(final JDialog dialog, final String button) {
    EventQueue.invokeLater(() -> ((AbstractButton) component(dialog, button)).doClick());
  }

  private static Component component(final Container container, final String name) {
    for (final Component component : container.getComponents()) {
      if (name.equals(component.getName())) return component;
      final Component inside = component instanceof Container inner ? component(inner, name) : null;
      if (inside != null) return inside;
    }
    return null;
  }

  private void running() throws Exception {
    final JFrame run = await(Screenshots::openRun);
    final JLabel status = (JLabel) component(run, "live status");
    // Wait for the last and largest scale.
    await(() -> status.getText().startsWith("256 ") ? run : null);
    final JSlider strokes = (JSlider) component(run, "strokes");
    EventQueue.invokeAndWait(() -> strokes.setValue(20));
    Thread.sleep(8_000);
    save("running", WIDE);
  }

  private static JFrame openRun() {
    for (final Window window : Window.getWindows())
      if (window instanceof JFrame frame
          && frame.isShowing()
          && "live control".equals(frame.getName())) return frame;
    return null;
  }

  private void result(final ImagePlus content, final ImagePlus style) throws Exception {
    final String title = content.getTitle().replace(".png", "-stylised.png");
    final ImagePlus result = await(() -> WindowManager.getImage(title));
    final ImagePlus plot = await(() -> WindowManager.getImage("Loss of " + title));
    style.hide();
    place(content, 20, 140);
    place(plot, 424, 450);
    Thread.sleep(SETTLE_MS);
    save("result", HIGH);
  }

  /** The four windows of the demo, without what lies between ImageJ's window and them. */
  private void demo() throws Exception {
    for (final int id : WindowManager.getIDList()) {
      final ImagePlus image = WindowManager.getImage(id);
      image.changes = false;
      image.close();
    }
    IJ.doCommand("Style Transfer (Demo)");
    final ImagePlus result = await(() -> WindowManager.getImage("scene-stylised.png"));
    Thread.sleep(3 * SETTLE_MS);
    final Rectangle area = new Rectangle(result.getWindow().getBounds());
    for (final int id : WindowManager.getIDList())
      area.add(WindowManager.getImage(id).getWindow().getBounds());
    save("demo", area);
  }

  private static ImagePlus open(final String file, final int x, final int y) {
    final ImagePlus image = IJ.openImage(file);
    image.show();
    IJ.run(image, "Set... ", "zoom=50");
    place(image, x, y);
    return image;
  }

  private static void place(final ImagePlus image, final int x, final int y) {
    final ImageWindow window = image.getWindow();
    window.setLocation(x, y);
    window.toFront();
  }

  private static JDialog openDialog() {
    for (final Window window : Window.getWindows())
      if (window instanceof JDialog found && found.isShowing()) return found;
    return null;
  }

  private void save(final String name, final Rectangle area) throws Exception {
    final BufferedImage picture = robot.createScreenCapture(area);
    ImageIO.write(picture, "png", new File(folder, name + ".png"));
  }

  private static <T> T await(final Supplier<T> what) throws InterruptedException {
    final long end = System.currentTimeMillis() + PATIENCE_MS;
    while (System.currentTimeMillis() < end) {
      final T found = what.get();
      if (found != null) return found;
      Thread.sleep(100);
    }
    throw new IllegalStateException("Nothing appeared within 10 minutes");
  }
}
