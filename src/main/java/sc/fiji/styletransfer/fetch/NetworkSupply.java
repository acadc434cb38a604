package sc.fiji.styletransfer.fetch;

import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.NetworkChoice;
import sc.fiji.styletransfer.weights.WeightsFolders;

/** Knows which networks are missing and where each can be had. */
public final class NetworkSupply {

  private final WeightsFolders folders;
  private final List<NetworkSource> sources;

  /**
   * @param folders that receive networks
   * @param sources to choose from
   */
  public NetworkSupply(final WeightsFolders folders, final List<NetworkSource> sources) {
    this.folders = folders;
    this.sources = List.copyOf(sources);
  }

  /**
   * @return the supply of this user's folders
   */
  public static NetworkSupply standard() {
    return new NetworkSupply(WeightsFolders.standard(), NetworkSource.all());
  }

  /**
   * @return where networks are kept
   */
  public WeightsFolders folders() {
    return folders;
  }

  /**
   * @param network as {@link NetworkChoice#open(String)} takes it
   * @return the offer of the network that it needs and that is not here yet
   */
  public Optional<NetworkOffer> missing(final String network) {
    if (network.equalsIgnoreCase(NetworkChoice.IMAGENET))
      return isImageNetHere() ? Optional.empty() : Optional.of(offer(NetworkVariant.OXFORD));
    return NetworkVariant.named(network)
        .filter(variant -> folders.find(variant).isEmpty())
        .map(this::offer);
  }

  /**
   * @return whether a network trained on ImageNet is here, so that nothing has to be fetched
   */
  public boolean isImageNetHere() {
    for (final NetworkVariant variant : NetworkVariant.values())
      if (folders.find(variant).isPresent()) return true;
    return false;
  }

  /**
   * @param name of a variant
   * @return its offer, whether it is here or not
   * @throws WeightsException if there is no such network
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
        "There is no network '%s' to fetch; write oxford or torchvision.".formatted(name));
  }
}
