package sc.fiji.styletransfer.weights;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/** Opens the network that the setting {@code network} names. */
public final class NetworkChoice {

  /** The built-in network, distilled from Oxford's VGG19. */
  public static final String BUILTIN = "builtin";

  /** Random filters, the same on every machine. */
  public static final String RANDOM = "random";

  /** VGG19 trained on ImageNet: the Oxford network, or else the torchvision network. */
  public static final String IMAGENET = "imagenet";

  private static final long RANDOM_SEED = 1;

  private NetworkChoice() {}

  /**
   * Opens a network of the current user's folders.
   *
   * @param name {@code builtin}, {@code random}, {@code imagenet}, {@code oxford}, {@code
   *     torchvision}, or the path of a weights file
   * @return the network, to be closed by the caller
   * @throws WeightsException if the network is not found or its file cannot be used
   */
  public static NetworkWeights open(final String name) {
    return open(name, WeightsFolders.standard());
  }

  /**
   * @param name as in {@link #open(String)}
   * @param folders folders with downloaded and imported networks
   * @return the network, to be closed by the caller
   * @throws WeightsException if the network is not found or its file cannot be used
   */
  public static NetworkWeights open(final String name, final WeightsFolders folders) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case BUILTIN -> BuiltinWeights.open();
      case RANDOM -> new RandomWeights(RANDOM_SEED);
      case IMAGENET ->
          WeightsFile.open(
              folders
                  .find(NetworkVariant.OXFORD)
                  .or(() -> folders.find(NetworkVariant.TORCHVISION))
                  .orElseThrow(() -> folders.missing(PublishedFile.KERAS)));
      default -> openKeptOrFile(name, folders);
    };
  }

  private static NetworkWeights openKeptOrFile(final String name, final WeightsFolders folders) {
    final Optional<NetworkVariant> variant = NetworkVariant.named(name);
    return variant.isPresent()
        ? WeightsFile.open(
            folders.find(variant.get()).orElseThrow(() -> missing(variant.get(), folders)))
        : openFile(name);
  }

  private static WeightsException missing(
      final NetworkVariant variant, final WeightsFolders folders) {
    return folders.missing(
        variant == NetworkVariant.OXFORD ? PublishedFile.KERAS : PublishedFile.TORCHVISION);
  }

  private static NetworkWeights openFile(final String name) {
    final Path path = path(name);
    if (!Files.isRegularFile(path))
      throw new WeightsException(
          "The network '%s' is unknown. Choose builtin, imagenet, random or the path of a weights file."
              .formatted(name));
    return WeightsFile.open(path);
  }

  private static Path path(final String name) {
    try {
      return Path.of(name);
    } catch (final InvalidPathException e) {
      throw new WeightsException(
          "The network '%s' is unknown, and the text is not a valid path.".formatted(name), e);
    }
  }
}
