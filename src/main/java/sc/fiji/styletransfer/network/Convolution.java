package sc.fiji.styletransfer.network;

/**
 * The weights of one convolution. Do not change the arrays.
 *
 * @param layer the layer
 * @param kernel kernel in the order out, in, row, column (OIHW)
 * @param bias one value for each output channel
 * @param readOut matrix of the read-out in the order component, channel; empty if the layer has
 *     none
 */
public record Convolution(Vgg19Layer layer, float[] kernel, float[] bias, float[] readOut) {

  private static final float[] NONE = {};

  /**
   * Checks lengths and values.
   *
   * @throws WeightsException if the lengths do not agree with one another, or a value is not finite
   */
  public Convolution {
    final int filters = bias.length * Vgg19Layer.KERNEL_SIZE * Vgg19Layer.KERNEL_SIZE;
    requireMultiple(layer, "kernel", kernel, filters);
    if (readOut.length > 0) requireMultiple(layer, "read-out", readOut, bias.length);
    requireFinite(layer, kernel);
    requireFinite(layer, bias);
    requireFinite(layer, readOut);
  }

  /**
   * A convolution without a read-out.
   *
   * @param layer the layer
   * @param kernel kernel in the order out, in, row, column (OIHW)
   * @param bias one value for each output channel
   * @throws WeightsException as the other constructor does
   */
  public Convolution(final Vgg19Layer layer, final float[] kernel, final float[] bias) {
    this(layer, kernel, bias, NONE);
  }

  /** Returns the number of output channels. */
  public int channels() {
    return bias.length;
  }

  /** Returns the number of input channels. */
  public int inputChannels() {
    return kernel.length / (bias.length * Vgg19Layer.KERNEL_SIZE * Vgg19Layer.KERNEL_SIZE);
  }

  /** Returns the number of components of the read-out, 0 if there is none. */
  public int components() {
    return readOut.length / bias.length;
  }

  private static void requireMultiple(
      final Vgg19Layer layer, final String what, final float[] values, final int divisor) {
    if (divisor == 0 || values.length == 0 || values.length % divisor != 0)
      throw new WeightsException(
          "The %s of %s has %s values, which is no multiple of %s. Choose a weights file of VGG19."
              .formatted(what, layer, values.length, divisor));
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
