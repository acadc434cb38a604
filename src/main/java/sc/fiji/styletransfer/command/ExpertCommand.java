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
      label = "Content weight",
      description =
          "Weight of the content (alpha). Higher values keep more of the content; usually 0.01 to 1"
              + " with the preset balanced.",
      min = "0",
      max = "1e12")
  private double contentweight = InitialValue.value(Settings.CONTENT_WEIGHT);

  @Parameter(
      label = "Content layers",
      description =
          "Network layers that represent the content, with a weight each. Deeper layers keep shapes"
              + " and give up detail; usually conv4_2.",
      validater = "check")
  private String contentlayers = InitialValue.text(Settings.CONTENT_LAYERS);

  @Parameter(
      label = "Style layers",
      description =
          "Network layers that represent the style, with a weight each. Early layers take colours"
              + " and fine texture from the style, deeper layers take larger strokes.",
      validater = "check")
  private String stylelayers = InitialValue.text(Settings.STYLE_LAYERS);

  @Parameter(
      label = "Style formula",
      description =
          "How the style loss is scaled. gatys, udacity and neural-style are the published"
              + " formulas; relative and wasserstein divide by the size of the style's features, so"
              + " that a style weight means the same for every image.",
      choices = {"gatys", "udacity", "neural-style", "relative", "wasserstein"})
  private String styleformula = InitialValue.text(Settings.STYLE_FORMULA);

  @Parameter(
      label = "Style shares",
      description =
          "Share of each style if you give several. 2,1 gives the first style twice the weight of"
              + " the second.",
      validater = "check")
  private String styleshares = InitialValue.text(Settings.STYLE_SHARES);

  @Parameter(
      label = "Style scale",
      description =
          "Size of the brush strokes. 1 scales the style to as many pixels as the content has;"
              + " usually 0.5 for finer to 2 for coarser strokes.",
      min = "0.05",
      max = "20")
  private double stylescale = InitialValue.value(Settings.STYLE_SCALE);

  @Parameter(
      label = "Smoothness weight",
      description =
          "Weight of smoothness (total variation). It removes fine noise and, at high values, blurs"
              + " the picture; usually 0 to 1 with the preset balanced.",
      min = "0",
      max = "1e12")
  private double tvweight = InitialValue.value(Settings.TV_WEIGHT);

  @Parameter(
      label = "Coherence weight",
      description =
          "Weight of the difference from the result of the previous slice or frame. Higher values"
              + " reduce flicker in stacks that start each plane from its neighbour; 0 turns it"
              + " off.",
      min = "0",
      max = "1e12")
  private double coherenceweight = InitialValue.value(Settings.COHERENCE_WEIGHT);

  @Parameter(
      label = "Remainder",
      description =
          "What happens outside the regions. keep leaves the content unchanged there; style applies"
              + " all styles.",
      choices = {"keep", "style"})
  private String remainder = InitialValue.text(Settings.REMAINDER);

  @Parameter(
      label = "Optimizer",
      description =
          "Method that changes the pixels. lbfgs needs fewer iterations; adam needs less memory and"
              + " a learning rate of its own.",
      choices = {"lbfgs", "adam"})
  private String optimizer = InitialValue.text(Settings.OPTIMIZER);

  @Parameter(
      label = "Learning rate",
      description =
          "Length of a step. With lbfgs usually 1. With adam usually 0.003 to 0.03, but 1 to 10"
              + " with the presets gatys and neural-style, whose pixels range to 255.",
      min = "1e-9",
      max = "1e6")
  private double learningrate = InitialValue.value(Settings.LEARNING_RATE);

  @Parameter(
      label = "Time budget",
      description =
          "Seconds after which the run stops and returns the picture it has. 0 sets no limit.",
      min = "0",
      max = "10000000")
  private int timebudget = InitialValue.value(Settings.TIME_BUDGET);

  @Parameter(
      label = "Start from",
      description =
          "Picture from which the run starts. content keeps the most detail; noise, or noise in the"
              + " colours of the style (style), lets the style form shapes of its own.",
      validater = "check")
  private String init = InitialValue.text(Settings.INIT);

  @Parameter(
      label = "Pooling",
      description =
          "Pooling between the blocks of the network. max gives crisper pictures and average"
              + " smoother ones; rescaled is average with features as large as those of max, so"
              + " that weights keep their meaning.",
      choices = {"max", "average", "rescaled"})
  private String pooling = InitialValue.text(Settings.POOLING);

  @Parameter(
      label = "Edge fade",
      description =
          "Width in pixels of the margin in which the style fades out towards the edge, which"
              + " avoids a frame in the style's colours. Usually 8; 0 turns it off.",
      min = "0",
      max = "256")
  private int edgefade = InitialValue.value(Settings.EDGE_FADE);

  @Parameter(
      label = "Precision",
      description =
          "Arithmetic of the network. mixed (bfloat16) takes about half the time and less memory on"
              + " processors that support it; auto measures the processor and chooses.",
      choices = {"single", "mixed", "auto"})
  private String precision = InitialValue.text(Settings.PRECISION);

  @Parameter(
      label = "Memory",
      description =
          "Memory that the run may use. A picture that does not fit is processed in tiles, with the"
              + " same result. auto uses what is free.",
      validater = "check")
  private String memory = InitialValue.text(Settings.MEMORY);

  @Parameter(
      label = "Checkpoint",
      description =
          "File in which the run stores its state every minute. An interrupted run with the same"
              + " images and settings continues from this file.",
      validater = "check")
  private String checkpoint = InitialValue.text(Settings.CHECKPOINT);

  @Parameter(
      label = "Start from neighbour",
      description =
          "Starts each plane from the result of the previous plane, so that neighbouring planes"
              + " look alike.")
  private boolean neighbour = InitialValue.value(ImageSettings.NEIGHBOUR);

  @Parameter(
      label = "Content labels",
      description =
          "Regions of the content, each of which gets a style of its own: the overlay of the image,"
              + " the list of the ROI Manager, or a label image (an open image or a file).",
      validater = "check")
  private String contentlabels = InitialValue.text(ImageSettings.CONTENT_LABELS);

  @Parameter(
      label = "Style labels",
      description =
          "Regions of the styles. A region of the content gets the style of the region with the"
              + " same name or label. With none, region 1 gets the first style, region 2 the"
              + " second, and so on.",
      validater = "check")
  private String stylelabels = InitialValue.text(ImageSettings.STYLE_LABELS);
  // end of what is written
}
