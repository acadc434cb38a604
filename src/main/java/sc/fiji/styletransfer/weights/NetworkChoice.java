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

/** Finds the network a user names: one that comes with the program, one kept here, or a file. */
public final class NetworkChoice {

  /** The network that comes with the program, learned from drawn pictures. */
  public static final String BUILTIN = "builtin";

  /** Filters drawn from a seed, the same on every machine. */
  public static final String RANDOM = "random";

  /** VGG19 trained on ImageNet: Oxford's if it is here, else torchvision's. */
  public static final String IMAGENET = "imagenet";

  private static final long RANDOM_SEED = 1;

  private NetworkChoice() {}

  /**
   * @param name {@code builtin}, {@code random}, {@code imagenet}, {@code oxford}, {@code
   *     torchvision}, or the path of a weights file
   * @return that network, to be closed
   * @throws WeightsException if there is no such network or its file cannot be used
   */
  public static NetworkWeights open(final String name) {
    return open(name, WeightsFolders.standard());
  }

  /**
   * @param name as in {@link #open(String)}
   * @param folders to search for networks that were fetched or imported
   * @return that network, to be closed
   * @throws WeightsException if there is no such network or its file cannot be used
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
          "There is no network '"
              + name
              + "'; write builtin, imagenet, random or the path of a weights file.");
    return WeightsFile.open(path);
  }

  private static Path path(final String name) {
    try {
      return Path.of(name);
    } catch (final InvalidPathException e) {
      throw new WeightsException("'" + name + "' is not the path of a weights file.", e);
    }
  }
}
