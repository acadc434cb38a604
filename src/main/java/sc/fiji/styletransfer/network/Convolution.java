package sc.fiji.styletransfer.network;

/**
 * The numbers of one convolution, owned by whoever holds the record and not to be changed.
 *
 * @param layer which convolution
 * @param kernel weights in the order out, in, row, column (OIHW)
 * @param bias one value for each output channel
 */
public record Convolution(Vgg19Layer layer, float[] kernel, float[] bias) {

  /**
   * Checks lengths and values.
   *
   * @throws WeightsException if a length does not fit the layer or a value is not finite
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
          "The %s of %s has %d values where VGG19 has %d; choose a VGG19 weights file."
              .formatted(what, layer, values.length, expected));
  }

  private static void requireFinite(final Vgg19Layer layer, final float[] values) {
    // A single sum instead of a branch per value: any infinity or NaN survives multiplication by 0.
    float zero = 0;
    for (final float value : values) zero += value * 0;
    if (zero != 0 || Float.isNaN(zero))
      throw new WeightsException(
          "The weights of "
              + layer
              + " contain infinite or undefined numbers; the file is damaged, get it again.");
  }
}
