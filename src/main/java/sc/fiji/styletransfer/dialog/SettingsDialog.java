package sc.fiji.styletransfer.dialog;

import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Panel;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.run.InputCheck;
import sc.fiji.styletransfer.run.StyleSource;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The dialog of a command in plain ImageJ, built from the descriptions of the settings. It starts
 * with the entries of the previous dialog. While an entry cannot be used, the dialog marks its
 * field, shows the reason and disables OK.
 */
public final class SettingsDialog {

  private static final int FILE_COLUMNS = 28;
  private static final int COLUMNS = 12;
  // ImageJ puts wider fields into a row of their own.
  private static final int COLUMNS_OF_TWO = 8;
  private static final int REASON_ROWS = 3;
  private static final int REASON_COLUMNS = 60;

  private static final String NO_OTHER_IMAGE =
      "No other image is open. Open the style image first, or choose '"
          + StyleSource.FILE_CHOICE
          + "' and a style file.";

  private final DialogPage page;
  private final SettingTexts previous;
  private final String refusal;
  private final GenericDialog dialog;
  private final Map<String, DialogField> fields = new LinkedHashMap<>();
  private final TextArea reason =
      new TextArea("", REASON_ROWS, REASON_COLUMNS, TextArea.SCROLLBARS_NONE);
  private String preset;

  /**
   * A dialog that starts with the remembered entries.
   *
   * @param page the settings to show
   */
  public SettingsDialog(final DialogPage page) {
    this(page, new SettingTexts(Map.of()), "");
  }

  /**
   * A dialog that comes back after its entries were refused.
   *
   * @param page the settings to show
   * @param previous the entries that were refused
   * @param refusal the reason, which the dialog shows until the user changes an entry
   */
  public SettingsDialog(final DialogPage page, final SettingTexts previous, final String refusal) {
    this.page = page;
    this.previous = previous;
    this.refusal = refusal;
    dialog = new GenericDialog(page.menuLabel().replace("...", ""));
    if (page == DialogPage.FOLDER) addFolders();
    else addStyle();
    addSettings();
    if (page != DialogPage.FOLDER)
      addText(InputKeys.SAVE_AS, "Save as", entry(InputKeys.SAVE_AS, ""));
    addReason();
    dialog.addHelp(help());
    preset = fields.get(Settings.PRESET.key()).reader().get();
  }

  /**
   * Shows the dialog until the user closes it, and remembers the entries.
   *
   * @return the entries by key, or nothing if the user cancelled
   */
  public Optional<SettingTexts> ask() {
    dialog.addDialogListener((source, event) -> check());
    dialog.addWindowListener(new FirstCheck());
    dialog.showDialog();
    if (dialog.wasCanceled()) return Optional.empty();
    final SettingTexts entries = entries();
    RememberedEntries.keep(entries);
    return Optional.of(entries);
  }

  private void addStyle() {
    final List<String> images = otherImages();
    final String source =
        images.isEmpty()
            ? StyleSource.FILE_CHOICE
            : entry(InputKeys.STYLE_SOURCE, StyleSource.IMAGE_CHOICE);
    addChoice(
        InputKeys.STYLE_SOURCE,
        "Style from",
        List.of(StyleSource.IMAGE_CHOICE, StyleSource.FILE_CHOICE),
        source);
    addChoice(InputKeys.STYLE_IMAGE, "Style image", images, entry(InputKeys.STYLE_IMAGE, ""));
    addFile(InputKeys.STYLE_FILE, "Style file");
  }

  private void addFolders() {
    addDirectory(InputKeys.FOLDER, "Folder");
    addFile(InputKeys.STYLES, "Styles");
    addDirectory(InputKeys.TARGET, "Results to");
  }

  private void addSettings() {
    for (int i = 0; i < page.settings().size(); i++) {
      // One column of all settings would be taller than a screen.
      if (page == DialogPage.EXPERT && i % 2 == 1) dialog.addToSameRow();
      add(page.settings().get(i));
    }
  }

  private void addFile(final String key, final String label) {
    dialog.addFileField(label, entry(key, ""), FILE_COLUMNS);
    fields.put(key, DialogField.of(last(dialog.getStringFields(), TextField.class)));
  }

  private void addDirectory(final String key, final String label) {
    dialog.addDirectoryField(label, entry(key, ""), FILE_COLUMNS);
    fields.put(key, DialogField.of(last(dialog.getStringFields(), TextField.class)));
  }

  private <T> void add(final Setting<T> setting) {
    final String value =
        Optional.ofNullable(previous.byKey().get(setting.key()))
            .or(() -> RememberedEntries.of(setting))
            .orElseGet(() -> InitialValue.text(setting));
    if (setting.fallback() instanceof Boolean) {
      dialog.addCheckbox(setting.label(), Boolean.parseBoolean(value));
      fields.put(setting.key(), DialogField.of(last(dialog.getCheckboxes(), Checkbox.class)));
    } else if (NetworkEntry.choices(setting).isEmpty()) {
      addText(setting.key(), setting.label(), value);
    } else {
      addChoice(setting.key(), setting.label(), NetworkEntry.choices(setting), value);
    }
  }

