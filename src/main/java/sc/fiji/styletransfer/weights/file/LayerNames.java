package sc.fiji.styletransfer.weights.file;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** Naming schemes for the tensors of a layer. */
enum LayerNames {
  /** The scheme of torchvision, timm and neural-style: {@code features.0.weight}. */
  TORCHVISION("features.", Vgg19Layer::torchIndex),
  /** The scheme of torchvision with the prefix that PyTorch's {@code DataParallel} adds. */
  DATA_PARALLEL("module.features.", Vgg19Layer::torchIndex),
  /** The scheme of torchvision's {@code vgg19().features}, saved alone: {@code 0.weight}. */
  FEATURES_ONLY("", Vgg19Layer::torchIndex),
  /** The scheme of the papers: {@code conv1_1.weight}. */
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

  /** Returns the name of the read-out of a distilled network, the same in all schemes. */
  static String readOut(final Vgg19Layer layer) {
    return "readout." + layer.torchIndex() + ".weight";
  }

  /**
   * @param tensors names of the tensors in a file
   * @return the naming scheme of the file, if the file has the first layer
   */
  static Optional<LayerNames> in(final Set<String> tensors) {
    return Arrays.stream(values())
        .filter(names -> tensors.contains(names.kernel(Vgg19Layer.CONV1_1)))
        .findFirst();
  }
}
