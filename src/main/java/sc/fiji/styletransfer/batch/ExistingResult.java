package sc.fiji.styletransfer.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.image.InfoRecord;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/**
 * A result that is there already, and how it differs from what would be made now. Only TIFF files
 * keep the record that tells; others count as what is wanted.
 *
 * @param exists whether there is a file
 * @param known whether it says how it was made
 * @param changed keys of the settings that it was made by and that are others now
 */
record ExistingResult(boolean exists, boolean known, List<String> changed) {

  /** What leaves the result alone: where and how it is computed, and the names of things. */
  private static final Set<Setting<?>> WITHOUT_EFFECT =
      Set.of(
          Settings.PRESET,
          Settings.NETWORK,
          Settings.DEVICE,
          Settings.TILE,
          Settings.MEMORY,
          Settings.CHECKPOINT,
          Settings.CHECKPOINT_INTERVAL);

  /**
   * @param file of the result
   * @param wanted record of a run now
   */
  static ExistingResult at(final Path file, final Map<String, String> wanted) {
    if (!Files.exists(file)) return new ExistingResult(false, false, List.of());
    final Map<String, String> earlier = RunRecord.read(InfoRecord.of(file));
    return new ExistingResult(
        true,
        !earlier.isEmpty(),
        wanted.keySet().stream()
            .filter(ExistingResult::hasEffect)
            // An older version of this plugin may not have known the setting.
            .filter(earlier::containsKey)
            .filter(key -> !earlier.get(key).equals(wanted.get(key)))
            .toList());
  }

  /** Whether it can stay. */
  boolean isFinished() {
    return exists && changed.isEmpty();
  }

  /** For the report and the log. */
  String note() {
    if (!exists) return "";
    if (!known) return "left as it is; how it was made is not known";
    return changed.isEmpty()
        ? "made by the same settings"
        : "made anew, since others are " + String.join(", ", changed);
  }

  private static boolean hasEffect(final String key) {
    return WITHOUT_EFFECT.stream().noneMatch(setting -> setting.key().equals(key));
  }
}
