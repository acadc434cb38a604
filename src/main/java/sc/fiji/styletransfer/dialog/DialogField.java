package sc.fiji.styletransfer.dialog;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Component;
import java.awt.TextField;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A field of a dialog, whose value is read and written as text.
 *
 * @param component the text field, choice or checkbox
 * @param reader returns what the user entered
 * @param writer changes the value that the field shows
 */
record DialogField(Component component, Supplier<String> reader, Consumer<String> writer) {

  private static final Color MARK = new Color(255, 205, 205);

  static DialogField of(final TextField field) {
    return new DialogField(
        field,
        () -> field.getText().trim(),
        text -> {
          // An equal text is not set, because that would move the cursor while the user types.
          if (!field.getText().equals(text)) field.setText(text);
        });
  }

  static DialogField of(final Choice choice) {
    return new DialogField(
        choice, () -> choice.getItemCount() == 0 ? "" : choice.getSelectedItem(), choice::select);
  }

  static DialogField of(final Checkbox box) {
    return new DialogField(
        box,
        () -> String.valueOf(box.getState()),
        text -> box.setState(Boolean.parseBoolean(text)));
  }

  /** Gives the field a red background, or its usual one. */
  void mark(final boolean wrong) {
    component.setBackground(wrong ? MARK : null);
  }
}
