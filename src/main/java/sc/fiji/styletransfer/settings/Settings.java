package sc.fiji.styletransfer.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.styletransfer.colour.ColourMode;
import sc.fiji.styletransfer.features.Border;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.region.Remainder;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/**
 * All settings of a transfer. Dialogs, macros and the command line offer the public settings, see
 * {@link #all}. Presets, benchmarks and Java code also set the {@link #inside} settings.
 */
public final class Settings {

  /** A named set of values for the other settings. */
  public static final Setting<Preset> PRESET =
      new Setting<>(
          "preset",
          "Preset",
          Preset.STROKES,
          Domain.choice(Preset.class, Map.of("seed", Preset.UDACITY)),
          "Look of the picture: sets the other fields, which you can still change. strokes paints"
              + " brush strokes along the objects; balanced lays the style's texture over the"
              + " photograph; portrait keeps faces and their colours; subtle changes little;"
              + " texture leaves little of the content; the others are published methods. Usually"
              + " strokes.");

  /** Weights of VGG19. */
  public static final Setting<String> NETWORK =
      new Setting<>(
          "network",
          "Network",
          "builtin",
          Domain.text("builtin, imagenet, random, or a weights file"),
          "Network that compares the pictures. Usually builtin, which has learnt from VGG19 and"
              + " needs no download, or imagenet, which is VGG19 itself: slower, better pictures,"
              + " downloaded once.");

  /** Long side of the result in pixels. */
  public static final Setting<Integer> SIZE =
      new Setting<>(
          "size",
          "Size",
          0,
          Domain.integers(0, 100000),
          "Long side of the result in pixels, usually 256 to 2048. Larger pictures show finer"
              + " detail; twice the side takes four times as long. 0 keeps the size of the"
              + " content.");

  /** Number of evaluations of the loss at the size of the result. */
  public static final Setting<Integer> ITERATIONS =
      new Setting<>(
          "iterations",
          "Iterations",
          500,
          Domain.integers(1, 1000000),
          "Number of evaluations of the loss and its gradient at the size of the result. More"
              + " bring out more of the style and take longer; usually 30 to 100 with strokes and"
              + " balanced, 300 to 500 with gatys and 1000 to 2000 with adam.");

  /** Weight α of the content loss. */
  public static final Setting<Double> CONTENT_WEIGHT =
      new Setting<>(
          "content-weight",
          "Content weight",
          1.0,
          Domain.numbers(0, 1e12),
          "Weight of the content (alpha). Higher values keep more of the content; usually 1 to"
              + " 10 with the preset strokes and 0.01 to 1 with balanced.");

  /** Weight β of the style loss. */
  public static final Setting<Double> STYLE_WEIGHT =
      new Setting<>(
          "style-weight",
          "Style weight",
          1000.0,
          Domain.numbers(0, 1e12),
          "Weight of the style (beta). Higher values show more of the style; usually 0.2 to 5"
              + " with the presets strokes and balanced and 100 to 10000 with gatys.");

  /** Layers of the content loss with their weights. */
  public static final Setting<LayerWeights> CONTENT_LAYERS =
      new Setting<>(
          "content-layers",
          "Content layers",
          LayerWeights.parse("conv4_2"),
          Domain.layers(),
          "Network layers that represent the content, with a weight each. Deeper layers keep"
              + " shapes and give up detail; usually conv4_2.");

  /** Layers of the style loss with their weights. */
  public static final Setting<LayerWeights> STYLE_LAYERS =
      new Setting<>(
          "style-layers",
          "Style layers",
          LayerWeights.parse("conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"),
          Domain.layers(),
          "Network layers that represent the style, with a weight each. Early layers take colours"
              + " and fine texture from the style, deeper layers take larger strokes; usually five"
              + " layers from conv1_1 to conv5_1.");

  /** Scale of the Gram matrices and of their differences. */
  public static final Setting<StyleFormula> STYLE_FORMULA =
      new Setting<>(
          "style-formula",
          "Style formula",
          StyleFormula.GATYS,
          Domain.choice(
              StyleFormula.class,
              Map.of("seed", StyleFormula.UDACITY, "balanced", StyleFormula.RELATIVE)),
          "How pictures and style are compared. neighbours matches each place to the most similar"
              + " place of the style, which gives brush strokes; relative and wasserstein spread"
              + " the style's texture everywhere, with weights that mean the same for every image;"
              + " gatys, udacity and neural-style are published formulas with weights of their own."
              + " Usually that of the preset.");

