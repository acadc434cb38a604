package sc.fiji.styletransfer.features;

import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkVariant;

/**
 * The scale of the pixels that are optimised, which decides how far a step of given length goes.
 */
public enum PixelUnits {
  /** Red, green and blue from 0 to 1. */
  UNIT {
    @Override
    public InputConvention convention(final InputConvention network) {
      return InputConvention.RGB;
    }
  },
  /** Minus mean, divided by standard deviation of ImageNet's colours, whatever the network. */
  NORMALISED {
    @Override
    public InputConvention convention(final InputConvention network) {
      return NetworkVariant.TORCHVISION.input();
    }
  },
  /** As the network wants its input. */
  NETWORK {
    @Override
    public InputConvention convention(final InputConvention network) {
      return network;
    }
  };

  /**
   * @param network what the network in use expects
   * @return what the optimised pixels follow
   */
  public abstract InputConvention convention(InputConvention network);
}
