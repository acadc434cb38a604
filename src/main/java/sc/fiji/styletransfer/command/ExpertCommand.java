package sc.fiji.styletransfer.command;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.settings.Settings;

/** The same as {@link StyleTransferCommand}, with all settings. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Expert)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Expert)...",
    headless = true)
public class ExpertCommand extends StyleTransferCommand {

  // written by WriteParameters
  @Parameter(
      label = "Coarsest",
      description =
          "Long side of the first, smallest scale; the others grow from it by the root of two. 0:"
              + " one scale only.",
      min = "0",
      max = "100000")
  private int coarsest = InitialValue.value(Settings.COARSEST);

  @Parameter(
      label = "Coarse effort",
      description =
          "Evaluations at the scale below the last as a fraction of the last's; smaller ones get"
              + " more.",
      min = "0.1",
      max = "10")
  private double coarseeffort = InitialValue.value(Settings.COARSE_EFFORT);

  @Parameter(
      label = "Approach",
      description =
          "What is minimised first: the loss itself, or the Wasserstein distance, which falls"
              + " faster.",
      choices = {"direct", "wasserstein"})
  private String approach = InitialValue.text(Settings.APPROACH);

  @Parameter(
      label = "Reference side",
      description =
          "Long side at which the content's weight means what it says; at larger scales it changes"
              + " so that the style stays as close. 0: same weight at all.",
      min = "0",
      max = "100000")
  private int referenceside = InitialValue.value(Settings.REFERENCE_SIDE);

  @Parameter(
      label = "Content lead",
      description =
          "How many times as much the content counts at first; falls to once at the last scale,"
              + " which then takes fewer iterations.",
      min = "1",
      max = "1000")
  private double contentlead = InitialValue.value(Settings.CONTENT_LEAD);

  @Parameter(
      label = "Deep layers from",
      description =
          "Part of the last scale after which style layers deeper than the content's count; until"
              + " then iterations take less time.",
      min = "0",
      max = "0.95")
  private double deepfrom = InitialValue.value(Settings.DEEP_FROM);

  @Parameter(
      label = "Content weight",
      description = "Weight of staying like the content (alpha).",
      min = "0",
      max = "1.0E12")
  private double contentweight = InitialValue.value(Settings.CONTENT_WEIGHT);

  @Parameter(
      label = "Content layers",
      description = "Layers that represent the content, with a weight each.",
      validater = "check")
  private String contentlayers = InitialValue.text(Settings.CONTENT_LAYERS);

  @Parameter(
      label = "Style layers",
      description = "Layers whose Gram matrices represent the style, with a weight each.",
      validater = "check")
  private String stylelayers = InitialValue.text(Settings.STYLE_LAYERS);

  @Parameter(
      label = "Content formula",
      description =
          "How differences from the content are scaled: by their number, or relative to the"
              + " content.",
      choices = {"mean", "balanced"})
  private String contentformula = InitialValue.text(Settings.CONTENT_FORMULA);

  @Parameter(
      label = "Style formula",
      description = "How Gram matrices and their differences are scaled.",
      choices = {"gatys", "seed", "neural-style", "balanced", "wasserstein"})
  private String styleformula = InitialValue.text(Settings.STYLE_FORMULA);

  @Parameter(
      label = "Style shares",
      description = "How much each of several styles counts.",
      validater = "check")
  private String styleshares = InitialValue.text(Settings.STYLE_SHARES);

  @Parameter(
      label = "Style scale",
      description = "Size of the strokes against those in a style picture as large as the content.",
      min = "0.05",
      max = "20")
  private double stylescale = InitialValue.value(Settings.STYLE_SCALE);

  @Parameter(
      label = "Smoothness weight",
      description = "Weight of smoothness (total variation).",
      min = "0",
      max = "1.0E12")
  private double tvweight = InitialValue.value(Settings.TV_WEIGHT);

  @Parameter(
      label = "Coherence weight",
      description =
          "Weight of staying like the neighbouring slice's or frame's result, if there is one.",
      min = "0",
      max = "1.0E12")
  private double coherenceweight = InitialValue.value(Settings.COHERENCE_WEIGHT);

  @Parameter(
      label = "Guidance",
      description =
          "Which responses belong to a region: by share of area, only those inside, or all that"
              + " touch it.",
      choices = {"simple", "inside", "all"})
  private String guidance = InitialValue.text(Settings.GUIDANCE);

  @Parameter(
      label = "Remainder",
      description =
          "What happens outside all regions: keep leaves the content as it is, style lets it take"
              + " all styles.",
      choices = {"keep", "style"})
  private String remainder = InitialValue.text(Settings.REMAINDER);

  @Parameter(
      label = "Optimizer",
      description = "How the pixels are moved: lbfgs needs fewer iterations, adam less memory.",
      choices = {"lbfgs", "adam"})
  private String optimizer = InitialValue.text(Settings.OPTIMIZER);

  @Parameter(
      label = "Learning rate",
      description = "Length of a step: for adam in pixel units, for lbfgs as a factor.",
      min = "1.0E-9",
      max = "1000000.0")
  private double learningrate = InitialValue.value(Settings.LEARNING_RATE);

  @Parameter(
      label = "Step limit",
      description =
          "Longest step of lbfgs (root mean square, pixel units); the first is a thirtieth. 0:"
              + " any.",
      min = "0",
      max = "1000000.0")
  private double steplimit = InitialValue.value(Settings.STEP_LIMIT);

  @Parameter(
      label = "History",
      description = "How many past steps lbfgs remembers, each as large as two pictures.",
      min = "1",
      max = "1000")
  private int history = InitialValue.value(Settings.HISTORY);

  @Parameter(
      label = "Preconditioner",
      description =
          "What lbfgs assumes before it has learnt: spectral lets coarse forms move farther than"
              + " fine ones, which saves evaluations.",
      choices = {"none", "spectral"})
  private String preconditioner = InitialValue.text(Settings.PRECONDITIONER);

  @Parameter(
      label = "Pixel units",
      description =
          "Scale of the pixels that are optimised: 0 to 1, normalised, or the network's own.",
      choices = {"unit", "normalised", "network"})
  private String pixelunits = InitialValue.text(Settings.PIXEL_UNITS);

  @Parameter(
      label = "Clamp",
      description = "Keeps colours between black and white after every step.")
  private boolean clamp = InitialValue.value(Settings.CLAMP);

  @Parameter(
      label = "Averaging",
      description =
          "Decay of the moving average over steps that becomes the result; 0 takes the last step.",
      min = "0",
      max = "0.9999")
  private double averaging = InitialValue.value(Settings.AVERAGING);

  @Parameter(
      label = "Tolerance",
      description =
          "Ends a scale when 20 evaluations lower the loss by less than this fraction; 0 never"
              + " does.",
      min = "0",
      max = "1")
  private double tolerance = InitialValue.value(Settings.TOLERANCE);

  @Parameter(
      label = "Time budget",
      description = "Seconds after which the run ends with what it has; 0 sets no limit.",
      min = "0",
      max = "10000000")
  private int timebudget = InitialValue.value(Settings.TIME_BUDGET);

  @Parameter(
      label = "Start from",
      description = "The picture the run starts from.",
      validater = "check")
  private String init = InitialValue.text(Settings.INIT);

  @Parameter(
      label = "Blend",
      description = "Share of that picture in the start; the rest is content.",
      min = "0",
      max = "1")
  private double blend = InitialValue.value(Settings.BLEND);

  @Parameter(
      label = "Pooling",
      description =
          "Pooling between the network's blocks; average is smoother, rescaled keeps the weights'"
              + " meaning.",
      choices = {"max", "average", "rescaled"})
  private String pooling = InitialValue.text(Settings.POOLING);

  @Parameter(
      label = "Border",
      description =
          "What the network sees beyond the edge: zero, as in training, or replicate, which leaves"
              + " no frame.",
      choices = {"zero", "replicate"})
  private String border = InitialValue.text(Settings.BORDER);

  @Parameter(
      label = "Edge fade",
      description =
          "Pixels from the edge over which the style fades in, so that its colours do not gather in"
              + " a frame; 0: none.",
      min = "0",
      max = "256")
  private int edgefade = InitialValue.value(Settings.EDGE_FADE);

  @Parameter(
      label = "Precision",
      description =
          "Arithmetic of the network: mixed (bfloat16) is about twice as fast in less memory on"
              + " processors made for it.",
      choices = {"single", "mixed"})
  private String precision = InitialValue.text(Settings.PRECISION);

  @Parameter(
      label = "Tile",
      description =
          "Side of the parts in which a large picture is looked at; the result is the same.",
      validater = "check")
  private String tile = InitialValue.text(Settings.TILE);

  @Parameter(
      label = "Memory",
      description = "Memory a run may take; tiles are made as small as that demands.",
      validater = "check")
  private String memory = InitialValue.text(Settings.MEMORY);

  @Parameter(
      label = "Checkpoint",
      description = "File that keeps the state of the run; a run that was killed goes on from it.",
      validater = "check")
  private String checkpoint = InitialValue.text(Settings.CHECKPOINT);

  @Parameter(
      label = "Checkpoint interval",
      description = "Seconds between two checkpoints; 0 writes one after every iteration.",
      min = "0",
      max = "1000000")
  private int checkpointinterval = InitialValue.value(Settings.CHECKPOINT_INTERVAL);

  @Parameter(
      label = "Start from neighbour",
      description =
          "Starts each plane from the stylised plane before it, so that neighbours agree.")
  private boolean neighbour = InitialValue.value(ImageSettings.NEIGHBOUR);

  @Parameter(
      label = "Feather",
      description = "Pixels over which the change is blended in at the edge of a selection.",
      min = "0",
      max = "10000")
  private int feather = InitialValue.value(ImageSettings.FEATHER);

  @Parameter(
      label = "Content labels",
      description =
          "Regions of the content: its overlay, the ROI Manager's list, or a label image, open or a"
              + " file.",
      validater = "check")
  private String contentlabels = InitialValue.text(ImageSettings.CONTENT_LABELS);

  @Parameter(
      label = "Style labels",
      description =
          "Regions of the style; one of the content takes the one of its name or label. none: the"
              + " n-th takes all of the n-th style.",
      validater = "check")
  private String stylelabels = InitialValue.text(ImageSettings.STYLE_LABELS);
  // end of what is written
}
