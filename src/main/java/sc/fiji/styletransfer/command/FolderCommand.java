package sc.fiji.styletransfer.command;

import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.batch.BatchReport;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.FolderRun;
import sc.fiji.styletransfer.settings.Settings;

/** Every image of a folder in one style or several, with the settings that matter most. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Folder)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Folder)...",
    headless = true)
public class FolderCommand extends SettingsCommand {

  @Parameter(
      label = "Folder",
      description = "Folder with the images; every file ImageJ can open is stylised.",
      style = "directory")
  private File folder;

  @Parameter(
      label = "Styles",
      description = "An image file whose style is taken, or a folder of such files.",
      style = "both")
  private File styles;

  @Parameter(
      label = "Results to",
      description = "Folder for the results; one made by the same settings is left.",
      style = "directory")
  private File target;

  // written by WriteParameters
  @Parameter(
      label = "Preset",
      description = "A published recipe; every other setting overrides what it says.",
      choices = {"balanced", "gatys", "seed", "neural-style", "portrait", "texture", "subtle"},
      callback = "presetChosen")
  private String preset = InitialValue.text(Settings.PRESET);

  @Parameter(
      label = "Network",
      description = "Weights of the VGG19 network that judges content and style.",
      choices = {"Built-in", "VGG19 (ImageNet)", "VGG19 (torchvision)", "Weights file..."},
      persist = false)
  private String network = InitialValue.text(Settings.NETWORK);

  @Parameter(
      label = "Size",
      description = "Long side of the result in pixels; 0 keeps the content's own size.",
      min = "0",
      max = "100000")
  private int size = InitialValue.value(Settings.SIZE);

  @Parameter(
      label = "Iterations",
      description = "How often the loss and its gradient are evaluated.",
      min = "1",
      max = "1000000")
  private int iterations = InitialValue.value(Settings.ITERATIONS);

  @Parameter(
      label = "Style weight",
      description = "Weight of becoming like the style (beta).",
      min = "0",
      max = "1.0E12")
  private double styleweight = InitialValue.value(Settings.STYLE_WEIGHT);

  @Parameter(
      label = "Colour",
      description =
          "Whose colours: the style's; the content's, with only brightness stylised; or a style"
              + " recoloured like the content.",
      choices = {"style", "luminance", "recolour"})
  private String colour = InitialValue.text(Settings.COLOUR);

  @Parameter(
      label = "Seed",
      description = "Seed of all random numbers; the same seed repeats the run.",
      min = "0",
      max = "2147483647")
  private int seed = InitialValue.value(Settings.SEED);

  @Parameter(
      label = "Device",
      description = "Processor to compute on; auto takes a GPU if the engine sees one.",
      validater = "check")
  private String device = InitialValue.text(Settings.DEVICE);

  @Parameter(
      label = "Result",
      description =
          "Grey values at the image's own-depth, or RGB as-displayed; automatic decides by how the"
              + " image is shown.",
      choices = {"automatic", "own-depth", "as-displayed"})
  private String result = InitialValue.text(ImageSettings.RESULT);

  @Parameter(
      label = "Slices",
      description = "Which planes of a stack are stylised; the result holds no others.",
      validater = "check")
  private String slices = InitialValue.text(ImageSettings.SLICES);

  @Parameter(
      label = "Format",
      description = "File format of the results: tiff keeps everything, png and jpeg one plane.",
      choices = {"png", "jpeg", "tiff"})
  private String format = InitialValue.text(BatchSettings.FORMAT);

  @Parameter(
      label = "Processes",
      description = "Processes of this machine that share the images, its threads and its memory.",
      min = "1",
      max = "256")
  private int processes = InitialValue.value(BatchSettings.PROCESSES);

  // end of what is written

  @Parameter(type = ItemIO.OUTPUT, label = "Report")
  private String report;

  @Override
  void execute(final SettingTexts words) {
    final BatchReport batch = new FolderRun(words).perform(display("Style transfer"));
    report = batch.table();
  }

  @Override
  boolean isToldEnough(final Module inputs) {
    return inputs.isInputResolved(InputKeys.FOLDER) && inputs.isInputResolved(InputKeys.TARGET);
  }
}
