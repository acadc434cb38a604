package sc.fiji.styletransfer.settings;

import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.colour.ColourMode;
import sc.fiji.styletransfer.features.Border;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.region.GuidanceMode;
import sc.fiji.styletransfer.region.Remainder;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** All settings of a transfer, in the order in which they are shown. */
public final class Settings {

  /** A named set of values for the other settings. */
  public static final Setting<Preset> PRESET =
      new Setting<>(
          "preset",
          "Preset",
          Preset.BALANCED,
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

  /** Long side of the first scale. */
  public static final Setting<Integer> COARSEST =
      new Setting<>(
          "coarsest",
          "Coarsest",
          0,
          Domain.integers(0, 100000),
          "Long side of the first, smallest scale; the others grow from it by the root of two. 0:"
              + " one scale only.");

  /** Evaluations below against above. */
  public static final Setting<Double> COARSE_EFFORT =
      new Setting<>(
          "coarse-effort",
          "Coarse effort",
          1.0,
          Domain.numbers(0.1, 10),
          "Evaluations at the scale below the last as a fraction of the last's; smaller ones get"
              + " more.");

  /** What is minimised on the way. */
  public static final Setting<Approach> APPROACH =
      new Setting<>(
          "approach",
          "Approach",
          Approach.DIRECT,
          Domain.choice(Approach.class),
          "What is minimised first: the loss itself, or the Wasserstein distance, which falls"
              + " faster.");

  /** alpha. */
  public static final Setting<Double> CONTENT_WEIGHT =
      new Setting<>(
          "content-weight",
          "Content weight",
          1.0,
          Domain.numbers(0, 1e12),
          "Weight of staying like the content (alpha).");

  /** Long side at which the content's weight is meant. */
  public static final Setting<Integer> REFERENCE_SIDE =
      new Setting<>(
          "reference-side",
          "Reference side",
          0,
          Domain.integers(0, 100000),
          "Long side at which the content's weight means what it says; at larger scales it changes"
              + " so that the style stays as close. 0: same weight at all.");

  /** Content at first. */
  public static final Setting<Double> CONTENT_LEAD =
      new Setting<>(
          "content-lead",
          "Content lead",
          1.0,
          Domain.numbers(1, 1000),
          "How many times as much the content counts at first; falls to once at the last scale,"
              + " which then takes fewer iterations.");

  /** When all layers count. */
  public static final Setting<Double> DEEP_FROM =
      new Setting<>(
          "deep-from",
          "Deep layers from",
          0.0,
          Domain.numbers(0, 0.95),
          "Part of the last scale after which style layers deeper than the content's count; until"
              + " then iterations take less time.");

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

  /** Scaling of the content loss. */
  public static final Setting<ContentFormula> CONTENT_FORMULA =
      new Setting<>(
          "content-formula",
          "Content formula",
          ContentFormula.MEAN,
          Domain.choice(ContentFormula.class),
          "How differences from the content are scaled: by their number, or relative to the"
              + " content.");

  /** Weights of several styles. */
  public static final Setting<StyleShares> STYLE_SHARES =
      new Setting<>(
          "style-shares",
          "Style shares",
          StyleShares.EQUAL,
          new Domain<>(
              "equal, or a number for each style such as 2,1", List.of(), StyleShares::parse),
          "How much each of several styles counts.");

  /** Size of the style picture. */
  public static final Setting<Double> STYLE_SCALE =
      new Setting<>(
          "style-scale",
          "Style scale",
          1.0,
          Domain.numbers(0.05, 20),
          "Size of the strokes against those in a style picture as large as the content.");

  /** Whose colours. */
  public static final Setting<ColourMode> COLOUR =
      new Setting<>(
          "colour",
          "Colour",
          ColourMode.STYLE,
          Domain.choice(ColourMode.class),
          "Whose colours: the style's; the content's, with only brightness stylised; or a style"
              + " recoloured like the content.");

  /** Total variation. */
  public static final Setting<Double> TV_WEIGHT =
      new Setting<>(
          "tv-weight",
          "Smoothness weight",
          0.0,
          Domain.numbers(0, 1e12),
          "Weight of smoothness (total variation).");

  /** Coherence in time or depth. */
  public static final Setting<Double> COHERENCE_WEIGHT =
      new Setting<>(
          "coherence-weight",
          "Coherence weight",
          0.0,
          Domain.numbers(0, 1e12),
          "Weight of staying like the neighbouring slice's or frame's result, if there is one.");

  /** What belongs to a region. */
  public static final Setting<GuidanceMode> GUIDANCE =
      new Setting<>(
          "guidance",
          "Guidance",
          GuidanceMode.SIMPLE,
          Domain.choice(GuidanceMode.class),
          "Which responses belong to a region: by share of area, only those inside, or all that"
              + " touch it.");

  /** What happens outside regions. */
  public static final Setting<Remainder> REMAINDER =
      new Setting<>(
          "remainder",
          "Remainder",
          Remainder.KEEP,
          Domain.choice(Remainder.class),
          "What happens outside all regions: keep leaves the content as it is, style lets it take"
              + " all styles.");

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

  /** Longest step of L-BFGS. */
  public static final Setting<Double> STEP_LIMIT =
      new Setting<>(
          "step-limit",
          "Step limit",
          0.0,
          Domain.numbers(0, 1e6),
          "Longest step of lbfgs (root mean square, pixel units); the first is a thirtieth. 0:"
              + " any.");

  /** Memory of L-BFGS. */
  public static final Setting<Integer> HISTORY =
      new Setting<>(
          "history",
          "History",
          100,
          Domain.integers(1, 1000),
          "How many past steps lbfgs remembers, each as large as two pictures.");

  /** Scale of the steps of L-BFGS. */
  public static final Setting<Preconditioning> PRECONDITIONER =
      new Setting<>(
          "preconditioner",
          "Preconditioner",
          Preconditioning.NONE,
          Domain.choice(Preconditioning.class),
          "What lbfgs assumes before it has learnt: spectral lets coarse forms move farther than"
              + " fine ones, which saves evaluations.");

  /** Units in which the optimiser sees the pixels. */
  public static final Setting<PixelUnits> PIXEL_UNITS =
      new Setting<>(
          "pixel-units",
          "Pixel units",
          PixelUnits.NETWORK,
          Domain.choice(PixelUnits.class),
          "Scale of the pixels that are optimised: 0 to 1, normalised, or the network's own.");

  /** Limits of the pixels. */
  public static final Setting<Boolean> CLAMP =
      new Setting<>(
          "clamp",
          "Clamp",
          false,
          Domain.truth(),
          "Keeps colours between black and white after every step.");

  /** Moving average. */
  public static final Setting<Double> AVERAGING =
      new Setting<>(
          "averaging",
          "Averaging",
          0.0,
          Domain.numbers(0, 0.9999),
          "Decay of the moving average over steps that becomes the result; 0 takes the last step.");

  /** Stop when done. */
  public static final Setting<Double> TOLERANCE =
      new Setting<>(
          "tolerance",
          "Tolerance",
          0.0,
          Domain.numbers(0, 1),
          "Ends a scale when 20 evaluations lower the loss by less than this fraction; 0 never"
              + " does.");

  /** Stop in time. */
  public static final Setting<Integer> TIME_BUDGET =
      new Setting<>(
          "time-budget",
          "Time budget",
          0,
          Domain.integers(0, 10000000),
          "Seconds after which the run ends with what it has; 0 sets no limit.");

  /** Where the run starts. */
  public static final Setting<StartPicture> INIT =
      new Setting<>(
          "init",
          "Start from",
          StartPicture.CONTENT,
          new Domain<>("content, noise, style, or an image file", List.of(), StartPicture::new),
          "The picture the run starts from.");

  /** Share of the start. */
  public static final Setting<Double> BLEND =
      new Setting<>(
          "blend",
          "Blend",
          1.0,
          Domain.numbers(0, 1),
          "Share of that picture in the start; the rest is content.");

  /** Pooling between the blocks. */
  public static final Setting<Pooling> POOLING =
      new Setting<>(
          "pooling",
          "Pooling",
          Pooling.MAX,
          Domain.choice(Pooling.class),
          "Pooling between the network's blocks; average is smoother, rescaled keeps the weights'"
              + " meaning.");

  /** Beyond the edge. */
  public static final Setting<Border> BORDER =
      new Setting<>(
          "border",
          "Border",
          Border.ZERO,
          Domain.choice(Border.class),
          "What the network sees beyond the edge: zero, as in training, or replicate, which leaves"
              + " no frame.");

  /** Edges. */
  public static final Setting<Integer> EDGE_FADE =
      new Setting<>(
          "edge-fade",
          "Edge fade",
          0,
          Domain.integers(0, 256),
          "Pixels from the edge over which the style fades in, so that its colours do not gather in"
              + " a frame; 0: none.");

  /** Bits. */
  public static final Setting<Precision> PRECISION =
      new Setting<>(
          "precision",
          "Precision",
          Precision.SINGLE,
          Domain.choice(Precision.class),
          "Arithmetic of the network: mixed (bfloat16) is about twice as fast in less memory on"
              + " processors made for it.");

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

  /** Tiles. */
  public static final Setting<TileSide> TILE =
      new Setting<>(
          "tile",
          "Tile",
          TileSide.AUTO,
          new Domain<>("auto, off, or 16 to 65536", List.of(), TileSide::new),
          "Side of the parts in which a large picture is looked at; the result is the same.");

  /** Memory. */
  public static final Setting<MemoryLimit> MEMORY =
      new Setting<>(
          "memory",
          "Memory",
          MemoryLimit.AUTO,
          new Domain<>("auto, or an amount such as 800M or 3G", List.of(), MemoryLimit::new),
          "Memory a run may take; tiles are made as small as that demands.");

  /** Checkpoint. */
  public static final Setting<String> CHECKPOINT =
      new Setting<>(
          "checkpoint",
          "Checkpoint",
          "none",
          Domain.text("none, or a file"),
          "File that keeps the state of the run; a run that was killed goes on from it.");

  /** How often. */
  public static final Setting<Integer> CHECKPOINT_INTERVAL =
      new Setting<>(
          "checkpoint-interval",
          "Checkpoint interval",
          60,
          Domain.integers(0, 1000000),
          "Seconds between two checkpoints; 0 writes one after every iteration.");

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
        COARSEST,
        COARSE_EFFORT,
        APPROACH,
        REFERENCE_SIDE,
        CONTENT_LEAD,
        DEEP_FROM,
        CONTENT_WEIGHT,
        STYLE_WEIGHT,
        CONTENT_LAYERS,
        STYLE_LAYERS,
        CONTENT_FORMULA,
        STYLE_FORMULA,
        STYLE_SHARES,
        STYLE_SCALE,
        COLOUR,
        TV_WEIGHT,
        COHERENCE_WEIGHT,
        GUIDANCE,
        REMAINDER,
        OPTIMIZER,
        LEARNING_RATE,
        STEP_LIMIT,
        HISTORY,
        PRECONDITIONER,
        PIXEL_UNITS,
        CLAMP,
        AVERAGING,
        TOLERANCE,
        TIME_BUDGET,
        INIT,
        BLEND,
        POOLING,
        BORDER,
        EDGE_FADE,
        PRECISION,
        SEED,
        DEVICE,
        TILE,
        MEMORY,
        CHECKPOINT,
        CHECKPOINT_INTERVAL);
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
