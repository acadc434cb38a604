package sc.fiji.styletransfer.network;

import java.util.Arrays;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The sixteen convolutions of VGG19 in the order of evaluation (configuration E in table 1 of
 * Simonyan &amp; Zisserman 2015). All kernels are 3×3 with a padding of one pixel. A 2×2 pooling
 * follows the last convolution of each of the five blocks.
 */
public enum Vgg19Layer {
  CONV1_1(3, 64, 0),
  CONV1_2(64, 64, 2),
  CONV2_1(64, 128, 5),
  CONV2_2(128, 128, 7),
  CONV3_1(128, 256, 10),
  CONV3_2(256, 256, 12),
  CONV3_3(256, 256, 14),
  CONV3_4(256, 256, 16),
  CONV4_1(256, 512, 19),
  CONV4_2(512, 512, 21),
  CONV4_3(512, 512, 23),
  CONV4_4(512, 512, 25),
  CONV5_1(512, 512, 28),
  CONV5_2(512, 512, 30),
  CONV5_3(512, 512, 32),
  CONV5_4(512, 512, 34);

  /** Rows and columns of every kernel. */
  public static final int KERNEL_SIZE = 3;

  private final int inputChannels;
  private final int channels;
  private final int torchIndex;

  Vgg19Layer(final int inputChannels, final int channels, final int torchIndex) {
    this.inputChannels = inputChannels;
    this.channels = channels;
    this.torchIndex = torchIndex;
  }

  /**
   * @return number of input channels
   */
  public int inputChannels() {
    return inputChannels;
  }

  /**
   * @return number of output channels, the C in the shape {@code (1, C, H, W)} of the activations
   */
  public int channels() {
    return channels;
  }

  /**
   * @return index of the layer in torchvision's {@code vgg19().features}, which its tensors' names
   *     contain
   */
  public int torchIndex() {
    return torchIndex;
  }

  /**
   * @return block of the layer, from 1 to 5; height and width of its activations are 2^(block−1)
   *     times smaller than those of the image
   */
  public int block() {
    return name().charAt("CONV".length()) - '0';
  }

  /**
   * @return position of the layer in its block, from 1
   */
  public int indexInBlock() {
    return name().charAt(name().length() - 1) - '0';
  }

  /**
   * @return whether a pooling precedes this layer
   */
  public boolean followsPooling() {
    return ordinal() > 0 && values()[ordinal() - 1].block() < block();
  }

  /**
   * @return number of values in the kernel, out × in × 3 × 3
   */
  public int kernelLength() {
    return channels * inputChannels * KERNEL_SIZE * KERNEL_SIZE;
  }

  /**
   * @return shape of the kernel: {@code (out, in, 3, 3)}
   */
  public long[] kernelShape() {
    return new long[] {channels, inputChannels, KERNEL_SIZE, KERNEL_SIZE};
  }

  /** Returns the name in the papers and in the settings, for example {@code conv4_2}. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * @param name name of a layer, such as {@code conv4_2} or its synonym {@code relu4_2}
   * @return the layer
   * @throws StyleTransferException if the name is unknown
   */
  public static Vgg19Layer of(final String name) {
    final String wanted = name.trim().replace("relu", "conv");
    return Arrays.stream(values())
        .filter(layer -> layer.toString().equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() -> new StyleTransferException(unknown(name)));
  }

  private static String unknown(final String name) {
    final String known =
        Arrays.stream(values()).map(Vgg19Layer::toString).collect(Collectors.joining(", "));
    return "VGG19 has no layer '" + name + "'. Choose one of " + known + ".";
  }
}
