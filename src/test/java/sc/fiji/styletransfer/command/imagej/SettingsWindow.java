package sc.fiji.styletransfer.command.imagej;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.text.JTextComponent;

/**
 * A window of the plugin as a user sees and touches it: the dialog with the settings, or the window
 * of a run. Fields are found by their macro keys.
 *
 * @param window the window
 */
public record SettingsWindow(Window window) {

  /** Waits for the dialog with the settings. */
  public static SettingsWindow dialog() throws InterruptedException {
    return Screen.await(SettingsWindow::openDialog);
  }

  /** Returns the open dialog with settings, or null. */
  static SettingsWindow openDialog() {
    for (final Window window : Window.getWindows())
      if (window instanceof JDialog && window.isShowing()) return new SettingsWindow(window);
    return null;
  }

  /** Waits for another dialog than this one. */
  SettingsWindow next() throws InterruptedException {
    return Screen.await(
        () -> {
          final SettingsWindow found = openDialog();
          return found == null || found.window == window ? null : found;
        });
  }

  /** Returns the window of the run, or null. */
  static SettingsWindow openRun() {
    for (final Window window : Window.getWindows())
      if (window instanceof JFrame && window.isShowing() && "live control".equals(window.getName()))
        return new SettingsWindow(window);
    return null;
  }

  /** Waits until the dialog has closed. */
  void awaitEnd() throws InterruptedException {
    Screen.await(() -> window.isShowing() ? null : window);
  }

  String title() {
    return ((JDialog) window).getTitle();
  }

  /** Returns what a field or line of text shows. */
  public String text(final String name) {
    return onEventThread(
        () -> {
          final Component component = component(name);
          if (component instanceof JTextComponent text) return text.getText();
          if (component instanceof JLabel label) return label.getText();
          if (component instanceof JComboBox<?> choice)
            return choice.isEditable()
                ? ((JTextComponent) choice.getEditor().getEditorComponent()).getText()
                : String.valueOf(choice.getSelectedItem());
          throw new IllegalStateException("no text in " + name);
        });
  }

  /** Types a text or selects an entry. */
  public void set(final String name, final String text) {
    onEventThread(
        () -> {
          final Component component = component(name);
          if (component instanceof JComboBox<?> choice) choice.setSelectedItem(text);
          else ((JTextComponent) component).setText(text);
          return name;
        });
  }

  void slide(final String name, final int value) {
    onEventThread(
        () -> {
          ((JSlider) component(name)).setValue(value);
          return name;
        });
  }

  /** Returns the entries of a choice. */
  List<String> choices(final String name) {
    return onEventThread(
        () -> {
          final JComboBox<?> choice = (JComboBox<?>) component(name);
          final List<String> entries = new ArrayList<>();
          for (int i = 0; i < choice.getItemCount(); i++)
            entries.add(choice.getItemAt(i).toString());
          return entries;
        });
  }

  /** Returns whether a field is red. */
  boolean isMarked(final String name) {
    return onEventThread(
        () -> {
          final Component component = component(name);
          final Color colour =
              component instanceof JComboBox<?> choice && choice.isEditable()
                  ? choice.getEditor().getEditorComponent().getBackground()
                  : component.getBackground();
          return colour.getRed() - colour.getGreen() > 30;
        });
  }

  /**
   * Enters what cannot work, waits until OK is disabled, and enters something else again.
   *
   * @return whether this field alone is red, and the reason
   */
  String refused(final String name, final String text, final List<String> fields)
      throws InterruptedException {
    final String before = text(name);
    set(name, text);
    awaitEnabled("ok", false);
    final String marked = fields.stream().filter(this::isMarked).collect(Collectors.joining(" "));
    final String found = marked + ": " + text("reason");
    set(name, before);
    awaitEnabled("ok", true);
    return found;
  }

  boolean isEnabled(final String name) {
    return onEventThread(() -> component(name).isEnabled());
  }

  /** Waits until a button is enabled or disabled. */
  void awaitEnabled(final String name, final boolean enabled) throws InterruptedException {
    Screen.await(() -> isEnabled(name) == enabled ? name : null);
  }

  /** Presses a button and does not wait for what it does. */
  public void press(final String name) {
    EventQueue.invokeLater(() -> ((AbstractButton) component(name)).doClick());
  }

  String labels() {
    return components(window).stream()
        .filter(JLabel.class::isInstance)
        .map(label -> String.valueOf(((JLabel) label).getText()))
        .collect(Collectors.joining(";"));
  }

  private Component component(final String name) {
    return components(window).stream()
        .filter(component -> name.equals(component.getName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no component " + name));
  }

  private static List<Component> components(final Container container) {
    final List<Component> all = new ArrayList<>();
    for (final Component component : container.getComponents()) {
      all.add(component);
      if (component instanceof Container inner) all.addAll(components(inner));
    }
    return all;
  }

  private static <T> T onEventThread(final Supplier<T> action) {
    final List<T> result = new ArrayList<>();
    try {
      EventQueue.invokeAndWait(() -> result.add(action.get()));
    } catch (final Exception e) {
      throw new IllegalStateException(e);
    }
    return result.get(0);
  }
}
