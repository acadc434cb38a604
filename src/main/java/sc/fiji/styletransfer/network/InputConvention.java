package sc.fiji.styletransfer.network;

import java.util.List;

/**
 * What a network expects at its input: each colour c of a picture, 0 to 1, enters as {@code
 * scale·(c − mean)}.
 *
 * @param blueFirst whether channels come as B, G, R instead of R, G, B
 * @param scale factor for R, G, B, in network units per full range
 * @param mean value of R, G, B (0 to 1) that becomes 0 at the input
 */
public record InputConvention(boolean blueFirst, List<Double> scale, List<Double> mean) {

  /** Red, green and blue from 0 to 1, as pictures have them. */
  public static final InputConvention RGB =
      new InputConvention(false, List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0));

  /** Makes the lists immutable. */
  public InputConvention {
    scale = List.copyOf(scale);
    mean = List.copyOf(mean);
  }
}
