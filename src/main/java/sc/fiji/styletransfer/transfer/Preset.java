package sc.fiji.styletransfer.transfer;

import java.util.Locale;
import java.util.Map;

/** Published recipes: names for sets of values. What a preset does not say is the fallback. */
public enum Preset {
  /**
   * Gatys et al. 2016 as their later code (PytorchNeuralStyleTransfer) has it: style weight 1000/C²
   * on F·Fᵀ/(H·W), L-BFGS without line search in the network's input units, 500 evaluations.
   */
  GATYS(
      Map.of(
          "style-formula", "gatys",
          "content-weight", "1",
          "style-weight", "1000",
          "optimizer", "lbfgs",
          "learning-rate", "1",
          "history", "100",
          "pixel-units", "network",
          "iterations", "500")),

  /**
   * The course exercise this project grew from (Udacity, deep-learning-v2-pytorch): unscaled Gram
   * matrices, Adam in normalised units, 2000 small steps from the content.
   */
  SEED(
      Map.of(
          "style-formula", "seed",
          "style-layers", "conv1_1:1,conv2_1:0.75,conv3_1:0.2,conv4_1:0.2,conv5_1:0.2",
          "content-weight", "1",
          "style-weight", "1e6",
          "optimizer", "adam",
          "learning-rate", "0.003",
          "pixel-units", "normalised",
          "iterations", "2000"));

  private final Map<String, String> values;

  Preset(final Map<String, String> values) {
    this.values = values;
  }

  /**
   * @return what this preset says, as a user would write it, by name of the setting
   */
  public Map<String, String> recipe() {
    return values;
  }

  /** The value this preset gives to a setting, or the setting's fallback. */
  <T> T value(final Setting<T> setting) {
    final String text = values.get(setting.name());
    return text == null ? setting.fallback() : setting.parse(text);
  }

  /** The name in the settings, for example {@code gatys}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
