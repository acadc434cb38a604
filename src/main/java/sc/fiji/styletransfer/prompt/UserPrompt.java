package sc.fiji.styletransfer.prompt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user a question. Commands use a prompt only if a user is present. */
public interface UserPrompt {

  /**
   * Asks a question.
   *
   * @param title of the dialog
   * @param text of the question; may have several lines
   * @param answers one or two answers; the dialog also offers to cancel
   * @return the answer, or nothing if the user cancelled
   */
  Optional<String> ask(String title, String text, List<String> answers);

  /**
   * Lets the user choose a file.
   *
   * @param title of the file chooser
   * @return the file, or nothing if the user cancelled
   */
  Optional<Path> chooseFile(String title);
}
