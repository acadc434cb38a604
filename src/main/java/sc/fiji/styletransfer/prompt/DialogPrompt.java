package sc.fiji.styletransfer.prompt;

import ij.gui.GenericDialog;
import ij.io.OpenDialog;
import java.awt.Font;
import java.awt.Panel;
import java.awt.TextArea;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.macro.UserPath;

/** Asks the user in dialogs of ImageJ, which also work in Fiji. */
public final class DialogPrompt implements UserPrompt {

  @Override
  public Optional<String> ask(final String title, final String text, final List<String> answers) {
    final GenericDialog dialog = dialog(title, text);
    if (answers.size() > 1) dialog.enableYesNoCancel(answers.get(0), answers.get(1));
    else dialog.setOKLabel(answers.get(0));
    dialog.showDialog();
    if (dialog.wasCanceled()) return Optional.empty();
    return Optional.of(answers.get(dialog.wasOKed() ? 0 : 1));
  }

  private static GenericDialog dialog(final String title, final String text) {
    final GenericDialog dialog = new GenericDialog(title);
    add(dialog, text);
    return dialog;
  }

  /**
   * Adds a text that the user can select and copy, such as the path of a file.
   *
   * @param dialog any dialog
   * @param text one or more lines
   */
  public static void add(final GenericDialog dialog, final String text) {
    final String wrapped = DialogText.of(text).stripTrailing();
    final int rows = (int) wrapped.lines().count();
    final TextArea area =
        new TextArea(wrapped, rows + 1, DialogText.COLUMNS + 2, TextArea.SCROLLBARS_NONE);
    area.setEditable(false);
    area.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 12));
    final Panel panel = new Panel();
    panel.add(area);
    dialog.addPanel(panel);
  }

  @Override
  public Optional<Path> chooseFile(final String title) {
    return Optional.ofNullable(new OpenDialog(title).getPath()).map(UserPath::of);
  }
}
