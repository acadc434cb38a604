package sc.fiji.styletransfer.weights.fetch;

import java.net.URI;
import java.util.function.Predicate;
import sc.fiji.styletransfer.weights.NetworkVariant;

/**
 * A large {@code .safetensors} file of which only the convolutions are fetched.
 *
 * @param name to call the part that is fetched
 * @param variant of the network in it
 * @param licence of the weights, with whom to credit
 * @param address to get it from
 * @param needed which of its tensors, by name
 */
public record PublishedSafetensors(
    String name, NetworkVariant variant, String licence, URI address, Predicate<String> needed) {

  /** Bytes of the sixteen convolutions in float32. */
  public static final long USUAL_BYTES = 80_097_536;

  /** torchvision's network as timm offers it: 80 of 575 MB. */
  public static final PublishedSafetensors TIMM =
      new PublishedSafetensors(
          "vgg19.tv_in1k.safetensors",
          NetworkVariant.TORCHVISION,
          "BSD-3-Clause, torchvision, by way of timm (vgg19.tv_in1k)",
          URI.create("https://huggingface.co/timm/vgg19.tv_in1k/resolve/main/model.safetensors"),
          name -> name.startsWith("features."));
}
