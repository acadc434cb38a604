package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.MacroOptions;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The settings of the last run that a user started in a dialog, in ImageJ's preferences. Macros and
 * scripts do not change them.
 *
 * @param command menu entry of the run, which is its name in macros
 * @param texts settings and style; neither the content nor the file of the result
 */
public record LastRun(String command, SettingTexts texts) {

  private static final String COMMAND = "styletransfer.last.command";
  private static final String KEYS = "styletransfer.last.keys";
  private static final String OPTIONS = "styletransfer.last.options";
  private static final String FILE = "styletransfer.last.file";

  /** Keys of which each run has its own value. */
  private static final String[] OWN = {
    InputKeys.CONTENT, InputKeys.SAVE_AS, Settings.CHANGES.key(), Settings.CHECKPOINT.key()
  };

  /** Stores this run, and the file of its style. */
  public void keep() {
    final Map<String, String> kept = new LinkedHashMap<>(texts.byKey());
    for (final String key : OWN) kept.remove(key);
    Prefs.set(COMMAND, command);
    Prefs.set(KEYS, String.join(",", kept.keySet()));
    Prefs.set(OPTIONS, MacroOptions.write(new SettingTexts(kept)));
    Prefs.set(
        FILE,
        texts.get(InputKeys.STYLE_IMAGE).flatMap(OpenImages::find).map(LastRun::file).orElse(""));
  }

  private static String file(final ImagePlus image) {
    final FileInfo info = image.getOriginalFileInfo();
    return info == null || info.directory == null || info.fileName == null
        ? ""
        : Path.of(info.directory, info.fileName).toString();
  }

  /**
   * Reads the last run.
   *
   * @return the run with a style that can be used: if its image is not open any more, the file of
   *     the image
   * @throws StyleTransferException if there was no run, or its style is neither open nor a file
   */
  public static LastRun read() {
    final String options = Prefs.get(OPTIONS, "");
    if (options.isEmpty())
      throw new StyleTransferException(
          "There is no run to repeat. Choose Style Transfer... first.");
    final SettingTexts texts = MacroOptions.parse(options, List.of(Prefs.get(KEYS, "").split(",")));
    final Optional<String> title = texts.get(InputKeys.STYLE_IMAGE);
    if (title.isEmpty() || OpenImages.find(title.get()).isPresent())
      return new LastRun(Prefs.get(COMMAND, ""), texts);
    final String file = Prefs.get(FILE, "");
    if (file.isEmpty() || !Files.isRegularFile(Path.of(file)))
      throw new StyleTransferException(
          "The style '%s' of the last run is not open. Open it, or choose Style Transfer..."
              .formatted(title.get()));
    final Map<String, String> fromFile = new LinkedHashMap<>(texts.byKey());
    fromFile.remove(InputKeys.STYLE_IMAGE);
    fromFile.put(InputKeys.STYLE_SOURCE, StyleSource.FILE_CHOICE);
    fromFile.put(InputKeys.STYLE_FILE, file);
    return new LastRun(Prefs.get(COMMAND, ""), new SettingTexts(fromFile));
  }
}
