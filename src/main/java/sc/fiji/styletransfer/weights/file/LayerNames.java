package sc.fiji.styletransfer.weights.file;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** The ways in which files name the tensors of a layer. */
enum LayerNames {
  /** torchvision, timm, neural-style: {@code features.0.weight}. */
  TORCHVISION("features.", Vgg19Layer::torchIndex),
  /** The same, saved from a model that was spread over several devices. */
  DATA_PARALLEL("module.features.", Vgg19Layer::torchIndex),
  /** Only torchvision's {@code vgg19().features}: {@code 0.weight}. */
  FEATURES_ONLY("", Vgg19Layer::torchIndex),
  /** As the papers do: {@code conv1_1.weight}. */
  PAPERS("", layer -> layer);

  private final String prefix;
  private final Function<Vgg19Layer, Object> name;

  LayerNames(final String prefix, final Function<Vgg19Layer, Object> name) {
    this.prefix = prefix;
    this.name = name;
  }

  String kernel(final Vgg19Layer layer) {
    return prefix + name.apply(layer) + ".weight";
  }

  String bias(final Vgg19Layer layer) {
    return prefix + name.apply(layer) + ".bias";
  }

  /**
   * @param tensors names in a file
   * @return the way the file names layers, if it has a first layer
   */
  static Optional<LayerNames> in(final Set<String> tensors) {
    return Arrays.stream(values())
        .filter(names -> tensors.contains(names.kernel(Vgg19Layer.CONV1_1)))
        .findFirst();
  }
}
