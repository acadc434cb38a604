package sc.fiji.styletransfer.measure;

import java.util.Map;

/**
 * What can be measured about a stylised picture. All distances are relative to the energy of what
 * they are measured against: 0 is equality, about 1 or more is unrelated.
 *
 * @param content Σ(F − P)²/ΣP² at conv4_2
 * @param fitted distances from the style by layer, at the layers that transfers fit
 * @param heldOut likewise at layers that they do not fit
 * @param structure structural similarity of brightness to the content (Wang et al. 2004), 1 for
 *     equality
 * @param structureDistance how far the self-similarity of conv4_1 is from the content's (Kolkin et
 *     al. 2019), 0 for equality
 * @param photographShare by held-out layer, the share of positions that resemble the content at the
 *     same position more than any part of the styles, 1 for the content itself
 * @param fine energy in the finest octave of brightness
 * @param checkerboard energy of the pattern of alternating pixels
 */
public record Judgement(
    double content,
    Map<String, StyleDistance> fitted,
    Map<String, StyleDistance> heldOut,
    double structure,
    double structureDistance,
    Map<String, Double> photographShare,
    Energy fine,
    Energy checkerboard) {

  /**
   * How far a layer's responses are from the style's.
   *
   * @param gram Σ(G − A)²/ΣA² of Gram matrices
   * @param wasserstein squared 2-Wasserstein distance relative to the second moment
   */
  public record StyleDistance(double gram, double wasserstein) {}

  /**
   * A share of the variance of brightness in the pictures.
   *
   * @param result of the stylised picture
   * @param content of the content
   * @param style of the style, at the size it is used at; of several, the largest
   */
  public record Energy(double result, double content, double style) {

    /** How much more than both sources is an artefact. */
    private static final double TOLERATED = 2;

    /**
     * @return whether there is more than twice as much as in content and style
     */
    public boolean alarm() {
      return result > TOLERATED * Math.max(content, style);
    }
  }

  /**
   * @return mean Gram distance over the held-out layers
   */
  public double heldOutGram() {
    return heldOut.values().stream().mapToDouble(StyleDistance::gram).average().orElse(0);
  }

  /**
   * @return mean Wasserstein distance over the held-out layers
   */
  public double heldOutWasserstein() {
    return heldOut.values().stream().mapToDouble(StyleDistance::wasserstein).average().orElse(0);
  }

  /**
   * @return whether there is fine structure that neither content nor style has
   */
  public boolean alarm() {
    return fine.alarm() || checkerboard.alarm();
  }
}