  /** Shares of several styles in the style loss. */
  public static final Setting<StyleShares> STYLE_SHARES =
      new Setting<>(
          "style-shares",
          "Style shares",
          StyleShares.EQUAL,
          new Domain<>(
              "equal, or a number for each style such as 2,1", List.of(), StyleShares::parse),
          "Share of each style if you give several. The picture takes more of a style with a"
              + " larger share: 2,1 gives the first style twice the weight of the second. Usually"
              + " equal, or 1 to 4 for each.");

  /** Size of the style relative to the content. */
  public static final Setting<Double> STYLE_SCALE =
      new Setting<>(
          "style-scale",
          "Style scale",
          1.0,
          Domain.numbers(0.05, 20),
          "Size of the brush strokes. 1 scales the style to as many pixels as the content has;"
              + " usually 0.5 for finer to 2 for coarser strokes.");

  /** Origin of the colours of the result. */
  public static final Setting<ColourMode> COLOUR =
      new Setting<>(
          "colour",
          "Colour",
          ColourMode.STYLE,
          Domain.choice(ColourMode.class),
          "Colours of the result. style takes those of the style; luminance stylises the"
              + " brightness and keeps the content's colours; recolour first gives the style the"
              + " colours of the content. Usually style.");

  /** Weight of the total variation. */
  public static final Setting<Double> TV_WEIGHT =
      new Setting<>(
          "tv-weight",
          "Smoothness weight",
          0.0,
          Domain.numbers(0, 1e12),
          "Weight of smoothness (total variation). It removes fine noise and, at high values,"
              + " blurs the picture; usually 0 to 1 with the preset balanced.");

  /** Weight of the difference from the neighbouring plane's result. */
  public static final Setting<Double> COHERENCE_WEIGHT =
      new Setting<>(
          "coherence-weight",
          "Coherence weight",
          0.0,
          Domain.numbers(0, 1e12),
          "Weight of the difference from the result of the previous slice or frame. Higher"
              + " values reduce flicker in stacks that start each plane from its neighbour; usually"
              + " 2, and 0 for images without planes.");

  /** Treatment of pixels outside all regions. */
  public static final Setting<Remainder> REMAINDER =
      new Setting<>(
          "remainder",
          "Remainder",
          Remainder.KEEP,
          Domain.choice(Remainder.class),
          "What happens outside the regions. keep leaves the content unchanged there; style"
              + " applies all styles. Usually keep.");

  /** Optimisation method. */
  public static final Setting<Algorithm> OPTIMIZER =
      new Setting<>(
          "optimizer",
          "Optimizer",
          Algorithm.LBFGS,
          Domain.choice(Algorithm.class),
          "Method that changes the pixels. lbfgs brings out the style in fewer iterations; adam"
              + " needs less memory, several times the iterations and a learning rate of its own."
              + " Usually lbfgs.");

  /** Length of a step. */
  public static final Setting<Double> LEARNING_RATE =
      new Setting<>(
          "learning-rate",
          "Learning rate",
          1.0,
          Domain.numbers(1e-9, 1e6),
          "Length of a step. Steps that are too long leave coloured noise, steps that are too"
              + " short leave the content unchanged. Usually 1 with lbfgs and 0.003 to 0.03 with"
              + " adam, but 1 to 10 with adam and the presets gatys and neural-style, whose pixels"
              + " range to 255.");

  /** Time limit in seconds. */
  public static final Setting<Integer> TIME_BUDGET =
      new Setting<>(
          "time-budget",
          "Time budget",
          0,
          Domain.integers(0, 10000000),
          "Seconds after which the run stops and returns the picture it has, with less of the"
              + " style than after all iterations. Usually 60 to 3600; 0 sets no limit.");

  /** Picture from which the optimisation starts. */
  public static final Setting<StartPicture> INIT =
      new Setting<>(
          "init",
          "Start from",
          StartPicture.CONTENT,
          new Domain<>("content, noise, style, or an image file", List.of(), StartPicture::new),
          "Picture from which the run starts. content keeps the most detail; noise, or noise in"
              + " the colours of the style (style), lets the style form shapes of its own. Usually"
              + " content.");

  /** Pooling between the blocks of the network. */
  public static final Setting<Pooling> POOLING =
      new Setting<>(
          "pooling",
          "Pooling",
          Pooling.MAX,
          Domain.choice(Pooling.class),
          "Pooling between the blocks of the network. max gives crisper pictures and average"
              + " smoother ones; rescaled is average with features as large as those of max, so"
              + " that weights keep their meaning. Usually max.");

