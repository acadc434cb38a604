package sc.fiji.styletransfer.prompt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Somebody in front of the screen who can be asked; macros and scripts have nobody. */
public interface UserPrompt {

  /**
   * Asks a question.
   *
   * @param title of the dialog
   * @param text of several lines
   * @param answers one or two, beside which everything can be called off
   * @return the answer, or nothing if it was called off
   */
  Optional<String> ask(String title, String text, List<String> answers);

  /**
   * Has a file chosen.
   *
   * @param title of the chooser
   * @return the file, or nothing if it was called off
   */
  Optional<Path> chooseFile(String title);
}
