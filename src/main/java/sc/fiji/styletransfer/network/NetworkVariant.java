package sc.fiji.styletransfer.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The two networks named VGG19. They have the same shapes, but were trained with different
 * preprocessing. The weights of one variant with the preprocessing of the other give meaningless
 * features without any error.
 */
public enum NetworkVariant {
  /** The original of Simonyan &amp; Zisserman: BGR, 0 to 255, minus the mean colour of ImageNet. */
  OXFORD(
      new InputConvention(
          true, List.of(255.0, 255.0, 255.0), List.of(123.68 / 255, 116.779 / 255, 103.939 / 255))),

  /** Retrained for torchvision: RGB, 0 to 1, minus the mean, divided by the standard deviation. */
  TORCHVISION(
      new InputConvention(
          false, List.of(1 / 0.229, 1 / 0.224, 1 / 0.225), List.of(0.485, 0.456, 0.406)));

  private final InputConvention input;

  NetworkVariant(final InputConvention input) {
    this.input = input;
  }

  /**
   * @return the preprocessing that the network requires
   */
  public InputConvention input() {
    return input;
  }

  /** Returns the name in files and messages, for example {@code oxford}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param name name of a variant as {@link #toString()} returns it, in any case
   * @return the variant, if the name is known
   */
  public static Optional<NetworkVariant> named(final String name) {
    return Arrays.stream(values()).filter(v -> v.toString().equalsIgnoreCase(name)).findFirst();
  }
}