  /** Width of the margin in which the style fades. */
  public static final Setting<Integer> EDGE_FADE =
      new Setting<>(
          "edge-fade",
          "Edge fade",
          0,
          Domain.integers(0, 256),
          "Width in pixels of the margin in which the style fades out towards the edge, which"
              + " avoids a frame in the style's colours. Usually 0 to 8; 0 turns it off.");

  /** Arithmetic of the network. */
  public static final Setting<PrecisionChoice> PRECISION =
      new Setting<>(
          "precision",
          "Precision",
          PrecisionChoice.AUTO,
          Domain.choice(PrecisionChoice.class),
          "Arithmetic of the network. mixed (bfloat16) takes about half the time and less"
              + " memory where the device supports it; fine details of the picture differ, and the"
              + " same loss needs 2 % more evaluations, which it makes. Usually"
              + " auto, which measures the device once and chooses mixed where it is faster by a"
              + " third or more.");

  /** Seed of the random numbers. */
  public static final Setting<Integer> SEED =
      new Setting<>(
          "seed",
          "Seed",
          0,
          Domain.integers(0, Integer.MAX_VALUE),
          "Seed of the random numbers, which the starts noise and style use: another seed gives"
              + " another picture, the same seed the same picture. Usually 0.");

  /** Processor that computes. */
  public static final Setting<DeviceChoice> DEVICE =
      new Setting<>(
          "device",
          "Device",
          DeviceChoice.AUTO,
          new Domain<>("auto, cpu, gpu, gpu1…, mps", List.of(), DeviceChoice::new),
          "Processor that computes. A GPU takes a fraction of the time; the picture is the same"
              + " but for rounding. Usually auto, which uses a GPU if PyTorch supports the one in"
              + " this computer, and the CPU otherwise.");

  /** Limit of the memory. */
  public static final Setting<MemoryLimit> MEMORY =
      new Setting<>(
          "memory",
          "Memory",
          MemoryLimit.AUTO,
          new Domain<>("auto, or an amount such as 800M or 3G", List.of(), MemoryLimit::new),
          "Memory that the run may use. A picture that does not fit is processed in tiles, with"
              + " the same result, and takes longer. Usually auto, which uses what is free.");

  /** File with the state of the run. */
  public static final Setting<String> CHECKPOINT =
      new Setting<>(
          "checkpoint",
          "Checkpoint",
          "none",
          Domain.text("none, or a file"),
          "File in which the run stores its state every minute; the picture does not depend on it."
              + " An interrupted run with the same images and settings continues from this file."
              + " Usually none.");

  /** Long side of the first scale in pixels. */
  public static final Setting<Integer> COARSEST =
      new Setting<>(
          "coarsest",
          "Coarsest",
          0,
          Domain.integers(0, 100000),
          "Long side of the first, smallest scale in pixels. Each next scale is √2 times"
              + " larger. 0 runs at the size of the result only.");

  /** Evaluations at the scale below the last. */
  public static final Setting<Double> COARSE_EFFORT =
      new Setting<>(
          "coarse-effort",
          "Coarse effort",
          1.0,
          Domain.numbers(0.1, 10),
          "Evaluations at the scale below the last as a fraction of those at the last. Each"
              + " smaller scale gets 4/3 times as many as the next larger.");

  /** Loss that is minimised first. */
  public static final Setting<Approach> APPROACH =
      new Setting<>(
          "approach",
          "Approach",
          Approach.DIRECT,
          Domain.choice(Approach.class),
          "Loss that is minimised first. wasserstein begins with the Wasserstein distance,"
              + " which decreases in fewer evaluations.");

  /** Long side in pixels at which the content weight applies as given. */
  public static final Setting<Integer> REFERENCE_SIDE =
      new Setting<>(
          "reference-side",
          "Reference side",
          0,
          Domain.integers(0, 100000),
          "Long side in pixels at which the content weight applies as given. Above it the"
              + " weight adapts to keep the strength of the style constant. 0 turns this off.");

  /** Factor of the content weight at the beginning. */
  public static final Setting<Double> CONTENT_LEAD =
      new Setting<>(
          "content-lead",
          "Content lead",
          1.0,
          Domain.numbers(1, 1000),
          "Factor of the content weight at the beginning. It decreases to 1 at the last scale,"
              + " which then needs fewer evaluations.");

