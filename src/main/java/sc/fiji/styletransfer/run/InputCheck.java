package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.UserPath;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** Checks the entry of one field of a dialog, so that a dialog can name the field to change. */
public final class InputCheck {

  private static final int SQUARE = 1000;

  private InputCheck() {}

  /**
   * Checks the value of a setting.
   *
   * @param setting the setting
   * @param text its value as the user entered it
   * @return why the value cannot be used, with the label of the field, or nothing
   */
  public static Optional<String> reason(final Setting<?> setting, final String text) {
    final Setting<?> labelled = labelled(setting);
    return reason(() -> labelled.parse(text));
  }

  /**
   * Checks the size of the result.
   *
   * @param content image to stylise; if empty, the size must be possible for a square image
   * @param text the size as the user entered it
   * @return why the size cannot be used, or nothing
   */
  public static Optional<String> size(final Optional<ImagePlus> content, final String text) {
    return reason(
        () ->
            RgbPicture.requireSides(
                content.map(ImagePlus::getWidth).orElse(SQUARE),
                content.map(ImagePlus::getHeight).orElse(SQUARE),
                (int) labelled(Settings.SIZE).parse(text)));
  }

  /** In a dialog a message names the label of a field, in macros and records its key. */
  private static <T> Setting<T> labelled(final Setting<T> setting) {
    return new Setting<>(
        setting.label(), setting.label(), setting.fallback(), setting.domain(), setting.help());
  }

  /**
   * Checks the path of a file or folder.
   *
   * @param key a key of {@link InputKeys}
   * @param text the path as the user entered it; may be empty
   * @return why the path cannot be used, or nothing
   */
  public static Optional<String> reason(final String key, final String text) {
    return switch (key) {
      case InputKeys.STYLE_FILE -> reason(() -> requireFile(existing(text, "style file")));
      case InputKeys.STYLES -> reason(() -> existing(text, "style image"));
      case InputKeys.FOLDER ->
          reason(() -> requireFolder(existing(text, "folder with the images")));
      case InputKeys.TARGET -> reason(() -> requireNoFile(path(text, "folder for the results")));
      case InputKeys.SAVE_AS ->
          text.isBlank()
              ? Optional.empty()
              : reason(() -> new ImageFileWriter().check(UserPath.of(text)));
      default -> Optional.empty();
    };
  }

  private static Optional<String> reason(final Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (final StyleTransferException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Path path(final String text, final String name) {
    if (text.isBlank()) throw new StyleTransferException("Choose the " + name + ".");
    return UserPath.of(text);
  }

  private static Path existing(final String text, final String name) {
    final Path path = path(text, name);
    if (!Files.exists(path))
      throw new StyleTransferException(
          "'" + text + "' does not exist. Check the name and the folder.");
    return path;
  }

  private static void requireFile(final Path path) {
    if (!Files.isRegularFile(path))
      throw new StyleTransferException("'" + path + "' is not a file. Choose an image file.");
  }

  private static void requireFolder(final Path path) {
    if (!Files.isDirectory(path))
      throw new StyleTransferException("'" + path + "' is not a folder. Choose a folder.");
  }

  private static void requireNoFile(final Path path) {
    if (Files.exists(path)) requireFolder(path);
  }
}
