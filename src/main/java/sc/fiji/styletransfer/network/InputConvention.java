package sc.fiji.styletransfer.network;

import java.util.List;

/**
 * The preprocessing that a network requires: a colour value c from 0 to 1 becomes {@code scale·(c −
 * mean)}.
 *
 * @param blueFirst whether the order of the channels is B, G, R instead of R, G, B
 * @param scale factors for R, G, B
 * @param mean values of R, G, B, from 0 to 1, that become 0
 */
public record InputConvention(boolean blueFirst, List<Double> scale, List<Double> mean) {

  /** Red, green and blue from 0 to 1, without preprocessing. */
  public static final InputConvention RGB =
      new InputConvention(false, List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0));

  /** Copies the lists. */
  public InputConvention {
    scale = List.copyOf(scale);
    mean = List.copyOf(mean);
  }
}
