package sc.fiji.styletransfer.dialog;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A field of a dialog as text, whatever it looks like.
 *
 * @param reader of what the user entered
 * @param writer of what is to be shown
 */
record DialogField(Supplier<String> reader, Consumer<String> writer) {

  static DialogField of(final TextField field) {
    return new DialogField(
        () -> field.getText().trim(),
        text -> {
          // Setting an equal text would move the cursor under the user's hands.
          if (!field.getText().equals(text)) field.setText(text);
        });
  }

  static DialogField of(final Choice choice) {
    return new DialogField(
        () -> choice.getItemCount() == 0 ? "" : choice.getSelectedItem(), choice::select);
  }

  static DialogField of(final Checkbox box) {
    return new DialogField(
        () -> String.valueOf(box.getState()), text -> box.setState(Boolean.parseBoolean(text)));
  }
}
