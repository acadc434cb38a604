package sc.fiji.styletransfer.dialog;

import ij.ImagePlus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.InputCheck;
import sc.fiji.styletransfer.run.StyleSource;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/** The fields of a dialog by key, their values, and what is wrong with them. */
final class DialogEntries {

  private final DialogPage page;
  private final Optional<ImagePlus> content;
  private final Map<String, DialogField> fields = new LinkedHashMap<>();
  private final Optional<StyleField> style;
  private String preset = "";

  /**
   * Creates the fields of a page.
   *
   * @param page the settings to show
   * @param content the image to stylise, if there is one
   */
  DialogEntries(final DialogPage page, final Optional<ImagePlus> content) {
    this.page = page;
    this.content = content;
    final FieldFactory factory = new FieldFactory(content);
    style = page == DialogPage.FOLDER ? Optional.empty() : Optional.of(new StyleField(factory));
    for (final FieldGroup group : page.groups())
      for (final String key : group.keys()) fields.put(key, field(key, factory));
  }

  private DialogField field(final String key, final FieldFactory factory) {
    return switch (key) {
      case InputKeys.STYLE_SOURCE -> style.orElseThrow().field();
      case InputKeys.SAVE_AS ->
          factory.path(
              key,
              "Save as",
              "Also saves the result to this .tif, .png or .jpg file. Optional.",
              FieldFactory.Chooser.SAVE);
      case InputKeys.FOLDER ->
          factory.path(
              key,
              "Folder",
              "Folder with the images. Every file that can be opened is stylised.",
              FieldFactory.Chooser.FOLDER);
      case InputKeys.STYLES ->
          factory.path(
              key,
              "Styles",
              "A style image, or a folder with style images; each image is combined with each.",
              FieldFactory.Chooser.BOTH);
      case InputKeys.TARGET ->
          factory.path(
              key,
              "Results to",
              "Folder for the results. Results of an earlier run with the same settings are kept.",
              FieldFactory.Chooser.FOLDER);
      default -> factory.of(setting(key).orElseThrow());
    };
  }

  private Optional<Setting<?>> setting(final String key) {
    return page.settings().stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  DialogField field(final String key) {
    return fields.get(key);
  }

  /** Calls an action after each change by the user. */
  void onChange(final Runnable action) {
    fields.values().forEach(field -> field.onChange(action));
    style.ifPresent(field -> field.onChange(action));
  }

  /** Shows entries; fields without an entry show the remembered value or the default. */
  void show(final SettingTexts entries) {
    show(entries, true);
  }

  /** Shows the defaults, and keeps the images. */
  void restoreDefaults() {
    final Map<String, String> kept = new LinkedHashMap<>(texts().byKey());
    page.settings().forEach(setting -> kept.remove(setting.key()));
    show(new SettingTexts(kept), false);
  }

  private void show(final SettingTexts entries, final boolean remembers) {
    for (final Map.Entry<String, DialogField> field : fields.entrySet())
      if (!field.getKey().equals(InputKeys.STYLE_SOURCE))
        field.getValue().writer().accept(value(field.getKey(), entries, remembers));
    final Map<String, String> styles = new LinkedHashMap<>();
    for (final String key : StyleField.keys())
      Optional.ofNullable(entries.byKey().get(key))
          .or(() -> RememberedEntries.of(key))
          .ifPresent(text -> styles.put(key, text));
    style.ifPresent(field -> field.show(styles));
    preset = fields.get(Settings.PRESET.key()).reader().get();
  }

  private String value(final String key, final SettingTexts entries, final boolean remembers) {
    final Optional<String> given = Optional.ofNullable(entries.byKey().get(key));
    if (given.isPresent()) return given.get();
    final Optional<Setting<?>> setting = setting(key);
    if (setting.isEmpty()) return remembers ? RememberedEntries.of(key).orElse("") : "";
    return (remembers ? RememberedEntries.of(setting.get()) : Optional.<String>empty())
        .orElseGet(() -> InitialValue.text(setting.get()));
  }

  /** Updates the fields after a change of the preset. */
  void follow() {
    final String chosen = fields.get(Settings.PRESET.key()).reader().get();
    if (chosen.equals(preset)) return;
    preset = chosen;
    final Map<String, String> record =
        TransferSettings.builder().parse(Settings.PRESET.name(), chosen).build().record();
    for (final String key : PresetKeys.all())
      if (fields.containsKey(key)) fields.get(key).writer().accept(record.get(key));
  }

  /** Returns the entries in the order of the macro keys. */
  SettingTexts texts() {
    final Map<String, String> values = new LinkedHashMap<>();
    style.ifPresent(field -> field.read(values));
    fields.forEach(
        (key, field) -> {
          if (!key.equals(InputKeys.STYLE_SOURCE)) values.put(key, field.reader().get());
        });
    final Map<String, String> ordered = new LinkedHashMap<>();
    for (final String key : page.keys())
      if (values.containsKey(key)) ordered.put(key, values.get(key));
    return new SettingTexts(ordered);
  }

  /** Marks the fields that cannot be used, and returns the first reason. */
  Optional<String> wrong() {
    final SettingTexts entries = texts();
    Optional<String> first = Optional.empty();
    for (final Map.Entry<String, DialogField> field : fields.entrySet()) {
      final Optional<String> wrong = wrong(field.getKey(), entries);
      if (field.getKey().equals(InputKeys.STYLE_SOURCE))
        style.ifPresent(chooser -> chooser.mark(wrong.isPresent()));
      else field.getValue().mark(wrong.isPresent());
      first = first.or(() -> wrong);
    }
    return first.or(() -> wrongTogether(entries));
  }

  /** Returns why an entry cannot be used. */
  Optional<String> wrong(final String key, final SettingTexts entries) {
    if (key.equals(InputKeys.STYLE_SOURCE))
      return entries.byKey().get(key).equals(StyleSource.FILE_CHOICE)
          ? reason(InputKeys.STYLE_FILE, entries)
          : Optional.empty();
    if (key.equals(Settings.SIZE.key()))
      return InputCheck.size(content, entries.byKey().getOrDefault(key, ""));
    return setting(key)
        .map(setting -> InputCheck.reason(setting, entries.byKey().getOrDefault(key, "")))
        .orElseGet(() -> reason(key, entries));
  }

  private static Optional<String> reason(final String key, final SettingTexts entries) {
    return InputCheck.reason(key, entries.byKey().getOrDefault(key, ""));
  }

  /** Returns why the entries cannot be used together, although each of them is allowed. */
  private static Optional<String> wrongTogether(final SettingTexts entries) {
    try {
      entries.record();
      return Optional.empty();
    } catch (final StyleTransferException e) {
      return Optional.of(e.getMessage());
    }
  }
}
