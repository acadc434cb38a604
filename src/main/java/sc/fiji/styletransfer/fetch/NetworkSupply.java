package sc.fiji.styletransfer.fetch;

import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.NetworkChoice;
import sc.fiji.styletransfer.weights.WeightsFolders;

/** Finds out which networks are missing and offers ways to install them. */
public final class NetworkSupply {

  private final WeightsFolders folders;
  private final List<NetworkSource> sources;

  /**
   * @param folders weights folders
   * @param sources sources of networks in the order of preference
   */
  public NetworkSupply(final WeightsFolders folders, final List<NetworkSource> sources) {
    this.folders = folders;
    this.sources = List.copyOf(sources);
  }

  /**
   * @return the supply for the current user's folders
   */
  public static NetworkSupply standard() {
    return new NetworkSupply(WeightsFolders.standard(), NetworkSource.all());
  }

  /**
   * @return the weights folders
   */
  public WeightsFolders folders() {
    return folders;
  }

  /**
   * @param network name of a network as in {@link NetworkChoice#open(String)}
   * @return an offer, if the network is known and not installed
   */
  public Optional<NetworkOffer> missing(final String network) {
    if (network.equalsIgnoreCase(NetworkChoice.IMAGENET))
      return isImageNetHere() ? Optional.empty() : Optional.of(offer(NetworkVariant.OXFORD));
    return NetworkVariant.named(network)
        .filter(variant -> folders.find(variant).isEmpty())
        .map(this::offer);
  }

  /**
   * @return whether a network trained on ImageNet is installed
   */
  public boolean isImageNetHere() {
    for (final NetworkVariant variant : NetworkVariant.values())
      if (folders.find(variant).isPresent()) return true;
    return false;
  }

  /**
   * @param name name of a variant
   * @return an offer, whether the network is installed or not
   * @throws WeightsException if the name is unknown
   */
  public NetworkOffer offer(final String name) {
    return offer(NetworkVariant.named(name).orElseThrow(() -> unknown(name)));
  }

  private NetworkOffer offer(final NetworkVariant variant) {
    return sources.stream()
        .filter(source -> source.variant() == variant)
        .findFirst()
        .map(source -> new NetworkOffer(folders, source))
        .orElseThrow(() -> unknown(variant.toString()));
  }

  private static WeightsException unknown(final String name) {
    return new WeightsException(
        "The network '%s' cannot be downloaded. Choose oxford or torchvision.".formatted(name));
  }
}
