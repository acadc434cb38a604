package sc.fiji.styletransfer.settings;

/**
 * What a user changes while a run is going.
 *
 * @param content factor of the content weight; 1 leaves the weight as the settings say
 * @param strokes factor of the style scale, and thus of the size of the strokes; 1 leaves the scale
 *     as the settings say
 */
public record Adjustment(double content, double strokes) {

  /** Changes nothing. */
  public static final Adjustment NONE = new Adjustment(1, 1);
}