  private void addText(final String key, final String label, final String value) {
    dialog.addStringField(label, value, page == DialogPage.EXPERT ? COLUMNS_OF_TWO : COLUMNS);
    fields.put(key, DialogField.of(last(dialog.getStringFields(), TextField.class)));
  }

  private void addChoice(
      final String key, final String label, final List<String> choices, final String value) {
    dialog.addChoice(label, choices.toArray(String[]::new), value);
    fields.put(key, DialogField.of(last(dialog.getChoices(), Choice.class)));
  }

  /** A text area wraps a long reason, and its text can be copied. */
  private void addReason() {
    reason.setEditable(false);
    reason.setText(refusal);
    final Panel panel = new Panel();
    panel.add(reason);
    dialog.addPanel(panel);
  }

  private String entry(final String key, final String fallback) {
    return Optional.ofNullable(previous.byKey().get(key))
        .or(() -> RememberedEntries.of(key))
        .orElse(fallback);
  }

  /**
   * Updates the fields after a change of the preset, and returns whether the entries are allowed.
   */
  private boolean check() {
    follow(fields.get(Settings.PRESET.key()).reader().get());
    final Optional<String> wrong = wrong();
    show(wrong.orElseGet(() -> entries().equals(previous) ? refusal : ""));
    return wrong.isEmpty();
  }

  private void show(final String text) {
    if (!reason.getText().equals(text)) reason.setText(text);
  }

  private Optional<String> wrong() {
    Optional<String> first = Optional.empty();
    for (final Map.Entry<String, DialogField> field : fields.entrySet()) {
      final Optional<String> wrong = wrong(field.getKey(), field.getValue().reader().get());
      field.getValue().mark(wrong.isPresent());
      first = first.or(() -> wrong);
    }
    return first.or(this::wrongTogether);
  }

  private Optional<String> wrong(final String key, final String text) {
    final String source = read(InputKeys.STYLE_SOURCE);
    if (key.equals(InputKeys.STYLE_IMAGE) && source.equals(StyleSource.IMAGE_CHOICE))
      return text.isEmpty() ? Optional.of(NO_OTHER_IMAGE) : Optional.empty();
    if (key.equals(InputKeys.STYLE_FILE) && source.equals(StyleSource.IMAGE_CHOICE))
      return Optional.empty();
    return page.settings().stream()
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .map(setting -> InputCheck.reason(setting, text))
        .orElseGet(() -> InputCheck.reason(key, text));
  }

  /** Returns why the entries cannot be used together, although each of them is allowed. */
  private Optional<String> wrongTogether() {
    try {
      entries().record();
      return Optional.empty();
    } catch (final StyleTransferException e) {
      return Optional.of(e.getMessage());
    }
  }

  private String read(final String key) {
    return fields.containsKey(key) ? fields.get(key).reader().get() : "";
  }

  private void follow(final String chosen) {
    if (chosen.equals(preset)) return;
    preset = chosen;
    final Map<String, String> record =
        TransferSettings.builder().parse(Settings.PRESET.name(), chosen).build().record();
    for (final String key : PresetKeys.all())
      if (fields.containsKey(key)) fields.get(key).writer().accept(record.get(key));
  }

  private SettingTexts entries() {
    final Map<String, String> entries = new LinkedHashMap<>();
    fields.forEach((key, field) -> entries.put(key, field.reader().get()));
    // The record and the recorded macro contain only the style that the user chose.
    final boolean fromImage = StyleSource.IMAGE_CHOICE.equals(entries.get(InputKeys.STYLE_SOURCE));
    entries.remove(fromImage ? InputKeys.STYLE_FILE : InputKeys.STYLE_IMAGE);
    return new SettingTexts(entries);
  }

  private static List<String> otherImages() {
    return OpenImages.others().stream().map(OpenImages::nameOf).toList();
  }

  private static <T> T last(final Vector<?> components, final Class<T> type) {
    return type.cast(components.lastElement());
  }

  private String help() {
    final StringBuilder html = new StringBuilder("<html><table width=500>");
    for (final Setting<?> setting : page.settings())
      html.append(
          "<tr><td valign=top><b>%s</b></td><td>%s</td></tr>"
              .formatted(setting.label(), setting.help()));
    return html.append("</table></html>").toString();
  }

  /** Checks the entries when the dialog opens; ImageJ calls its listener only after a change. */
  private final class FirstCheck extends WindowAdapter {

    @Override
    public void windowOpened(final WindowEvent event) {
      dialog.getButtons()[0].setEnabled(check());
    }
  }
}
