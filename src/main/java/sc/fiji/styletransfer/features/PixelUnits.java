package sc.fiji.styletransfer.features;

import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkVariant;

/**
 * Units of the optimised pixels, which determine how much a step of a given length changes the
 * image.
 */
public enum PixelUnits {
  /** Red, green and blue from 0 to 1. */
  UNIT {
    @Override
    public InputConvention convention(final InputConvention network) {
      return InputConvention.RGB;
    }
  },
  /**
   * Minus the mean, divided by the standard deviation of the colours of ImageNet, for every
   * network.
   */
  NORMALISED {
    @Override
    public InputConvention convention(final InputConvention network) {
      return NetworkVariant.TORCHVISION.input();
    }
  },
  /** The preprocessing that the network requires. */
  NETWORK {
    @Override
    public InputConvention convention(final InputConvention network) {
      return network;
    }
  };

  /**
   * @param network preprocessing that the network requires
   * @return convention of the optimised pixels
   */
  public abstract InputConvention convention(InputConvention network);
}
