package sc.fiji.styletransfer.spark;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.NetworkChoice;
import sc.fiji.styletransfer.weights.WeightsFolders;

/**
 * The weights file of a run, which travels from the driver to all executors. The built-in network
 * is part of the jar and needs no file.
 *
 * @param network value of the setting {@code network}
 * @param file name of the file on the executors; empty if there is none
 * @param named whether executors find the file by the name of the network
 */
public record NetworkShipment(String network, String file, boolean named) implements Serializable {

  /**
   * Sends the weights file, if there is one.
   *
   * @param context the cluster
   * @param network value of the setting {@code network}
   * @return what executors need to know
   */
  public static NetworkShipment send(final JavaSparkContext context, final String network) {
    final Optional<Path> kept = kept(network);
    if (kept.isPresent()) return send(context, network, kept.get().toString(), true);
    return isFile(network) || network.contains(":/")
        ? send(context, network, network, false)
        : new NetworkShipment(network, "", false);
  }

  private static NetworkShipment send(
      final JavaSparkContext context,
      final String network,
      final String file,
      final boolean named) {
    context.addFile(file);
    final String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return new NetworkShipment(network, name, named);
  }

  private static Optional<Path> kept(final String network) {
    final WeightsFolders folders = WeightsFolders.standard();
    final Stream<NetworkVariant> variants =
        network.toLowerCase(Locale.ROOT).equals(NetworkChoice.IMAGENET)
            ? Stream.of(NetworkVariant.OXFORD, NetworkVariant.TORCHVISION)
            : NetworkVariant.named(network).stream();
    return variants.flatMap(variant -> folders.find(variant).stream()).findFirst();
  }

  private static boolean isFile(final String network) {
    try {
      return Files.isRegularFile(Path.of(network));
    } catch (final InvalidPathException e) {
      return false;
    }
  }

  /**
   * Returns the value of the setting {@code network} on an executor.
   *
   * @return a name, or the path of the file
   */
  public String onExecutor() {
    return file.isEmpty() || named ? network : SparkFiles.get(file);
  }

  /**
   * Returns the folder in which an executor finds the network by its name.
   *
   * @return the folder; nothing if the network has no file or is named by its path
   */
  public Optional<String> folder() {
    return named
        ? Optional.of(Path.of(SparkFiles.get(file)).getParent().toString())
        : Optional.empty();
  }
}
