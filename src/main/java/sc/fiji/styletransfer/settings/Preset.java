package sc.fiji.styletransfer.settings;

import java.util.Locale;
import java.util.Map;

/** Recipes: names for sets of values. What a preset does not say is the fallback. */
public enum Preset {
  /**
   * Ours, chosen by measurement: every term relative to the energy of what it wants, from coarse to
   * fine, so that content stays and strokes look alike at every size. One weight depends on the
   * number of pixels, the content's: it means what it says to a long side of 256 pixels, and beyond
   * follows so that the style's distance stays what it was there ({@code ContentBalance}). Colours
   * stay between black and white, because what a picture cannot show is lost to the style, and the
   * style fades towards the edges ({@code EdgeFade}), where nothing but the style would look.
   */
  BALANCED(Recipes.balanced("0.2")),

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
          "iterations", "2000")),

  /**
   * Johnson's neural-style, as its README gives the defaults: content 5, style 100, L-BFGS, 1000
   * evaluations from noise. Its smoothness of 0.001 is a sum over pixels in the network's units; it
   * is taken as the mean over pixels that it is at about 512 × 512, 0.001/2 · 3·512² · 255² =
   * 2.6e7.
   */
  NEURAL_STYLE(
      Map.of(
          "style-formula", "neural-style",
          "content-weight", "5",
          "style-weight", "100",
          "optimizer", "lbfgs",
          "learning-rate", "1",
          "history", "100",
          "pixel-units", "network",
          "init", "noise",
          "tv-weight", "2.6e7",
          "iterations", "1000")),

  /**
   * {@link #BALANCED} with more content and the content's own colours, for faces. In colours of a
   * narrow range patterns are made of fine contrasts, which some smoothness takes away.
   */
  PORTRAIT(
      Recipes.with(
          Recipes.with(Recipes.balanced("0.5"), "colour", "recolour"), "tv-weight", "0.6")),

  /**
   * {@link #BALANCED} with hardly any content, from the style's colours: the style's texture.
   * Nothing but smoothness takes away the fine noise of such a start; with it coarser layers fit
   * better, too.
   */
  TEXTURE(Recipes.with(Recipes.with(Recipes.balanced("0.01"), "init", "style"), "tv-weight", "1")),

  /**
   * {@link #BALANCED} with much content: the picture, touched by the style, and a little smoothness
   * for the reason {@link #PORTRAIT} has some.
   */
  SUBTLE(Recipes.with(Recipes.balanced("1"), "tv-weight", "0.2"));

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
  public <T> T value(final Setting<T> setting) {
    final String text = values.get(setting.name());
    return text == null ? setting.fallback() : setting.parse(text);
  }

  /** The name in the settings, for example {@code gatys}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
