package sc.fiji.styletransfer.dialog;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Label;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Vector;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.run.StyleSource;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The dialog of plain ImageJ, made from the descriptions of the settings. It starts with the values
 * of last time; OK is open only while the values can work, and the reason is shown where not.
 */
public final class SettingsDialog {

  private static final String PREFERENCE = "styletransfer.";
  private static final int FILE_COLUMNS = 28;
  private static final int COLUMNS = 12;
  // ImageJ gives wider fields a row of their own.
  private static final int COLUMNS_OF_TWO = 8;
  private static final int MESSAGE_COLUMNS = 90;

  private static final Set<String> NOT_KEPT =
      Set.of(InputKeys.STYLE_IMAGE, InputKeys.SAVE_AS, Settings.NETWORK.key());

  private final DialogPage page;
  private final GenericDialog dialog;
  private final Map<String, DialogField> fields = new LinkedHashMap<>();
  private String preset;

  public SettingsDialog(final DialogPage page) {
    this.page = page;
    dialog = new GenericDialog(page.menuLabel().replace("...", ""));
    if (page == DialogPage.FOLDER) addFolders();
    else addStyle();
    for (int i = 0; i < page.settings().size(); i++) {
      // All in one column would be taller than a screen.
      if (page == DialogPage.EXPERT && i % 2 == 1) dialog.addToSameRow();
      add(page.settings().get(i));
    }
    if (page != DialogPage.FOLDER) addText(InputKeys.SAVE_AS, "Save as", "");
    dialog.addHelp(help());
    preset = fields.get(Settings.PRESET.key()).reader().get();
  }

  /** What the user said, or nothing if the dialog was cancelled. */
  public Optional<SettingTexts> ask() {
    final Label message = addMessage();
    dialog.addDialogListener((source, event) -> check(message));
    check(message);
    dialog.showDialog();
    if (dialog.wasCanceled()) return Optional.empty();
    final SettingTexts words = words();
    remember(words);
    return Optional.of(words);
  }

  private void addStyle() {
    addChoice(
        InputKeys.STYLE_SOURCE,
        "Style from",
        List.of(StyleSource.IMAGE_CHOICE, StyleSource.FILE_CHOICE),
        lastTime(InputKeys.STYLE_SOURCE, StyleSource.IMAGE_CHOICE));
    addChoice(InputKeys.STYLE_IMAGE, "Style image", otherImages(), "");
    addFile(InputKeys.STYLE_FILE, "Style file");
  }

  private void addFolders() {
    addDirectory(InputKeys.FOLDER, "Folder");
    addFile(InputKeys.STYLES, "Styles");
    addDirectory(InputKeys.TARGET, "Results to");
  }

  private void addFile(final String key, final String label) {
    dialog.addFileField(label, lastTime(key, ""), FILE_COLUMNS);
    register(key, DialogField.of(last(dialog.getStringFields(), TextField.class)));
  }

  private void addDirectory(final String key, final String label) {
    dialog.addDirectoryField(label, lastTime(key, ""), FILE_COLUMNS);
    register(key, DialogField.of(last(dialog.getStringFields(), TextField.class)));
  }

  private <T> void add(final Setting<T> setting) {
    final String value = lastTime(setting.key(), InitialValue.text(setting));
    if (setting.fallback() instanceof Boolean) {
      dialog.addCheckbox(setting.label(), Boolean.parseBoolean(value));
      register(setting.key(), DialogField.of(last(dialog.getCheckboxes(), Checkbox.class)));
    } else if (NetworkEntry.choices(setting).isEmpty()) {
      addText(setting.key(), setting.label(), value);
    } else {
      addChoice(setting.key(), setting.label(), NetworkEntry.choices(setting), value);
    }
  }

  private void addText(final String key, final String label, final String value) {
    dialog.addStringField(label, value, page == DialogPage.EXPERT ? COLUMNS_OF_TWO : COLUMNS);
    register(key, DialogField.of(last(dialog.getStringFields(), TextField.class)));
  }

  private void addChoice(
      final String key, final String label, final List<String> choices, final String value) {
    dialog.addChoice(label, choices.toArray(String[]::new), value);
    register(key, DialogField.of(last(dialog.getChoices(), Choice.class)));
  }

  private Label addMessage() {
    dialog.addMessage(" ".repeat(MESSAGE_COLUMNS));
    return (Label) dialog.getMessage();
  }

  private void register(final String key, final DialogField field) {
    fields.put(key, field);
  }

  /** Follows another preset, and says whether the values can work. */
  private boolean check(final Label message) {
    final SettingTexts words = words();
    try {
      follow(words.get(Settings.PRESET.key()).orElseThrow());
      words().record();
      message.setText("");
      return true;
    } catch (final StyleTransferException e) {
      message.setText(e.getMessage());
      return false;
    }
  }

  private void follow(final String chosen) {
    if (chosen.equals(preset)) return;
    preset = chosen;
    final Map<String, String> record =
        TransferSettings.builder().parse(Settings.PRESET.name(), chosen).build().record();
    for (final String key : PresetKeys.all())
      if (fields.containsKey(key)) fields.get(key).writer().accept(record.get(key));
  }

  private SettingTexts words() {
    final Map<String, String> words = new LinkedHashMap<>();
    fields.forEach((key, field) -> words.put(key, field.reader().get()));
    // What the user did not choose must not get into the record.
    final boolean fromImage = StyleSource.IMAGE_CHOICE.equals(words.get(InputKeys.STYLE_SOURCE));
    words.remove(fromImage ? InputKeys.STYLE_FILE : InputKeys.STYLE_IMAGE);
    return new SettingTexts(words);
  }

  /** Keeps everything for next time but what belongs to what is open, or here, now. */
  private void remember(final SettingTexts words) {
    words.byKey().keySet().stream()
        .filter(key -> !NOT_KEPT.contains(key))
        .forEach(key -> words.get(key).ifPresent(text -> keep(key, text)));
  }

  private static void keep(final String key, final String text) {
    Prefs.set(PREFERENCE + key, text);
  }

  private static String lastTime(final String key, final String fallback) {
    return NOT_KEPT.contains(key) ? fallback : Prefs.get(PREFERENCE + key, fallback);
  }

  private static List<String> otherImages() {
    return OpenImages.others().stream().map(ImagePlus::getTitle).toList();
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
}
