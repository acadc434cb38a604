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

/** Which settings a dialog offers; the SciJava command of the same name has the same. */
public enum DialogPage {
  /** The few that matter most. */
  BASIC("Style Transfer..."),
  /** All. */
  EXPERT("Style Transfer (Expert)..."),
  /** The few for a folder of images. */
  FOLDER("Style Transfer (Folder)...");

  private static final List<Setting<?>> FEW =
      List.of(
          Settings.PRESET,
          Settings.NETWORK,
          Settings.SIZE,
          Settings.ITERATIONS,
          Settings.STYLE_WEIGHT,
          Settings.COLOUR,
          Settings.SEED,
          Settings.DEVICE);

  private static final List<Setting<?>> FEW_OF_IMAGES =
      List.of(ImageSettings.RESULT, ImageSettings.SLICES);

  private static final List<String> IMAGES =
      List.of(
          InputKeys.CONTENT,
          InputKeys.STYLE_SOURCE,
          InputKeys.STYLE_IMAGE,
          InputKeys.STYLE_FILE,
          InputKeys.SAVE_AS);

  private static final List<String> FOLDERS =
      List.of(InputKeys.FOLDER, InputKeys.STYLES, InputKeys.TARGET);

  private final String menuLabel;

  DialogPage(final String menuLabel) {
    this.menuLabel = menuLabel;
  }

  /**
   * @param name as in plugins.config, where the basic page has none
   */
  public static DialogPage of(final String name) {
    return name.isBlank() ? BASIC : valueOf(name.trim().toUpperCase(Locale.ROOT));
  }

  /** The menu entry, which is also the name of the command in macros. */
  public String menuLabel() {
    return menuLabel;
  }

  /** In the order in which they are shown. */
  public List<Setting<?>> settings() {
    final List<Setting<?>> settings = new ArrayList<>(this == EXPERT ? Settings.all() : FEW);
    settings.addAll(this == EXPERT ? ImageSettings.all() : FEW_OF_IMAGES);
    if (this == FOLDER) settings.addAll(BatchSettings.all());
    else settings.addAll(ViewSettings.all());
    return settings;
  }

  /** The keys macros may use with this command. */
  public List<String> keys() {
    final List<String> keys = new ArrayList<>(this == FOLDER ? FOLDERS : IMAGES);
    settings().forEach(setting -> keys.add(setting.key()));
    return keys;
  }
}
