package sc.fiji.styletransfer.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.InfoRecord;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The file at the path of a result before the run, compared with the result that the run would
 * give.
 *
 * @param exists whether there is a file
 * @param record record of the run that wrote the file; empty if no run did
 * @param changed keys of the settings and images that differ from the record
 */
record ExistingResult(boolean exists, Map<String, String> record, List<String> changed) {

  /** Key of the content file's fingerprint in a record. */
  static final String CONTENT_SHA256 = "contentsha256";

  /** Key of the style file's fingerprint in a record. */
  static final String STYLE_SHA256 = "stylesha256";

  private static final String SHA256 = "sha256";

  /** Settings that do not change the result; a network counts by its fingerprint. */
  private static final Set<Setting<?>> WITHOUT_EFFECT =
      Set.of(
          Settings.NETWORK,
          Settings.DEVICE,
          Settings.TILE,
          Settings.MEMORY,
          Settings.CHECKPOINT,
          Settings.CHECKPOINT_INTERVAL);

  /**
   * Compares a file with a run.
   *
   * @param file path of the result
   * @param wanted record of the run, with the fingerprints of content and style
   */
  static ExistingResult at(final Path file, final Map<String, String> wanted) {
    if (!Files.exists(file)) return new ExistingResult(false, Map.of(), List.of());
    final Map<String, String> record = RunRecord.read(InfoRecord.of(file));
    return new ExistingResult(
        true,
        record,
        wanted.keySet().stream()
            .filter(key -> hasEffect(key, wanted))
            .filter(key -> differs(key, record.get(key), wanted.get(key)))
            .toList());
  }

  /** A file that a setting names counts by its fingerprint and not by its name. */
  private static boolean hasEffect(final String key, final Map<String, String> wanted) {
    return WITHOUT_EFFECT.stream().noneMatch(setting -> setting.key().equals(key))
        && !wanted.containsKey(ImageTransfer.fingerprintKey(key));
  }

  /** An older version may lack a setting, but a result without fingerprints may be another's. */
  private static boolean differs(final String key, final String recorded, final String wanted) {
    if (recorded == null) return key.endsWith(SHA256);
    return !recorded.equals(wanted) && !current(key, recorded).equals(wanted);
  }

  /** Returns the value as this version writes it; an older version wrote some values otherwise. */
  private static String current(final String key, final String value) {
    return Settings.named(key).map(setting -> rewritten(setting, value)).orElse(value);
  }

  private static <T> String rewritten(final Setting<T> setting, final String value) {
    try {
      return setting.format(setting.parse(value));
    } catch (final StyleTransferException e) {
      return value; // a value that this version does not know differs from every other
    }
  }

  /**
   * Refuses to replace a file that no run has written.
   *
   * @throws StyleTransferException if there is such a file
   */
  void requireRecord(final Path file) {
    if (exists && record.isEmpty())
      throw new StyleTransferException(
          "The file '"
              + file
              + "' exists and holds no record of a run. Move or delete it, or choose another folder"
              + " for the results.");
  }

  /** Returns whether the run would give the same result. */
  boolean isFinished() {
    return exists && changed.isEmpty();
  }

  /** Returns a remark for report and log. */
  String note() {
    if (!exists) return "";
    return isFinished()
        ? JobOutcome.loss(record) + ", same images and settings"
        : "re-created because these differ: " + String.join(", ", changed);
  }
}