  /** Fraction of the last scale without deep style layers. */
  public static final Setting<Double> DEEP_FROM =
      new Setting<>(
          "deep-from",
          "Deep layers from",
          0.0,
          Domain.numbers(0, 0.95),
          "Fraction of the last scale's evaluations after which style layers deeper than the"
              + " content layers are included. Evaluations before that take less time.");

  /** Scale of the content loss. */
  public static final Setting<ContentFormula> CONTENT_FORMULA =
      new Setting<>(
          "content-formula",
          "Content formula",
          ContentFormula.MEAN,
          Domain.choice(ContentFormula.class, Map.of("balanced", ContentFormula.RELATIVE)),
          "How the content loss is scaled: mean divides by the number of features, relative by"
              + " their energy.");

  /** Longest step of L-BFGS. */
  public static final Setting<Double> STEP_LIMIT =
      new Setting<>(
          "step-limit",
          "Step limit",
          0.0,
          Domain.numbers(0, 1e6),
          "Longest step of lbfgs (root mean square, in pixel units). The first step is at most"
              + " a thirtieth of it. 0 sets no limit.");

  /** Number of steps that L-BFGS stores. */
  public static final Setting<Integer> HISTORY =
      new Setting<>(
          "history",
          "History",
          100,
          Domain.integers(1, 1000),
          "Number of past steps that lbfgs stores. Each takes the memory of two pictures.");

  /** Initial estimate of the curvature in L-BFGS. */
  public static final Setting<Preconditioning> PRECONDITIONER =
      new Setting<>(
          "preconditioner",
          "Preconditioner",
          Preconditioning.NONE,
          Domain.choice(Preconditioning.class),
          "Initial estimate of the curvature in lbfgs. spectral assumes less curvature in low"
              + " spatial frequencies, which saves evaluations.");

  /** Units of the optimised pixels. */
  public static final Setting<PixelUnits> PIXEL_UNITS =
      new Setting<>(
          "pixel-units",
          "Pixel units",
          PixelUnits.NETWORK,
          Domain.choice(PixelUnits.class),
          "Units of the optimised pixels: 0 to 1 (unit), normalised by mean and deviation, or"
              + " the input of the network.");

  /** Limits of the optimised pixels. */
  public static final Setting<Boolean> CLAMP =
      new Setting<>(
          "clamp",
          "Clamp",
          false,
          Domain.truth(),
          "Limits the pixels to the range from black to white after every step.");

  /** Padding of the picture in the network. */
  public static final Setting<Border> BORDER =
      new Setting<>(
          "border",
          "Border",
          Border.ZERO,
          Domain.choice(Border.class),
          "Padding beyond the edge of the picture: zero as in training, or replicate, which"
              + " avoids a frame.");

  /** Side of the tiles in pixels. */
  public static final Setting<TileSide> TILE =
      new Setting<>(
          "tile",
          "Tile",
          TileSide.AUTO,
          new Domain<>("auto, off, or 16 to 65536", List.of(), TileSide::new),
          "Side of the tiles in which the network evaluates a picture, in pixels. The result"
              + " does not depend on it.");

  /** Seconds between two checkpoints. */
  public static final Setting<Integer> CHECKPOINT_INTERVAL =
      new Setting<>(
          "checkpoint-interval",
          "Checkpoint interval",
          60,
          Domain.integers(0, 1000000),
          "Seconds between two checkpoints. 0 writes one after every iteration.");

  /** Weight of the second moments, the Gram matrices, beside matched features. */
  public static final Setting<Double> MOMENT_WEIGHT =
      new Setting<>(
          "moment-weight",
          "Moment weight",
          0.0,
          Domain.numbers(0, 1e6),
          "With the style formula neighbours, weight of the style's Gram matrices beside the"
              + " matches.");

  /** Weight of the content's structure beside matched features. */
  public static final Setting<Double> STRUCTURE_WEIGHT =
      new Setting<>(
          "structure-weight",
          "Structure weight",
          0.0,
          Domain.numbers(0, 1e6),
          "With the style formula neighbours, weight of the content's structure: which places"
              + " resemble each other.");

  /** Weight of the distance of colours that come near black or white. */
  public static final Setting<Double> RANGE_WEIGHT =
      new Setting<>(
          "range-weight",
          "Range weight",
          0.0,
          Domain.numbers(0, 1e6),
          "Keeps colours from the ends of their range, where the texture of strokes is lost.");

