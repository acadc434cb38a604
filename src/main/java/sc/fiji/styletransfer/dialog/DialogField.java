package sc.fiji.styletransfer.dialog;

import java.awt.Color;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/**
 * A field of a dialog, whose value is read and written as text.
 *
 * @param label the text beside the field
 * @param component what the dialog shows
 * @param marked the part that becomes red
 * @param reader returns what the user entered
 * @param writer changes the value that the field shows
 */
record DialogField(
    String label,
    JComponent component,
    JComponent marked,
    Supplier<String> reader,
    Consumer<String> writer) {

  private static final Color MARK = new Color(255, 205, 205);
  private static final String OWN = "styletransfer.background";

  static DialogField of(final String label, final JComponent component, final JTextComponent text) {
    return new DialogField(
        label,
        component,
        text,
        () -> text.getText().trim(),
        value -> {
          // An equal text is not set, because that would move the cursor while the user types.
          if (!text.getText().equals(value)) text.setText(value);
        });
  }

  static DialogField of(final String label, final JCheckBox box) {
    return new DialogField(
        label,
        box,
        box,
        () -> String.valueOf(box.isSelected()),
        value -> box.setSelected(Boolean.parseBoolean(value)));
  }

  static DialogField of(final String label, final JComboBox<String> choice) {
    if (choice.isEditable()) {
      final JTextComponent text = (JTextComponent) choice.getEditor().getEditorComponent();
      return new DialogField(
          label, choice, text, () -> text.getText().trim(), choice::setSelectedItem);
    }
    return new DialogField(
        label,
        choice,
        choice,
        () -> choice.getSelectedItem() == null ? "" : choice.getSelectedItem().toString(),
        value -> {
          for (int i = 0; i < choice.getItemCount(); i++)
            if (choice.getItemAt(i).equals(value)) choice.setSelectedIndex(i);
        });
  }

  /** Converts the values between what the user sees and what the setting means. */
  DialogField shownAs(final String meant, final String shown) {
    return new DialogField(
        label,
        component,
        marked,
        () -> reader.get().equals(shown) ? meant : reader.get(),
        value -> writer.accept(value.equals(meant) ? shown : value));
  }

  /** Calls an action after each change by the user. */
  void onChange(final Runnable action) {
    if (marked instanceof JTextComponent text)
      text.getDocument().addDocumentListener(new TextListener(action));
    if (component instanceof JComboBox<?> choice) choice.addActionListener(event -> action.run());
    if (component instanceof JCheckBox box) box.addActionListener(event -> action.run());
  }

  /** Gives the field a red background, or its usual one. */
  void mark(final boolean wrong) {
    if (marked.getClientProperty(OWN) == null)
      marked.putClientProperty(OWN, marked.getBackground());
    marked.setBackground(wrong ? MARK : (Color) marked.getClientProperty(OWN));
  }

  private record TextListener(Runnable action) implements DocumentListener {

    @Override
    public void insertUpdate(final DocumentEvent event) {
      action.run();
    }

    @Override
    public void removeUpdate(final DocumentEvent event) {
      action.run();
    }

    @Override
    public void changedUpdate(final DocumentEvent event) {
      action.run();
    }
  }
}
