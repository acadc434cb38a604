package sc.fiji.styletransfer.command;

import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.Settings;

/**
 * Stylises one image. The dialog shows the settings that most users change; macros and scripts can
 * also set some others. The texts of the fields equal those of {@link
 * sc.fiji.styletransfer.settings.Settings}, which a test asserts.
 */
@Plugin(
    type = Command.class,
    label = "Style Transfer",
    menuPath = "Plugins>Style Transfer>Style Transfer...",
    headless = true)
public class StyleTransferCommand extends ImageCommand {

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
      label = "Style weight",
      description =
          "Weight of the style (beta). Higher values show more of the style; usually 0.2 to 5 with"
              + " the presets strokes and balanced and 100 to 10000 with gatys.",
      min = "0",
      max = "1e12",
      persist = false)
  private double styleweight = InitialValue.value(Settings.STYLE_WEIGHT);

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
      label = "Device",
      description =
          "Processor that computes. A GPU takes a fraction of the time; the picture is the same but"
              + " for rounding. Usually auto, which uses a GPU if PyTorch supports the one in this"
              + " computer, and the CPU otherwise.",
      persist = false)
  private String device = InitialValue.text(Settings.DEVICE);

  @Parameter(
      label = "Slices",
      description =
          "Planes of a stack to stylise; the result contains only these. z3-7 selects slices and"
              + " t2-4 selects frames. Usually all.",
      persist = false)
  private String slices = InitialValue.text(ImageSettings.SLICES);

  @Parameter(
      label = "Seed",
      description =
          "Seed of the random numbers, which the starts noise and style use: another seed gives"
              + " another picture, the same seed the same picture. Usually 0.",
      min = "0",
      max = "2147483647",
      persist = false,
      visibility = ItemVisibility.INVISIBLE)
  private int seed = InitialValue.value(Settings.SEED);

  @Parameter(
      label = "Result",
      description =
          "Type of the result. own-depth keeps bit depth and channels; as-displayed gives RGB;"
              + " automatic gives RGB for indexed colours only. Usually automatic.",
      choices = {"automatic", "own-depth", "as-displayed"},
      persist = false,
      visibility = ItemVisibility.INVISIBLE)
  private String result = InitialValue.text(ImageSettings.RESULT);

  @Parameter(
      label = "Live view",
      description =
          "Shows the picture so far, the loss and controls in a window during the run. The picture"
              + " is the same, and the run takes about 5 % longer. Usually on.",
      persist = false,
      visibility = ItemVisibility.INVISIBLE)
  private boolean liveview = InitialValue.value(ViewSettings.LIVE_VIEW);

  @Parameter(
      label = "Plot loss",
      description =
          "Plots the content, style and total loss of each iteration after the run. The picture is"
              + " the same. Usually off.",
      persist = false,
      visibility = ItemVisibility.INVISIBLE)
  private boolean plot = InitialValue.value(ViewSettings.PLOT);

  // end of what is written

  @Override
  DialogPage page() {
    return DialogPage.BASIC;
  }
}
