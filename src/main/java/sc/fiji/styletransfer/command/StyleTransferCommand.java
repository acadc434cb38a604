package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.widget.ChoiceWidget;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CallerImage;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.StyleSource;
import sc.fiji.styletransfer.run.TransferRequest;
import sc.fiji.styletransfer.run.TransferRun;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.Settings;

/**
 * One image in the style of another, with the few settings that matter most. The names of the
 * fields are the keys of macros and scripts, and their texts are those of {@link
 * sc.fiji.styletransfer.settings.Settings}, which a test keeps equal.
 */
@Plugin(
    type = Command.class,
    label = "Style Transfer",
    menuPath = "Plugins>Style Transfer>Style Transfer...",
    headless = true)
public class StyleTransferCommand extends SettingsCommand {

  @Parameter private ThreadService threads;

  @Parameter(
      label = "Content image",
      description = "The image to be stylised; the current one unless said otherwise.",
      persist = false)
  private ImagePlus content;

  @Parameter(
      label = "Style from",
      description = "Whether the style is an image that is open or an image file.",
      choices = {StyleSource.IMAGE_CHOICE, StyleSource.FILE_CHOICE},
      style = ChoiceWidget.RADIO_BUTTON_HORIZONTAL_STYLE)
  private String stylesource = StyleSource.IMAGE_CHOICE;

  @Parameter(
      label = "Style image",
      description = "An open image whose style is taken.",
      required = false,
      autoFill = false,
      persist = false)
  private ImagePlus styleimage;

  @Parameter(
      label = "Style file",
      description = "An image file whose style is taken.",
      required = false,
      style = "open")
  private File stylefile;

  // written by WriteParameters
  @Parameter(
      label = "Preset",
      description =
          "Set of values for the other settings. A setting that you change yourself overrides the"
              + " preset.",
      choices = {
        "balanced",
        "gatys",
        "gatys-fast",
        "udacity",
        "neural-style",
        "portrait",
        "texture",
        "subtle"
      },
      callback = "presetChosen")
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
      max = "100000")
  private int size = InitialValue.value(Settings.SIZE);

  @Parameter(
      label = "Iterations",
      description =
          "Number of evaluations of the loss and its gradient at the size of the result. More"
              + " iterations bring out more of the style; usually 50 to 500 with lbfgs and 500 to"
              + " 2000 with adam.",
      min = "1",
      max = "1000000")
  private int iterations = InitialValue.value(Settings.ITERATIONS);

  @Parameter(
      label = "Style weight",
      description =
          "Weight of the style (beta). Higher values show more of the style; usually 0.2 to 5 with"
              + " the preset balanced and 100 to 10000 with gatys.",
      min = "0",
      max = "1e12")
  private double styleweight = InitialValue.value(Settings.STYLE_WEIGHT);

  @Parameter(
      label = "Colour",
      description =
          "Colours of the result. style takes those of the style; luminance stylises the brightness"
              + " and keeps the content's colours; recolour first gives the style the colours of"
              + " the content.",
      choices = {"style", "luminance", "recolour"})
  private String colour = InitialValue.text(Settings.COLOUR);

  @Parameter(
      label = "Seed",
      description =
          "Seed of the random numbers, which the starts noise and style use. Runs with the same"
              + " seed give the same picture.",
      min = "0",
      max = "2147483647")
  private int seed = InitialValue.value(Settings.SEED);

  @Parameter(
      label = "Device",
      description =
          "Processor that computes. auto uses a GPU if PyTorch supports the one in this computer,"
              + " and the CPU otherwise.",
      validater = "check")
  private String device = InitialValue.text(Settings.DEVICE);

  @Parameter(
      label = "Result",
      description =
          "Type of the result. own-depth keeps bit depth and channels; as-displayed gives RGB;"
              + " automatic gives RGB for indexed colours and composite images only.",
      choices = {"automatic", "own-depth", "as-displayed"})
  private String result = InitialValue.text(ImageSettings.RESULT);

  @Parameter(
      label = "Slices",
      description =
          "Planes of a stack to stylise; the result contains only these. z3-7 selects slices and"
              + " t2-4 selects frames.",
      validater = "check")
  private String slices = InitialValue.text(ImageSettings.SLICES);

  @Parameter(
      label = "Live view",
      description = "Shows the picture so far while the run lasts; costs a twentieth of the time.")
  private boolean liveview = InitialValue.value(ViewSettings.LIVE_VIEW);

  @Parameter(
      label = "Plot loss",
      description = "Plots content, style and total loss over the iterations afterwards.")
  private boolean plot = InitialValue.value(ViewSettings.PLOT);

  // end of what is written

  @Parameter(
      label = "Save as",
      description = "File the result is written to besides: .tif, .png or .jpg.",
      required = false,
      persist = false,
      style = "save")
  private File saveas;

  @Parameter(type = ItemIO.OUTPUT, label = "Stylised")
  private ImagePlus output;

  @Override
  void execute(final SettingTexts words) {
    final TransferRequest request = TransferRequest.of(content, styleimage, words);
    output = new TransferRun(request).perform(display("Style transfer"));
    // A macro goes on before SciJava has shown the output, and headless nobody would show it.
    if (IJ.isMacro()) new CallerImage(threads).show(output);
  }

  @Override
  boolean isToldEnough(final Module inputs) {
    return inputs.isInputResolved(InputKeys.STYLE_IMAGE)
        || inputs.isInputResolved(InputKeys.STYLE_FILE);
  }

  @Override
  void complete(final Module inputs) {
    if (!inputs.isInputResolved(InputKeys.STYLE_SOURCE)
        && inputs.getInput(InputKeys.STYLE_FILE) != null)
      inputs.setInput(InputKeys.STYLE_SOURCE, StyleSource.FILE_CHOICE);
    super.complete(inputs);
  }
}
