package sc.fiji.styletransfer.measure;

import java.util.Map;

/**
 * The measures of a stylised image. All distances are relative to the energy of the image that they
 * refer to: 0 means equality, about 1 or more means no relation.
 *
 * @param content Σ(F − P)²/ΣP² at conv4_2
 * @param fitted distances from the style by layer, at the layers that transfers optimise
 * @param heldOut distances from the style by layer, at layers that transfers do not optimise
 * @param structure structural similarity of brightness to the content (Wang et al. 2004), 1 for
 *     equality
 * @param structureDistance how far the self-similarity of conv4_1 is from the content's (Kolkin et
 *     al. 2019), 0 for equality
 * @param photographShare by held-out layer, the share of positions that resemble the content at the
 *     same position more than any part of the styles, 1 for the content itself
 * @param fine energy in the finest octave of the luma
 * @param checkerboard energy of the checkerboard pattern in the luma
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
   * The distances between the features of a layer and those of the style.
   *
   * @param gram Σ(G − A)²/ΣA² of Gram matrices
   * @param wasserstein squared 2-Wasserstein distance relative to the second moment
   */
  public record StyleDistance(double gram, double wasserstein) {}

  /**
   * A share of the variance of the luma, in each of the images.
   *
   * @param result share in the stylised image
   * @param content share in the content
   * @param style share in the style at the size at which the transfer uses the style; the largest
   *     share if there are several styles
   */
  public record Energy(double result, double content, double style) {

    /** Ratio to the larger of both sources above which the energy counts as an artefact. */
    private static final double TOLERATED = 2;

    /**
     * @return whether the share is more than twice that of the content and that of the style
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
   * @return whether the image has fine structure that neither content nor style has
   */
  public boolean alarm() {
    return fine.alarm() || checkerboard.alarm();
  }
}
