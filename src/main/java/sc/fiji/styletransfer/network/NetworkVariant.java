package sc.fiji.styletransfer.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The two networks that go by the name VGG19. They have the same shapes but were trained on
 * differently scaled pictures, so that each must be fed its own input; weights of one with the
 * input of the other give meaningless features without any error.
 */
public enum NetworkVariant {
  /** Simonyan &amp; Zisserman's own: BGR, 0 to 255, minus the mean colour of ImageNet. */
  OXFORD(
      new InputConvention(
          true, List.of(255.0, 255.0, 255.0), List.of(123.68 / 255, 116.779 / 255, 103.939 / 255))),

  /** Trained anew for torchvision: RGB, 0 to 1, minus mean, divided by standard deviation. */
  TORCHVISION(
      new InputConvention(
          false, List.of(1 / 0.229, 1 / 0.224, 1 / 0.225), List.of(0.485, 0.456, 0.406)));

  private final InputConvention input;

  NetworkVariant(final InputConvention input) {
    this.input = input;
  }

  /**
   * @return how a picture has to be prepared for this network
   */
  public InputConvention input() {
    return input;
  }

  /** The name used in files and messages, for example {@code oxford}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param name a name as {@link #toString()} gives it
   * @return the variant of that name, if there is one
   */
  public static Optional<NetworkVariant> named(final String name) {
    return Arrays.stream(values()).filter(v -> v.toString().equalsIgnoreCase(name)).findFirst();
  }
}
