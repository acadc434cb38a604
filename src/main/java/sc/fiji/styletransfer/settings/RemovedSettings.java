package sc.fiji.styletransfer.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of earlier versions that macros, scripts and command lines can no longer set, and what
 * replaces each of them.
 */
public final class RemovedSettings {

  private static final String FAST = "choose the preset gatys-fast, which includes it";

  private static final String SCALES =
      "the preset decides how the sizes grow; choose balanced for a run from coarse to fine and"
          + " gatys for one at the size of the result only";

  private static final String LBFGS_STEPS =
      "the preset sets it; change 'optimizer' or" + " 'learning-rate' instead";

  private static final String STROKES = "the preset sets it; choose strokes to use it";

  /** What to do instead, by name of the setting. */
  private static final Map<String, String> REPLACEMENTS =
      Map.ofEntries(
          Map.entry("approach", FAST),
          Map.entry("content-lead", FAST),
          Map.entry("deep-from", FAST),
          Map.entry("preconditioner", FAST),
          Map.entry("coarsest", SCALES),
          Map.entry("coarse-effort", SCALES),
          Map.entry(
              "reference-side", "the preset sets it; change 'content-weight' for more content"),
          Map.entry("step-limit", LBFGS_STEPS),
          Map.entry("history", "set 'memory' to limit the memory of a run"),
          Map.entry(
              "content-formula", "the preset sets it; choose balanced for the relative formula"),
          Map.entry("pixel-units", "the preset sets it; choose a preset with the units you need"),
          Map.entry("clamp", "the preset sets it; choose balanced to limit the pixels"),
          Map.entry("moment-weight", STROKES),
          Map.entry("structure-weight", STROKES),
          Map.entry("range-weight", STROKES),
          Map.entry("splitting", STROKES),
          Map.entry("splitting-iterations", STROKES),
          Map.entry("tile", "set 'memory' to limit the memory of a run"),
          Map.entry("border", "set 'edge-fade' to avoid a frame"),
          Map.entry("checkpoint-interval", "'checkpoint' stores the state every minute"),
          Map.entry("averaging", "set 'tv-weight' for a smoother picture"),
          Map.entry("tolerance", "set 'iterations' or 'time-budget' to end a run earlier"),
          Map.entry("blend", "set 'init' to the picture to start from"),
          Map.entry("guidance", "regions take features by their share of area"),
          Map.entry("feather", "the edge of a selection is always blended over 5 pixels"));

  private RemovedSettings() {}

  /**
   * Returns the names of the settings that no user can set any more.
   *
   * @return the names in alphabetical order
   */
  public static List<String> names() {
    return REPLACEMENTS.keySet().stream().sorted().toList();
  }

  /**
   * Returns what replaces a setting of an earlier version.
   *
   * @param name name of the setting, with or without hyphens, in any case
   * @return a sentence for the user, or empty if no earlier version had the setting
   */
  public static Optional<String> sentence(final String name) {
    final String key = key(name);
    return REPLACEMENTS.entrySet().stream()
        .filter(entry -> key(entry.getKey()).equals(key))
        .map(entry -> "The setting '%s' is gone; %s.".formatted(entry.getKey(), entry.getValue()))
        .findFirst();
  }

  private static String key(final String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
