package sc.fiji.styletransfer.settings;

import java.util.Locale;
import java.util.Map;

/** Named sets of values. Settings that a preset does not contain have their default. */
public enum Preset {
  /**
   * Brush strokes that follow the objects of the content: every position takes the features of the
   * style that resemble it most (Kolkin et al. 2022, "Neural Neighbor Style Transfer"). Content
   * weight c and style weight s are the dial α = c/(c + s) of the paper: the share of the content
   * in the features that are matched. The loss knows only which places of the content resemble each
   * other, so that forms stay and nothing of the photograph's texture does.
   *
   * <p>Cosines leave the size of features free, so that contrasts would grow and dark parts sink to
   * black; the Gram matrices of the shallow layers bind it. At the size of the result follow three
   * rounds in which each layer is matched by itself, which gives the strokes their texture. A
   * little smoothness keeps grain away that neither picture has.
   */
  STROKES(Recipes.strokes()),

  /**
   * This project's own values, chosen by measurement. Every term of the loss is relative to the
   * energy of its target, and the run goes from coarse to fine, so that the content remains and
   * strokes look alike at every size.
   *
   * <p>The content weight applies as given up to a long side of 256 pixels; above it the weight
   * adapts to keep the style's distance constant ({@code ContentBalance}). Pixels are limited to
   * the range from black to white, because colours outside of it are cut off in the result and the
   * style would lose them. The style fades towards the edges ({@code EdgeFade}), where otherwise
   * its colours gather in a frame. Smoothness keeps grain away that neither picture has, at the
   * same style distance.
   */
  BALANCED(Recipes.balanced("0.2")),

  /**
   * Gatys et al. 2016 with the values of their later code (PytorchNeuralStyleTransfer): style
   * weight 1000/C² on F·Fᵀ/(H·W), L-BFGS without line search in the network's input units, 500
   * evaluations. The smoothness is an addition: with the built-in network and a drawn style it
   * prevents checkerboards at the same style distance.
   */
  GATYS(Recipes.gatys()),

  /**
   * The loss of {@link #GATYS}, minimised in about a quarter of the time. The run first minimises
   * the Wasserstein distance at small sizes, then the loss with L-BFGS preconditioned by spatial
   * frequency; the content weight begins five times as high, and deep style layers are included
   * only in the last 16 percent of the evaluations. Measurements are in {@code
   * benchmark/results.md}.
   */
  GATYS_FAST(
      Recipes.with(
          Recipes.gatys(),
          Map.of(
              "preconditioner", "spectral",
              "step-limit", "15",
              "approach", "wasserstein",
              "content-lead", "5",
              "deep-from", "0.84",
              "coarsest", "256",
              "coarse-effort", "0.1",
              "history", "40",
              "precision", "auto",
              "iterations", "310"))),

  /**
   * The course exercise from which this project started (Udacity, deep-learning-v2-pytorch):
   * unscaled Gram matrices, Adam in normalised units, 2000 small steps from the content.
   */
  UDACITY(
      Map.of(
          "style-formula", "udacity",
          "style-layers", "conv1_1:1,conv2_1:0.75,conv3_1:0.2,conv4_1:0.2,conv5_1:0.2",
          "content-weight", "1",
          "style-weight", "1e6",
          "optimizer", "adam",
          "learning-rate", "0.003",
          "pixel-units", "normalised",
          "iterations", "2000")),

  /**
   * Johnson's neural-style with the defaults of its README: content 5, style 100, L-BFGS, 1000
   * evaluations from noise. Its smoothness weight of 0.001 applies to a sum over pixels in the
   * network's units. The equivalent weight of a mean over pixels at about 512 × 512 is 0.001/2 ·
   * 3·512² · 255² = 2.6e7.
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

  /** {@link #BALANCED} for faces: more content, in the content's own colours. */
  PORTRAIT(Recipes.with(Recipes.balanced("0.5"), Map.of("colour", "recolour"))),

  /**
   * {@link #BALANCED} with hardly any content, from noise in the style's colours: a texture. Only
   * the smoothness weight removes the fine noise of the start; with it, deeper layers fit better,
   * too.
   */
  TEXTURE(Recipes.with(Recipes.balanced("0.01"), Map.of("init", "style", "tv-weight", "1"))),

  /** {@link #BALANCED} with much content and little style. */
  SUBTLE(Recipes.balanced("1"));

  private final Map<String, String> values;

  Preset(final Map<String, String> values) {
    this.values = values;
  }

  /**
   * Returns the values that this preset contains.
   *
   * @return values as text, by name of the setting
   */
  public Map<String, String> recipe() {
    return values;
  }

  /**
   * Returns the value of a setting under this preset.
   *
   * @param setting a setting
   * @param <T> type of its values
   * @return the value that this preset contains, otherwise the default of the setting
   */
  public <T> T value(final Setting<T> setting) {
    final String text = values.get(setting.name());
    return text == null ? setting.fallback() : setting.parse(text);
  }

  /** Returns the name in the settings, for example {@code gatys}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
