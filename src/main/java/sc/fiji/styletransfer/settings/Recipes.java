package sc.fiji.styletransfer.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** Our own recipes, which differ in few values. */
final class Recipes {

  private Recipes() {}

  /**
   * @param contentWeight a of Σ‖G−A‖²/‖A‖²/5 + a·‖F−P‖²/‖P‖²
   */
  static Map<String, String> balanced(final String contentWeight) {
    return Map.ofEntries(
        Map.entry("style-formula", "balanced"),
        Map.entry("content-formula", "balanced"),
        Map.entry("style-layers", "conv1_1:0.2,conv2_1:0.2,conv3_1:0.2,conv4_1:0.2,conv5_1:0.2"),
        Map.entry("content-weight", contentWeight),
        Map.entry("reference-side", "256"),
        Map.entry("style-weight", "1"),
        Map.entry("coarsest", "128"),
        Map.entry("coarse-effort", "0.5"),
        Map.entry("border", "replicate"),
        Map.entry("edge-fade", "8"),
        Map.entry("optimizer", "lbfgs"),
        Map.entry("step-limit", "0.1"),
        Map.entry("history", "30"),
        Map.entry("pixel-units", "unit"),
        Map.entry("clamp", "true"),
        Map.entry("iterations", "80"));
  }

  /** A recipe with one value added or replaced. */
  static Map<String, String> with(
      final Map<String, String> recipe, final String setting, final String value) {
    final Map<String, String> changed = new LinkedHashMap<>(recipe);
    changed.put(setting, value);
    return Map.copyOf(changed);
  }
}
