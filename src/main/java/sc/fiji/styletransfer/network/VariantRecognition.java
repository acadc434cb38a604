package sc.fiji.styletransfer.network;

import java.util.Map;
import java.util.Optional;

/**
 * Determines the variant of a network by its first filter. File names and formats have no
 * influence.
 */
public final class VariantRecognition {

  /**
   * The first output channel of conv1_1, input channel by input channel, row by row. The values of
   * the Oxford network are rounded to float16, those of torchvision to five digits.
   */
  private static final Map<NetworkVariant, float[]> FIRST_FILTERS =
      Map.of(
          NetworkVariant.OXFORD,
          new float[] {
            .34131f, .34009f, -.04483f, .23218f, .08978f, -.30322f, -.07263f, -.24670f, -.33691f,
            .46411f, .41821f, -.04807f, .30518f, .10388f, -.37305f, -.07648f, -.31079f, -.46460f,
            .39429f, .37744f, -.04596f, .26709f, .09985f, -.34106f, -.07575f, -.28027f, -.41602f
          },
          NetworkVariant.TORCHVISION,
          new float[] {
            -.053474f,
            -.049257f,
            -.067942f,
            .015314f,
            .045068f,
            .0021444f,
            .036226f,
            .019999f,
            .019864f,
            .017015f,
            .055403f,
            -.0062293f,
            .14165f,
            .22705f,
            .13758f,
            .12f,
            .2003f,
            .092114f,
            -.044885f,
            .012680f,
            -.014497f,
            .059742f,
            .13955f,
            .054102f,
            -.00096141f,
            .058304f,
            -.029663f
          });

  /**
   * Largest distance from a known filter, relative to the filter's norm. Rounding to float16
   * changes a filter by 0.0003 of its norm. Quantisation of the layer to 8 bits (steps of 1/255 of
   * its range, about 0.008) changes the torchvision filter by 0.025 and the Oxford filter by 0.01.
   */
  private static final double TOLERANCE = 0.06;

  private VariantRecognition() {}

  /**
   * @param conv1 the first convolution of a network
   * @return the variant of the network, if known
   */
  public static Optional<NetworkVariant> of(final Convolution conv1) {
    return FIRST_FILTERS.entrySet().stream()
        .filter(known -> distance(conv1.kernel(), known.getValue()) <= TOLERANCE)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static double distance(final float[] kernel, final float[] known) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < known.length; i++) {
      difference += Math.pow(kernel[i] - known[i], 2);
      length += Math.pow(known[i], 2);
    }
    return Math.sqrt(difference / length);
  }
}
