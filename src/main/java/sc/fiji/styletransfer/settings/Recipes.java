package sc.fiji.styletransfer.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values of presets that are derived from each other. */
final class Recipes {

  private Recipes() {}

  /**
   * Returns the values of {@link Preset#BALANCED} with a content weight.
   *
   * @param contentWeight α of the loss Σ‖G−A‖²/‖A‖²/5 + α·‖F−P‖²/‖P‖²
   * @return values by name of the setting
   */
  static Map<String, String> balanced(final String contentWeight) {
    return Map.ofEntries(
        Map.entry("style-formula", "relative"),
        Map.entry("content-formula", "relative"),
        Map.entry("style-layers", "conv1_1:0.2,conv2_1:0.2,conv3_1:0.2,conv4_1:0.2,conv5_1:0.2"),
        Map.entry("content-weight", contentWeight),
        Map.entry("reference-side", "256"),
        Map.entry("style-weight", "1"),
        Map.entry("coarsest", "128"),
        Map.entry("coarse-effort", "0.5"),
        Map.entry("border", "replicate"),
        Map.entry("edge-fade", "3"),
        Map.entry("optimizer", "lbfgs"),
        Map.entry("step-limit", "0.1"),
        Map.entry("history", "30"),
        Map.entry("pixel-units", "unit"),
        Map.entry("clamp", "true"),
        Map.entry("tv-weight", "0.75"),
        Map.entry("iterations", "80"));
  }

  /**
   * Returns the values of {@link Preset#STROKES}.
   *
   * @return values by name of the setting
   */
  static Map<String, String> strokes() {
    return with(
        balanced("1.2"),
        Map.ofEntries(
            Map.entry("style-formula", "neighbours"),
            Map.entry("style-layers", "conv1_2,conv2_1,conv3_2,conv4_3"),
            Map.entry("moment-weight", "2"),
            Map.entry("structure-weight", "0.4"),
            Map.entry("range-weight", "50"),
            Map.entry("tv-weight", "0.5"),
            Map.entry("edge-fade", "0"),
            Map.entry("reference-side", "0"),
            Map.entry("splitting", "3"),
            Map.entry("splitting-iterations", "8"),
            Map.entry("coarse-effort", "0.26"),
            Map.entry("iterations", "49")));
  }

  /**
   * Returns the values of {@link Preset#GATYS}.
   *
   * @return values by name of the setting
   */
  static Map<String, String> gatys() {
    return Map.of(
        "style-formula", "gatys",
        "content-weight", "1",
        "style-weight", "1000",
        "optimizer", "lbfgs",
        "learning-rate", "1",
        "history", "100",
        "pixel-units", "network",
        "tv-weight", "1e7",
        "iterations", "500");
  }

  /**
   * Returns a copy of some values with others added or replaced.
   *
   * @param recipe values by name of the setting
   * @param changes values that are added, or replace those of the recipe
   * @return the combined values
   */
  static Map<String, String> with(
      final Map<String, String> recipe, final Map<String, String> changes) {
    final Map<String, String> changed = new LinkedHashMap<>(recipe);
    changed.putAll(changes);
    return Map.copyOf(changed);
  }
}
