package sc.fiji.styletransfer.command;

import ij.ImagePlus;
import java.io.File;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.batch.BatchReport;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.FolderRun;
import sc.fiji.styletransfer.settings.Settings;

/** Stylises every image of a folder in one or several styles. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Folder)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Folder)...",
    headless = true)
public class FolderCommand extends SettingsCommand {

  @Parameter(
      label = "Folder",
      description = "Folder with the images. The command stylises every file that it can open.",
      required = false,
      persist = false,
      style = "directory")
  private File folder;

  @Parameter(
      label = "Styles",
      description = "A style image, or a folder with style images.",
      required = false,
      persist = false,
      style = "both")
  private File styles;

  @Parameter(
      label = "Results to",
      description =
          "Folder for the results. Results of an earlier run with the same settings are kept.",
      required = false,
      persist = false,
      style = "directory")
  private File target;

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
      persist = false)
  private int seed = InitialValue.value(Settings.SEED);

  @Parameter(
      label = "Result",
      description =
          "Type of the result. own-depth keeps bit depth and channels; as-displayed gives RGB;"
              + " automatic gives RGB for indexed colours only. Usually automatic.",
      choices = {"automatic", "own-depth", "as-displayed"},
      persist = false)
  private String result = InitialValue.text(ImageSettings.RESULT);

  @Parameter(
      label = "Format",
      description =
          "File format of the results: tiff stores stacks, all bit depths and all properties; png"
              + " and jpeg store one plane, and jpeg changes fine detail. Usually tiff.",
      choices = {"png", "jpeg", "tiff"},
      persist = false)
  private String format = InitialValue.text(BatchSettings.FORMAT);

  @Parameter(
      label = "Processes",
      description =
          "Number of processes that stylise images at the same time and share the computer's"
              + " processors and memory; the pictures are the same. Usually 1 to 4.",
      min = "1",
      max = "256",
      persist = false)
  private int processes = InitialValue.value(BatchSettings.PROCESSES);

  // end of what is written

  @Parameter(type = ItemIO.OUTPUT, label = "Report")
  private String report;

  @Override
  Optional<SettingTexts> execute(final SettingTexts texts) {
    final RunDisplay display = display("Style transfer");
    final BatchReport batch = new FolderRun(texts).perform(display);
    // With windows, a table shows the report already.
    if (!WindowSystem.isAvailable()) report = batch.table();
    return display.isStopped() ? Optional.empty() : Optional.of(texts);
  }

  @Override
  DialogPage page() {
    return DialogPage.FOLDER;
  }

  @Override
  ImagePlus content() {
    return null;
  }

  @Override
  boolean hasRequiredInputs(final Module inputs) {
    return inputs.isInputResolved(InputKeys.FOLDER) && inputs.isInputResolved(InputKeys.TARGET);
  }
}
