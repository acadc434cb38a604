package sc.fiji.styletransfer.command;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.Settings;

/** Stylises one image; the dialog shows all settings. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Expert)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Expert)...",
    headless = true)
public class ExpertCommand extends ImageCommand {

  // written by WriteParameters
  @Parameter(
      label = "Preset",
      description =
          "Set of values for the other settings. A setting that you change yourself overrides the"
              + " preset.",
      choices = {
        "strokes",
        "balanced",
        "gatys",
        "gatys-fast",
        "udacity",
        "neural-style",
        "portrait",
        "texture",
        "subtle"
      },
      persist = false)
  private String preset = InitialValue.text(Settings.PRESET);

  @Parameter(
      label = "Network",
      description =
          "Weights of the VGG19 network that compares the pictures. builtin needs no download;"
              + " imagenet gives better pictures and is downloaded once.",
      choices = {"Built-in", "VGG19 (ImageNet)", "VGG19 (torchvision)", "Weights file..."},
      persist = false)
  private String network = InitialValue.text(Settings.NETWORK);

  @Parameter(
      label = "Size",
      description =
          "Long side of the result in pixels, usually 256 to 2048. 0 keeps the size of the"
              + " content.",
      min = "0",
      max = "100000",
      persist = false)
  private int size = InitialValue.value(Settings.SIZE);

  @Parameter(
      label = "Iterations",
      description =
          "Number of evaluations of the loss and its gradient at the size of the result. More"
              + " iterations bring out more of the style; usually 50 to 500 with lbfgs and 500 to"
              + " 2000 with adam.",
      min = "1",
      max = "1000000",
      persist = false)
  private int iterations = InitialValue.value(Settings.ITERATIONS);

  @Parameter(
      label = "Content weight",
      description =
          "Weight of the content (alpha). Higher values keep more of the content; usually 1 to 10"
              + " with the preset strokes and 0.01 to 1 with balanced.",
      min = "0",
      max = "1e12",
      persist = false)
  private double contentweight = InitialValue.value(Settings.CONTENT_WEIGHT);

  @Parameter(
      label = "Style weight",
      description =
          "Weight of the style (beta). Higher values show more of the style; usually 0.2 to 5 with"
              + " the presets strokes and balanced and 100 to 10000 with gatys.",
      min = "0",
      max = "1e12",
      persist = false)
  private double styleweight = InitialValue.value(Settings.STYLE_WEIGHT);

  @Parameter(
      label = "Content layers",
      description =
          "Network layers that represent the content, with a weight each. Deeper layers keep shapes"
              + " and give up detail; usually conv4_2.",
      persist = false)
  private String contentlayers = InitialValue.text(Settings.CONTENT_LAYERS);

  @Parameter(
      label = "Style layers",
      description =
          "Network layers that represent the style, with a weight each. Early layers take colours"
              + " and fine texture from the style, deeper layers take larger strokes.",
      persist = false)
  private String stylelayers = InitialValue.text(Settings.STYLE_LAYERS);

  @Parameter(
      label = "Style formula",
      description =
          "How the style loss is scaled. gatys, udacity and neural-style are the published"
              + " formulas; relative and wasserstein divide by the size of the style's features, so"
              + " that a style weight means the same for every image; neighbours matches each place"
              + " to the most similar place of the style.",
      choices = {"gatys", "udacity", "neural-style", "relative", "wasserstein", "neighbours"},
      persist = false)
  private String styleformula = InitialValue.text(Settings.STYLE_FORMULA);

  @Parameter(
      label = "Style shares",
      description =
          "Share of each style if you give several. 2,1 gives the first style twice the weight of"
              + " the second.",
      persist = false)
  private String styleshares = InitialValue.text(Settings.STYLE_SHARES);

  @Parameter(
      label = "Style scale",
      description =
          "Size of the brush strokes. 1 scales the style to as many pixels as the content has;"
              + " usually 0.5 for finer to 2 for coarser strokes.",
      min = "0.05",
      max = "20",
      persist = false)
  private double stylescale = InitialValue.value(Settings.STYLE_SCALE);

  @Parameter(
      label = "Colour",
      description =
          "Colours of the result. style takes those of the style; luminance stylises the brightness"
              + " and keeps the content's colours; recolour first gives the style the colours of"
              + " the content.",
      choices = {"style", "luminance", "recolour"},
      persist = false)
  private String colour = InitialValue.text(Settings.COLOUR);

  @Parameter(
      label = "Smoothness weight",
      description =
          "Weight of smoothness (total variation). It removes fine noise and, at high values, blurs"
              + " the picture; usually 0 to 1 with the preset balanced.",
      min = "0",
      max = "1e12",
      persist = false)
  private double tvweight = InitialValue.value(Settings.TV_WEIGHT);

  @Parameter(
      label = "Coherence weight",
      description =
          "Weight of the difference from the result of the previous slice or frame. Higher values"
              + " reduce flicker in stacks that start each plane from its neighbour; 0 turns it"
              + " off.",
      min = "0",
      max = "1e12",
      persist = false)
  private double coherenceweight = InitialValue.value(Settings.COHERENCE_WEIGHT);

  @Parameter(
      label = "Remainder",
      description =
          "What happens outside the regions. keep leaves the content unchanged there; style applies"
              + " all styles.",
      choices = {"keep", "style"},
      persist = false)
  private String remainder = InitialValue.text(Settings.REMAINDER);

  @Parameter(
      label = "Optimizer",
      description =
          "Method that changes the pixels. lbfgs needs fewer iterations; adam needs less memory and"
              + " a learning rate of its own.",
      choices = {"lbfgs", "adam"},
      persist = false)
  private String optimizer = InitialValue.text(Settings.OPTIMIZER);

  @Parameter(
      label = "Learning rate",
      description =
          "Length of a step. With lbfgs usually 1. With adam usually 0.003 to 0.03, but 1 to 10"
              + " with the presets gatys and neural-style, whose pixels range to 255.",
      min = "1e-9",
      max = "1e6",
      persist = false)
  private double learningrate = InitialValue.value(Settings.LEARNING_RATE);

  @Parameter(
      label = "Time budget",
      description =
          "Seconds after which the run stops and returns the picture it has. 0 sets no limit.",
      min = "0",
      max = "10000000",
      persist = false)
  private int timebudget = InitialValue.value(Settings.TIME_BUDGET);

  @Parameter(
      label = "Start from",
      description =
          "Picture from which the run starts. content keeps the most detail; noise, or noise in the"
              + " colours of the style (style), lets the style form shapes of its own.",
      persist = false)
  private String init = InitialValue.text(Settings.INIT);

  @Parameter(
      label = "Pooling",
      description =
          "Pooling between the blocks of the network. max gives crisper pictures and average"
              + " smoother ones; rescaled is average with features as large as those of max, so"
              + " that weights keep their meaning.",
      choices = {"max", "average", "rescaled"},
      persist = false)
  private String pooling = InitialValue.text(Settings.POOLING);

  @Parameter(
      label = "Edge fade",
      description =
          "Width in pixels of the margin in which the style fades out towards the edge, which"
              + " avoids a frame in the style's colours. Usually 8; 0 turns it off.",
      min = "0",
      max = "256",
      persist = false)
  private int edgefade = InitialValue.value(Settings.EDGE_FADE);

  @Parameter(
      label = "Precision",
      description =
          "Arithmetic of the network. auto measures the device once and chooses mixed where it is"
              + " faster by a third or more. mixed (bfloat16) takes about half the time and less"
              + " memory there; details of the picture differ, the loss hardly does.",
      choices = {"single", "mixed", "auto"},
      persist = false)
  private String precision = InitialValue.text(Settings.PRECISION);

  @Parameter(
      label = "Seed",
      description =
          "Seed of the random numbers, which the starts noise and style use. Runs with the same"
              + " seed give the same picture.",
      min = "0",
      max = "2147483647",
      persist = false)
  private int seed = InitialValue.value(Settings.SEED);

  @Parameter(
      label = "Device",
      description =
          "Processor that computes. auto uses a GPU if PyTorch supports the one in this computer,"
              + " and the CPU otherwise.",
      persist = false)
  private String device = InitialValue.text(Settings.DEVICE);

  @Parameter(
      label = "Memory",
      description =
          "Memory that the run may use. A picture that does not fit is processed in tiles, with the"
              + " same result. auto uses what is free.",
      persist = false)
  private String memory = InitialValue.text(Settings.MEMORY);

  @Parameter(
      label = "Checkpoint",
      description =
          "File in which the run stores its state every minute. An interrupted run with the same"
              + " images and settings continues from this file.",
      persist = false)
  private String checkpoint = InitialValue.text(Settings.CHECKPOINT);

  @Parameter(
      label = "Result",
      description =
          "Type of the result. own-depth keeps bit depth and channels; as-displayed gives RGB;"
              + " automatic gives RGB for indexed colours only.",
      choices = {"automatic", "own-depth", "as-displayed"},
      persist = false)
  private String result = InitialValue.text(ImageSettings.RESULT);

  @Parameter(
      label = "Slices",
      description =
          "Planes of a stack to stylise; the result contains only these. z3-7 selects slices and"
              + " t2-4 selects frames.",
      persist = false)
  private String slices = InitialValue.text(ImageSettings.SLICES);

  @Parameter(
      label = "Start from neighbour",
      description =
          "Starts each plane from the result of the previous plane, so that neighbouring planes"
              + " look alike.",
      persist = false)
  private boolean neighbour = InitialValue.value(ImageSettings.NEIGHBOUR);

  @Parameter(
      label = "Content labels",
      description =
          "Regions of the content, each of which gets a style of its own: the overlay of the image,"
              + " the list of the ROI Manager, or a label image (an open image or a file).",
      persist = false)
  private String contentlabels = InitialValue.text(ImageSettings.CONTENT_LABELS);

  @Parameter(
      label = "Style labels",
      description =
          "Regions of the styles. A region of the content gets the style of the region with the"
              + " same name or label. With none, region 1 gets the first style, region 2 the"
              + " second, and so on.",
      persist = false)
  private String stylelabels = InitialValue.text(ImageSettings.STYLE_LABELS);

  @Parameter(
      label = "Live view",
      description =
          "Shows the picture so far, the loss and controls in a window during the run. The run"
              + " takes about 5 % longer.",
      persist = false)
  private boolean liveview = InitialValue.value(ViewSettings.LIVE_VIEW);

  @Parameter(
      label = "Plot loss",
      description = "Plots the content, style and total loss of each iteration after the run.",
      persist = false)
  private boolean plot = InitialValue.value(ViewSettings.PLOT);

  // end of what is written

  @Override
  DialogPage page() {
    return DialogPage.EXPERT;
  }
}
