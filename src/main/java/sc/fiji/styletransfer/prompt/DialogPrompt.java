package sc.fiji.styletransfer.prompt;

import ij.gui.GenericDialog;
import ij.io.OpenDialog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.macro.OpenImages;

/** A person who is asked in ImageJ's dialogs. */
public final class DialogPrompt implements UserPrompt {

  @Override
  public Optional<String> ask(final String title, final String text, final List<String> answers) {
    final GenericDialog dialog = new GenericDialog(title);
    dialog.addMessage(message(text));
    if (answers.size() > 1) dialog.enableYesNoCancel(answers.get(0), answers.get(1));
    else dialog.setOKLabel(answers.get(0));
    dialog.showDialog();
    if (dialog.wasCanceled()) return Optional.empty();
    return Optional.of(answers.get(dialog.wasOKed() ? 0 : 1));
  }

  /** The text for a dialog: ImageJ leaves out lines that are empty. */
  public static String message(final String text) {
    return text.replace("\n\n", "\n \n");
  }

  @Override
  public Optional<Path> chooseFile(final String title) {
    return Optional.ofNullable(new OpenDialog(title).getPath()).map(OpenImages::path);
  }
}
