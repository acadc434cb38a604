package sc.fiji.styletransfer.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** The settings of each dialog. The SciJava command of the same name has the same inputs. */
public enum DialogPage {
  /** The settings that most users change. */
  BASIC("Style Transfer..."),
  /** All settings. */
  EXPERT("Style Transfer (Expert)..."),
  /** The settings for a folder of images. */
  FOLDER("Style Transfer (Folder)...");

  private static final List<Setting<?>> FEW =
      List.of(
          Settings.PRESET,
          Settings.NETWORK,
          Settings.SIZE,
          Settings.ITERATIONS,
          Settings.STYLE_WEIGHT,
          Settings.COLOUR,
          Settings.DEVICE,
          ImageSettings.SLICES);

  private static final List<Setting<?>> MORE = List.of(Settings.SEED, ImageSettings.RESULT);

  private static final List<String> IMAGES =
      List.of(
          InputKeys.CONTENT,
          InputKeys.STYLE_SOURCE,
          InputKeys.STYLE_IMAGE,
          InputKeys.STYLE_FILE,
          InputKeys.SAVE_AS,
          Settings.CHANGES.key());

  private static final List<String> FOLDERS =
      List.of(InputKeys.FOLDER, InputKeys.STYLES, InputKeys.TARGET);

  private final String menuLabel;

  DialogPage(final String menuLabel) {
    this.menuLabel = menuLabel;
  }

  /**
   * Returns the page of a menu entry.
   *
   * @param name argument in plugins.config; empty for the basic page
   * @return the page
   */
  public static DialogPage of(final String name) {
    return name.isBlank() ? BASIC : valueOf(name.trim().toUpperCase(Locale.ROOT));
  }

  /**
   * Returns the menu entry, which is the name of the command in macros.
   *
   * @return text with three dots at the end
   */
  public String menuLabel() {
    return menuLabel;
  }

  /**
   * Returns the settings that the dialog shows.
   *
   * @return the settings in the order of the dialog
   */
  public List<Setting<?>> settings() {
    return switch (this) {
      case BASIC -> FEW;
      case EXPERT -> join(Settings.all(), ImageSettings.all(), ViewSettings.all());
      case FOLDER -> join(FEW, MORE, BatchSettings.all());
    };
  }

  /**
   * Returns the fields of the dialog under their headings.
   *
   * @return the groups in the order in which people need them; {@link InputKeys#STYLE_SOURCE}
   *     stands for all inputs of the style
   */
  List<FieldGroup> groups() {
    return switch (this) {
      case BASIC -> FieldGroups.basic();
      case EXPERT -> FieldGroups.expert();
      case FOLDER -> FieldGroups.folder();
    };
  }

  /**
   * Returns the settings that macros and scripts can use with this command and that the dialog does
   * not show. After a dialog they have the values of the preset.
   *
   * @return the settings
   */
  public List<Setting<?>> hiddenSettings() {
    return this == BASIC ? join(MORE, ViewSettings.all()) : List.of();
  }

  /**
   * Returns the keys that macros can use with this command.
   *
   * @return the keys of inputs and settings
   */
  public List<String> keys() {
    final List<String> keys = new ArrayList<>(this == FOLDER ? FOLDERS : IMAGES);
    settings().forEach(setting -> keys.add(setting.key()));
    hiddenSettings().forEach(setting -> keys.add(setting.key()));
    return keys;
  }

  @SafeVarargs
  private static List<Setting<?>> join(final List<Setting<?>>... parts) {
    final List<Setting<?>> settings = new ArrayList<>();
    for (final List<Setting<?>> part : parts) settings.addAll(part);
    return List.copyOf(settings);
  }
}