  /** Rounds in which layers are matched one by one. */
  public static final Setting<Integer> SPLITTING =
      new Setting<>(
          "splitting",
          "Splitting",
          0,
          Domain.integers(0, 100),
          "With the style formula neighbours, number of rounds at the size of the result in which"
              + " each layer is matched by itself.");

  /** Evaluations in a round of splitting. */
  public static final Setting<Integer> SPLITTING_ITERATIONS =
      new Setting<>(
          "splitting-iterations",
          "Splitting iterations",
          12,
          Domain.integers(1, 10000),
          "Evaluations between two matches of single layers.");

  /** What the user changed while the run was going. */
  public static final Setting<RunChanges> CHANGES =
      new Setting<>(
          "changes",
          "Changes",
          RunChanges.NONE,
          new Domain<>(
              "none, or changes such as 20:content:0.5,35:strokes:2", List.of(), RunChanges::parse),
          "What the user changed in the window of the run. 20:content:0.5 multiplies the content"
              + " weight by 0.5 from evaluation 20 on, strokes:2 doubles the size of the strokes.");

  private static final List<Setting<?>> PUBLIC =
      List.of(
          PRESET,
          NETWORK,
          SIZE,
          ITERATIONS,
          CONTENT_WEIGHT,
          STYLE_WEIGHT,
          CONTENT_LAYERS,
          STYLE_LAYERS,
          STYLE_FORMULA,
          STYLE_SHARES,
          STYLE_SCALE,
          COLOUR,
          TV_WEIGHT,
          COHERENCE_WEIGHT,
          REMAINDER,
          OPTIMIZER,
          LEARNING_RATE,
          TIME_BUDGET,
          INIT,
          POOLING,
          EDGE_FADE,
          PRECISION,
          SEED,
          DEVICE,
          MEMORY,
          CHECKPOINT);

  private static final List<Setting<?>> INSIDE =
      List.of(
          COARSEST,
          COARSE_EFFORT,
          APPROACH,
          REFERENCE_SIDE,
          CONTENT_LEAD,
          DEEP_FROM,
          CONTENT_FORMULA,
          STEP_LIMIT,
          HISTORY,
          PRECONDITIONER,
          PIXEL_UNITS,
          CLAMP,
          BORDER,
          TILE,
          CHECKPOINT_INTERVAL,
          MOMENT_WEIGHT,
          STRUCTURE_WEIGHT,
          RANGE_WEIGHT,
          SPLITTING,
          SPLITTING_ITERATIONS);

  private static final List<Setting<?>> RECORDED = List.of(CHANGES);

  private Settings() {}

  /**
   * Returns the public settings.
   *
   * @return the settings that dialogs, macros and the command line offer, in the order in which
   *     they are shown
   */
  public static List<Setting<?>> all() {
    return PUBLIC;
  }

  /**
   * Returns the settings that only presets, benchmarks and Java code set.
   *
   * @return the settings that are no option, no macro key and no dialog field
   */
  public static List<Setting<?>> inside() {
    return INSIDE;
  }

  /**
   * Returns the settings that only the record of a run and recorded macros set.
   *
   * @return the settings that no dialog shows
   */
  public static List<Setting<?>> recorded() {
    return RECORDED;
  }

  /**
   * Finds a public setting.
   *
   * @param name name of the setting, with or without hyphens
   * @return the setting, or empty if no public setting has that name
   */
  public static Optional<Setting<?>> named(final String name) {
    return find(PUBLIC.stream(), name);
  }

  /**
   * Finds a setting among the public, the inside and the recorded settings.
   *
   * @param name name of the setting, with or without hyphens
   * @return the setting, or empty if no setting has that name
   */
  static Optional<Setting<?>> any(final String name) {
    return find(Stream.of(PUBLIC, INSIDE, RECORDED).flatMap(List::stream), name);
  }

  /**
   * Returns whether any setting has a name.
   *
   * @param name a name, with or without hyphens
   * @return whether {@link TransferSettings.Builder#parse} accepts it
   */
  public static boolean isKnown(final String name) {
    return any(name).isPresent();
  }

  private static Optional<Setting<?>> find(final Stream<Setting<?>> settings, final String name) {
    final String key = name.replace("-", "");
    return settings.filter(setting -> setting.key().equalsIgnoreCase(key)).findFirst();
  }
}
