package sc.fiji.styletransfer.weights;

import java.util.Optional;

/**
 * Tells Oxford's network from torchvision's by the numbers of its first kernel, which no
 * re-packaging changes, never by a file's name.
 */
final class VariantRecognition {

  /** First output channel, tap (0, 0), input channels B, G, R of Oxford's conv1_1. */
  private static final float[] OXFORD = {.34119523f, .46418372f, .39416704f};

  /** float16 keeps three digits. */
  private static final float TOLERANCE = 2e-3f;

  private VariantRecognition() {}

  /**
   * @param conv1 the first convolution
   * @return whose it is, if it is a known one
   */
  static Optional<NetworkVariant> of(final Convolution conv1) {
    return matches(conv1.kernel(), OXFORD) ? Optional.of(NetworkVariant.OXFORD) : Optional.empty();
  }

  private static boolean matches(final float[] kernel, final float[] firstTaps) {
    final int plane = Vgg19Layer.KERNEL_SIZE * Vgg19Layer.KERNEL_SIZE;
    for (int c = 0; c < firstTaps.length; c++)
      if (Math.abs(kernel[c * plane] - firstTaps[c]) > TOLERANCE * Math.abs(firstTaps[c]))
        return false;
    return true;
  }
}
