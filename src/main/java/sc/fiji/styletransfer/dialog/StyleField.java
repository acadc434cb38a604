package sc.fiji.styletransfer.dialog;

import java.awt.BorderLayout;
import java.util.List;
import java.util.Map;
import javax.swing.JComboBox;
import javax.swing.JPanel;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.run.StyleSource;

/** The field for the style: a list of the open images, whose last entry stands for a file. */
final class StyleField {

  /** The entry of the list that stands for a file. */
  static final String FILE = "File:";

  private final JPanel panel = new JPanel(new BorderLayout(0, 4));
  private final JComboBox<String> choice = new JComboBox<>();
  private final DialogField file;
  private final DialogField field;

  /**
   * @param factory creates the field for the file
   */
  StyleField(final FieldFactory factory) {
    OpenImages.others().forEach(image -> choice.addItem(OpenImages.nameOf(image)));
    choice.addItem(FILE);
    choice.setName(InputKeys.STYLE_IMAGE);
    choice.setToolTipText(
        FieldFactory.tip("The picture whose colours and strokes the result takes."));
    choice.setPrototypeDisplayValue("a title of usual length.tif");
    file =
        factory.path(
            InputKeys.STYLE_FILE,
            "Style",
            "The image file with the style.",
            FieldFactory.Chooser.OPEN);
    panel.setOpaque(false);
    panel.add(choice, BorderLayout.NORTH);
    panel.add(file.component(), BorderLayout.CENTER);
    field = new DialogField("Style", panel, choice, this::source, this::select);
    choice.addActionListener(event -> showFile());
    showFile();
  }

  private void showFile() {
    file.component().setVisible(isFile());
    panel.revalidate();
  }

  private void select(final String source) {
    if (source.equals(StyleSource.FILE_CHOICE)) choice.setSelectedItem(FILE);
  }

  private String source() {
    return isFile() ? StyleSource.FILE_CHOICE : StyleSource.IMAGE_CHOICE;
  }

  private boolean isFile() {
    return FILE.equals(choice.getSelectedItem());
  }

  /** Shows the style of earlier entries; a style that is not open any more is not shown. */
  void show(final Map<String, String> entries) {
    file.writer().accept(entries.getOrDefault(InputKeys.STYLE_FILE, ""));
    select(entries.getOrDefault(InputKeys.STYLE_SOURCE, StyleSource.IMAGE_CHOICE));
    if (!isFile()) choice.setSelectedItem(entries.getOrDefault(InputKeys.STYLE_IMAGE, ""));
    showFile();
  }

  /** Adds the style to the entries of a dialog; they contain only the style that was chosen. */
  void read(final Map<String, String> entries) {
    entries.put(InputKeys.STYLE_SOURCE, source());
    if (isFile()) entries.put(InputKeys.STYLE_FILE, file.reader().get());
    else entries.put(InputKeys.STYLE_IMAGE, String.valueOf(choice.getSelectedItem()));
  }

  void onChange(final Runnable action) {
    choice.addActionListener(event -> action.run());
    file.onChange(action);
  }

  /** Marks the file if it cannot be used. */
  void mark(final boolean wrong) {
    file.mark(wrong);
  }

  DialogField field() {
    return field;
  }

  /** Returns the keys that this field provides. */
  static List<String> keys() {
    return List.of(InputKeys.STYLE_SOURCE, InputKeys.STYLE_IMAGE, InputKeys.STYLE_FILE);
  }
}
