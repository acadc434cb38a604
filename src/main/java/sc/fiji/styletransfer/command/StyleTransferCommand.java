package sc.fiji.styletransfer.command;

import ij.ImagePlus;
import java.io.File;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.ChoiceWidget;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.transfer.ProgressListener;
import sc.fiji.styletransfer.transfer.TransferSettings;

/**
 * One image in the style of another, with the few settings that matter most. Field names are the
 * keys of macros and scripts; texts are those of {@link sc.fiji.styletransfer.transfer.Settings}.
 */
@Plugin(
    type = Command.class,
    label = "Style Transfer",
    menuPath = "Plugins>Style Transfer>Style Transfer...",
    headless = true)
public class StyleTransferCommand extends StyleCommand {

  @Parameter private CommandService commands;

  @Parameter private ConvertService converts;

  @Parameter(label = "Content image", persist = false)
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

  @Parameter(
      label = "Preset",
      description = "A published recipe; every other setting overrides what it says.",
      choices = {"gatys", "seed"},
      callback = "presetChosen")
  private String preset = "gatys";

  @Parameter(
      label = "Size",
      description = "Long side of the result in pixels; 0 keeps the content's own size.",
      min = "0",
      max = "100000")
  private int size = 0;

  @Parameter(
      label = "Iterations",
      description = "How often the loss and its gradient are evaluated.",
      min = "1",
      max = "1000000")
  private int iterations = 500;

  @Parameter(
      label = "Style weight",
      description = "Weight of becoming like the style (beta).",
      min = "0",
      max = "1e12")
  private double styleweight = 1000;

  @Parameter(
      label = "Network",
      description = "Weights of the VGG19 network that judges content and style.")
  private String network = "builtin";

  @Parameter(
      label = "Device",
      description = "Processor to compute on; auto takes a GPU if the engine sees one.")
  private String device = "auto";

  @Parameter(
      label = "Seed",
      description = "Seed of all random numbers; the same seed repeats the run.",
      min = "0",
      max = "2147483647")
  private int seed = 0;

  @Parameter(type = ItemIO.OUTPUT, label = "Stylised")
  private ImagePlus output;

  @Override
  void execute() {
    output = stylized();
  }

  @Override
  void complete(final Module inputs) {
    if (!inputs.isInputResolved("stylesource") && inputs.getInput("stylefile") != null)
      inputs.setInput("stylesource", StyleSource.FILE_CHOICE);
    new SettingInputs(inputs, converts).complete();
  }

  /** Called by the dialog when another preset was chosen: shows what it says. */
  void presetChosen() {
    final Module inputs = commands.getCommand(getClass()).createModule(this);
    new SettingInputs(inputs, converts).follow(preset);
  }

  private ImagePlus stylized() {
    final Module inputs = commands.getCommand(getClass()).createModule(this);
    final TransferSettings settings = new SettingInputs(inputs, converts).read();
    final List<ImagePlus> styles =
        StyleSource.of(stylesource).find(styleimage, stylefile == null ? null : stylefile.toPath());
    try (ImageTransfer transfer = new ImageTransfer(settings)) {
      return transfer.run(content, styles, ProgressListener.NONE);
    }
  }
}
