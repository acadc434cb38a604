package sc.fiji.styletransfer.network;

/**
 * The weights of one convolution. Do not change the arrays.
 *
 * @param layer the layer
 * @param kernel kernel in the order out, in, row, column (OIHW)
 * @param bias one value for each output channel
 */
public record Convolution(Vgg19Layer layer, float[] kernel, float[] bias) {

  /**
   * Checks lengths and values.
   *
   * @throws WeightsException if a length does not agree with the layer, or a value is not finite
   */
  public Convolution {
    requireLength(layer, "kernel", kernel, layer.kernelLength());
    requireLength(layer, "bias", bias, layer.channels());
    requireFinite(layer, kernel);
    requireFinite(layer, bias);
  }

  private static void requireLength(
      final Vgg19Layer layer, final String what, final float[] values, final int expected) {
    if (values.length != expected)
      throw new WeightsException(
          "The %s of %s has %d values, but VGG19 has %d. Choose a weights file of VGG19."
              .formatted(what, layer, values.length, expected));
  }

  private static void requireFinite(final Vgg19Layer layer, final float[] values) {
    // A sum without a branch for each value: an infinity or NaN times 0 is NaN.
    float zero = 0;
    for (final float value : values) zero += value * 0;
    if (zero != 0 || Float.isNaN(zero))
      throw new WeightsException(
          "The weights of %s contain infinite or undefined numbers, so the file is damaged. Download the file again."
              .formatted(layer));
  }
}
