package sc.fiji.styletransfer.command.imagej;

import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.ImageWindow;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import java.awt.Component;
import java.awt.Container;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.TextArea;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What a user sees and touches on the screen: images, menus, dialogs. */
final class Screen {

  /** Side of the images. */
  static final int SIZE = 32;

  /** How long a window may take to become active. */
  private static final long ACTIVATION_MS = 20_000;

  /** How long a user waits for anything. */
  static final long PATIENCE_MS = 180_000;

  private Screen() {}

  /** Opens an image and waits until its window is the one in front. */
  static ImagePlus show(final String title, final long seed) throws InterruptedException {
    final ColorProcessor pixels = new ColorProcessor(SIZE, SIZE);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++)
      pixels.set(i, 0xff000000 | random.nextInt(0x1000000));
    final ImagePlus image = new ImagePlus(title, pixels);
    image.show();
    // A window that becomes active late would make its image the current one again, after the next
    // image was opened.
    final long end = System.currentTimeMillis() + ACTIVATION_MS;
    await(() -> isInFront(image) || System.currentTimeMillis() > end ? image : null);
    // Displays without a window manager may never activate a window.
    WindowManager.setCurrentWindow(image.getWindow());
    return image;
  }

  private static boolean isInFront(final ImagePlus image) {
    final ImageWindow window = image.getWindow();
    if (window == null) return false;
    if (!window.isActive()) {
      window.toFront();
      window.requestFocus();
    }
    return window.isActive();
  }

  /** Makes an image the current one, after windows that become active late. */
  static void select(final ImagePlus image) throws InterruptedException {
    Thread.sleep(1000);
    WindowManager.setCurrentWindow(image.getWindow());
    await(() -> WindowManager.getCurrentImage() == image ? image : null);
  }

  static boolean samePixels(final ImagePlus one, final ImagePlus other) {
    return Arrays.equals(
        (int[]) one.getProcessor().getPixels(), (int[]) other.getProcessor().getPixels());
  }

  static List<String> entriesOf(final String submenu) {
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

  static GenericDialog openDialog() {
    for (final Window window : Window.getWindows())
      if (window instanceof GenericDialog dialog && dialog.isShowing()) return dialog;
    return null;
  }

  static long openDialogs() {
    return Arrays.stream(Window.getWindows())
        .filter(window -> window instanceof java.awt.Dialog && window.isShowing())
        .count();
  }

  private static String reasonOf(final GenericDialog dialog) {
    for (final Component component : dialog.getComponents())
      if (component instanceof Container panel)
        for (final Component inside : panel.getComponents())
          if (inside instanceof TextArea area) return area.getText();
    throw new IllegalStateException("no text area");
  }

  static void press(final GenericDialog dialog, final int button) {
    dialog.actionPerformed(
        new ActionEvent(dialog.getButtons()[button], ActionEvent.ACTION_PERFORMED, ""));
  }

  static String lastLine(final String text) {
    final String[] lines = text.strip().split("\n");
    return lines[lines.length - 1];
  }

  static <T> T await(final Supplier<T> what) throws InterruptedException {
    final long end = System.currentTimeMillis() + PATIENCE_MS;
    while (System.currentTimeMillis() < end) {
      final T found = what.get();
      if (found != null) return found;
      Thread.sleep(50);
    }
    throw new IllegalStateException("waited in vain");
  }

  static GenericDialog openDialogOtherThan(final GenericDialog dialog) {
    final GenericDialog found = openDialog();
    return found == dialog ? null : found;
  }

  /** What a dialog says in its text area. */
  static String textOf(final GenericDialog dialog) {
    return reasonOf(dialog);
  }

  static boolean same(final ImagePlus one, final ImagePlus other, final Roi where) {
    for (int y = where.getBounds().y; y < where.getBounds().getMaxY(); y++)
      for (int x = where.getBounds().x; x < where.getBounds().getMaxX(); x++)
        // The highest byte is of no meaning.
        if ((one.getProcessor().get(x, y) ^ other.getProcessor().get(x, y)) << 8 != 0) return false;
    return true;
  }
}
