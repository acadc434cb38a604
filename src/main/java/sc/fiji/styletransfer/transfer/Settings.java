package sc.fiji.styletransfer.transfer;

import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** All settings of a transfer, in the order in which they are shown. */
public final class Settings {

  /** A named set of values for the other settings. */
  public static final Setting<Preset> PRESET =
      new Setting<>(
          "preset",
          "Preset",
          Preset.GATYS,
          Domain.choice(Preset.class),
          "A published recipe; every other setting overrides what it says.");

  /** Which weights. */
  public static final Setting<String> NETWORK =
      new Setting<>(
          "network",
          "Network",
          "builtin",
          Domain.text("builtin, imagenet, random, or a weights file"),
          "Weights of the VGG19 network that judges content and style.");

  /** Long side of the result. */
  public static final Setting<Integer> SIZE =
      new Setting<>(
          "size",
          "Size",
          0,
          Domain.integers(0, 100000),
          "Long side of the result in pixels; 0 keeps the content's own size.");

  /** Number of evaluations. */
  public static final Setting<Integer> ITERATIONS =
      new Setting<>(
          "iterations",
          "Iterations",
          500,
          Domain.integers(1, 1000000),
          "How often the loss and its gradient are evaluated.");

  /** alpha. */
  public static final Setting<Double> CONTENT_WEIGHT =
      new Setting<>(
          "content-weight",
          "Content weight",
          1.0,
          Domain.numbers(0, 1e12),
          "Weight of staying like the content (alpha).");

  /** beta. */
  public static final Setting<Double> STYLE_WEIGHT =
      new Setting<>(
          "style-weight",
          "Style weight",
          1000.0,
          Domain.numbers(0, 1e12),
          "Weight of becoming like the style (beta).");

  /** Layers of the content loss. */
  public static final Setting<LayerWeights> CONTENT_LAYERS =
      new Setting<>(
          "content-layers",
          "Content layers",
          LayerWeights.parse("conv4_2"),
          Domain.layers(),
          "Layers that represent the content, with a weight each.");

  /** Layers of the style loss. */
  public static final Setting<LayerWeights> STYLE_LAYERS =
      new Setting<>(
          "style-layers",
          "Style layers",
          LayerWeights.parse("conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"),
          Domain.layers(),
          "Layers whose Gram matrices represent the style, with a weight each.");

  /** Scaling of the Gram matrices. */
  public static final Setting<StyleFormula> STYLE_FORMULA =
      new Setting<>(
          "style-formula",
          "Style formula",
          StyleFormula.GATYS,
          Domain.choice(StyleFormula.class),
          "How Gram matrices and their differences are scaled.");

  /** Minimiser. */
  public static final Setting<Algorithm> OPTIMIZER =
      new Setting<>(
          "optimizer",
          "Optimizer",
          Algorithm.LBFGS,
          Domain.choice(Algorithm.class),
          "How the pixels are moved: lbfgs needs fewer iterations, adam less memory.");

  /** Step length. */
  public static final Setting<Double> LEARNING_RATE =
      new Setting<>(
          "learning-rate",
          "Learning rate",
          1.0,
          Domain.numbers(1e-9, 1e6),
          "Length of a step: for adam in pixel units, for lbfgs as a factor.");

  /** Memory of L-BFGS. */
  public static final Setting<Integer> HISTORY =
      new Setting<>(
          "history",
          "History",
          100,
          Domain.integers(1, 1000),
          "How many past steps lbfgs remembers, each as large as two pictures.");

  /** Units in which the optimiser sees the pixels. */
  public static final Setting<PixelUnits> PIXEL_UNITS =
      new Setting<>(
          "pixel-units",
          "Pixel units",
          PixelUnits.NETWORK,
          Domain.choice(PixelUnits.class),
          "Scale of the pixels that are optimised: 0 to 1, normalised, or the network's own.");

  /** Where the run starts. */
  public static final Setting<Start> INIT =
      new Setting<>(
          "init",
          "Start from",
          Start.CONTENT,
          new Domain<>("content, noise, or an image file", List.of(), Start::new),
          "The picture the run starts from.");

  /** Pooling between the blocks. */
  public static final Setting<Pooling> POOLING =
      new Setting<>(
          "pooling",
          "Pooling",
          Pooling.MAX,
          Domain.choice(Pooling.class),
          "Pooling between the network's blocks; average is a little smoother.");

  /** Seed. */
  public static final Setting<Integer> SEED =
      new Setting<>(
          "seed",
          "Seed",
          0,
          Domain.integers(0, Integer.MAX_VALUE),
          "Seed of all random numbers; the same seed repeats the run.");

  /** Where to compute. */
  public static final Setting<DeviceChoice> DEVICE =
      new Setting<>(
          "device",
          "Device",
          DeviceChoice.AUTO,
          new Domain<>("auto, cpu, gpu, gpu1…, mps", List.of(), DeviceChoice::new),
          "Processor to compute on; auto takes a GPU if the engine sees one.");

  private Settings() {}

  /**
   * @return every setting
   */
  public static List<Setting<?>> all() {
    return List.of(
        PRESET,
        NETWORK,
        SIZE,
        ITERATIONS,
        CONTENT_WEIGHT,
        STYLE_WEIGHT,
        CONTENT_LAYERS,
        STYLE_LAYERS,
        STYLE_FORMULA,
        OPTIMIZER,
        LEARNING_RATE,
        HISTORY,
        PIXEL_UNITS,
        INIT,
        POOLING,
        SEED,
        DEVICE);
  }

  /**
   * @param name with or without hyphens
   * @return the setting of that name, if there is one
   */
  public static Optional<Setting<?>> named(final String name) {
    final String key = name.replace("-", "");
    return all().stream().filter(setting -> setting.key().equalsIgnoreCase(key)).findFirst();
  }
}
