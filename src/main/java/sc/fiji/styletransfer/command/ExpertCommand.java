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
          "Look of the picture: sets the other fields, which you can still change. strokes paints"
              + " brush strokes along the objects; balanced lays the style's texture over the"
              + " photograph; portrait keeps faces and their colours; subtle changes little;"
              + " texture leaves little of the content; the others are published methods. Usually"
              + " strokes.",
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
          "Network that compares the pictures. Usually builtin, which has learnt from VGG19 and"
              + " needs no download, or imagenet, which is VGG19 itself: slower, better pictures,"
              + " downloaded once.",
      choices = {"Built-in", "VGG19 (ImageNet)", "VGG19 (torchvision)", "Weights file..."},
      persist = false)
  private String network = InitialValue.text(Settings.NETWORK);

  @Parameter(
      label = "Size",
      description =
          "Long side of the result in pixels, usually 256 to 2048. Larger pictures show finer"
              + " detail; twice the side takes four times as long. 0 keeps the size of the"
              + " content.",
      min = "0",
      max = "100000",
      persist = false)
  private int size = InitialValue.value(Settings.SIZE);

  @Parameter(
      label = "Iterations",
      description =
          "Number of evaluations of the loss and its gradient at the size of the result. More bring"
              + " out more of the style and take longer; usually 30 to 100 with strokes and"
              + " balanced, 300 to 500 with gatys and 1000 to 2000 with adam.",
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
              + " and fine texture from the style, deeper layers take larger strokes; usually five"
              + " layers from conv1_1 to conv5_1.",
      persist = false)
  private String stylelayers = InitialValue.text(Settings.STYLE_LAYERS);

  @Parameter(
      label = "Style formula",
      description =
          "How pictures and style are compared. neighbours matches each place to the most similar"
              + " place of the style, which gives brush strokes; relative and wasserstein spread"
              + " the style's texture everywhere, with weights that mean the same for every image;"
              + " gatys, udacity and neural-style are published formulas with weights of their own."
              + " Usually that of the preset.",
      choices = {"gatys", "udacity", "neural-style", "relative", "wasserstein", "neighbours"},
      persist = false)
  private String styleformula = InitialValue.text(Settings.STYLE_FORMULA);

  @Parameter(
      label = "Style shares",
      description =
          "Share of each style if you give several. The picture takes more of a style with a larger"
              + " share: 2,1 gives the first style twice the weight of the second. Usually equal,"
              + " or 1 to 4 for each.",
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
              + " the content. Usually style.",
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
              + " reduce flicker in stacks that start each plane from its neighbour; usually 2, and"
              + " 0 for images without planes.",
      min = "0",
      max = "1e12",
      persist = false)
  private double coherenceweight = InitialValue.value(Settings.COHERENCE_WEIGHT);

  @Parameter(
      label = "Remainder",
      description =
          "What happens outside the regions. keep leaves the content unchanged there; style applies"
              + " all styles. Usually keep.",
      choices = {"keep", "style"},
      persist = false)
  private String remainder = InitialValue.text(Settings.REMAINDER);

  @Parameter(
      label = "Optimizer",
      description =
          "Method that changes the pixels. lbfgs brings out the style in fewer iterations; adam"
              + " needs less memory, several times the iterations and a learning rate of its own."
              + " Usually lbfgs.",
      choices = {"lbfgs", "adam"},
      persist = false)
  private String optimizer = InitialValue.text(Settings.OPTIMIZER);

  @Parameter(
      label = "Learning rate",
      description =
          "Length of a step. Steps that are too long leave coloured noise, steps that are too short"
              + " leave the content unchanged. Usually 1 with lbfgs and 0.003 to 0.03 with adam,"
              + " but 1 to 10 with adam and the presets gatys and neural-style, whose pixels range"
              + " to 255.",
      min = "1e-9",
      max = "1e6",
      persist = false)
  private double learningrate = InitialValue.value(Settings.LEARNING_RATE);

  @Parameter(
      label = "Time budget",
      description =
          "Seconds after which the run stops and returns the picture it has, with less of the style"
              + " than after all iterations. Usually 60 to 3600; 0 sets no limit.",
      min = "0",
      max = "10000000",
      persist = false)
  private int timebudget = InitialValue.value(Settings.TIME_BUDGET);

  @Parameter(
      label = "Start from",
      description =
          "Picture from which the run starts. content keeps the most detail; noise, or noise in the"
              + " colours of the style (style), lets the style form shapes of its own. Usually"
              + " content.",
      persist = false)
  private String init = InitialValue.text(Settings.INIT);

  @Parameter(
      label = "Pooling",
      description =
          "Pooling between the blocks of the network. max gives crisper pictures and average"
              + " smoother ones; rescaled is average with features as large as those of max, so"
              + " that weights keep their meaning. Usually max.",
      choices = {"max", "average", "rescaled"},
      persist = false)
  private String pooling = InitialValue.text(Settings.POOLING);

  @Parameter(
      label = "Edge fade",
      description =
          "Width in pixels of the margin in which the style fades out towards the edge, which"
              + " avoids a frame in the style's colours. Usually 0 to 8; 0 turns it off.",
      min = "0",
      max = "256",
      persist = false)
  private int edgefade = InitialValue.value(Settings.EDGE_FADE);

  @Parameter(
      label = "Precision",
      description =
          "Arithmetic of the network. mixed (bfloat16) takes about half the time and less memory"
              + " where the device supports it; fine details of the picture differ, and the same"
              + " loss needs 2 % more evaluations, which it makes. Usually auto, which measures the"
              + " device once and chooses mixed where it is faster by a third or more.",
      choices = {"single", "mixed", "auto"},
      persist = false)
  private String precision = InitialValue.text(Settings.PRECISION);

  @Parameter(
      label = "Seed",
      description =
          "Seed of the random numbers, which the starts noise and style use: another seed gives"
              + " another picture, the same seed the same picture. Usually 0.",
      min = "0",
      max = "2147483647",
      persist = false)
  private int seed = InitialValue.value(Settings.SEED);

  @Parameter(
      label = "Device",
      description =
          "Processor that computes. A GPU takes a fraction of the time; the picture is the same but"
              + " for rounding. Usually auto, which uses a GPU if PyTorch supports the one in this"
              + " computer, and the CPU otherwise.",
      persist = false)
  private String device = InitialValue.text(Settings.DEVICE);

  @Parameter(
      label = "Memory",
      description =
          "Memory that the run may use. A picture that does not fit is processed in tiles, with the"
              + " same result, and takes longer. Usually auto, which uses what is free.",
      persist = false)
  private String memory = InitialValue.text(Settings.MEMORY);

  @Parameter(
      label = "Checkpoint",
      description =
          "File in which the run stores its state every minute; the picture does not depend on it."
              + " An interrupted run with the same images and settings continues from this file."
              + " Usually none.",
      persist = false)
  private String checkpoint = InitialValue.text(Settings.CHECKPOINT);

  @Parameter(
      label = "Result",
      description =
          "Type of the result. own-depth keeps bit depth and channels; as-displayed gives RGB;"
              + " automatic gives RGB for indexed colours only. Usually automatic.",
      choices = {"automatic", "own-depth", "as-displayed"},
      persist = false)
  private String result = InitialValue.text(ImageSettings.RESULT);

  @Parameter(
      label = "Slices",
      description =
          "Planes of a stack to stylise; the result contains only these. z3-7 selects slices and"
              + " t2-4 selects frames. Usually all.",
      persist = false)
  private String slices = InitialValue.text(ImageSettings.SLICES);

  @Parameter(
      label = "Start from neighbour",
      description =
          "Starts each plane from the result of the previous plane, so that neighbouring planes"
              + " look alike. Usually on for time series and stacks.",
      persist = false)
  private boolean neighbour = InitialValue.value(ImageSettings.NEIGHBOUR);

  @Parameter(
      label = "Content labels",
      description =
          "Regions of the content, each of which gets a style of its own: the overlay of the image,"
              + " the list of the ROI Manager, or a label image (an open image or a file). Usually"
              + " none.",
      persist = false)
  private String contentlabels = InitialValue.text(ImageSettings.CONTENT_LABELS);

  @Parameter(
      label = "Style labels",
      description =
          "Regions of the styles. A region of the content gets the style of the region with the"
              + " same name or label. Usually none: region 1 gets the first style, region 2 the"
              + " second, and so on.",
      persist = false)
  private String stylelabels = InitialValue.text(ImageSettings.STYLE_LABELS);

  @Parameter(
      label = "Live view",
      description =
          "Shows the picture so far, the loss and controls in a window during the run. The picture"
              + " is the same, and the run takes about 5 % longer. Usually on.",
      persist = false)
  private boolean liveview = InitialValue.value(ViewSettings.LIVE_VIEW);

  @Parameter(
      label = "Plot loss",
      description =
          "Plots the content, style and total loss of each iteration after the run. The picture is"
              + " the same. Usually off.",
      persist = false)
  private boolean plot = InitialValue.value(ViewSettings.PLOT);

  // end of what is written

  @Override
  DialogPage page() {
    return DialogPage.EXPERT;
  }
}
