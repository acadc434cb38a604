package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;
import org.scijava.widget.ChoiceWidget;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CallerImage;
import sc.fiji.styletransfer.macro.CommandRecorder;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.StyleSource;
import sc.fiji.styletransfer.run.TransferRun;

/**
 * A command that stylises one image. The names of the fields are the keys of macros and scripts.
 * The fields of settings are in the subclasses.
 */
abstract class ImageCommand extends SettingsCommand {

  @Parameter private ThreadService threads;

  @Parameter(
      label = "Content image",
      description = "The image to stylise. Macros without this key use the current image.",
      persist = false)
  private ImagePlus content;

  @Parameter(
      label = "Style from",
      description = "Whether the style is an open image or an image file.",
      choices = {StyleSource.IMAGE_CHOICE, StyleSource.FILE_CHOICE},
      style = ChoiceWidget.RADIO_BUTTON_HORIZONTAL_STYLE,
      persist = false)
  private String stylesource = StyleSource.IMAGE_CHOICE;

  @Parameter(
      label = "Style image",
      description = "The open image that provides the style.",
      required = false,
      autoFill = false,
      persist = false)
  private StyleImage styleimage;

  @Parameter(
      label = "Style file",
      description = "The image file that provides the style.",
      required = false,
      persist = false,
      style = "open",
      validater = "checkStyleFile")
  private File stylefile;

  @Parameter(
      label = "Save as",
      description = "Also saves the result to this .tif, .png or .jpg file. Optional.",
      required = false,
      persist = false,
      style = "save",
      validater = "checkSaveAs")
  private File saveas;

  @Parameter(type = ItemIO.OUTPUT, label = "Stylised")
  private ImagePlus output;

  @Override
  final void execute(final SettingTexts texts) {
    final ImagePlus style = styleimage == null ? null : styleimage.image();
    final TransferRun run = new TransferRun(content, style, texts);
    final RunDisplay display = display("Style transfer");
    output = run.perform(display);
    if (display.isStopped()) CommandRecorder.discard();
    // A macro continues before SciJava shows the output, and without a display nothing shows it.
    if (IJ.isMacro()) new CallerImage(threads).show(output);
  }

  @Override
  final boolean hasRequiredInputs(final Module inputs) {
    return inputs.isInputResolved(InputKeys.STYLE_IMAGE)
        || inputs.isInputResolved(InputKeys.STYLE_FILE);
  }

  @Override
  final void complete(final Module inputs) {
    if (!inputs.isInputResolved(InputKeys.STYLE_SOURCE)
        && inputs.getInput(InputKeys.STYLE_FILE) != null)
      inputs.setInput(InputKeys.STYLE_SOURCE, StyleSource.FILE_CHOICE);
    super.complete(inputs);
  }

  /** Validates the style file; a dialog calls this method by its name. */
  String checkStyleFile() {
    return StyleSource.FILE_CHOICE.equals(stylesource)
        ? checkFile(InputKeys.STYLE_FILE, stylefile)
        : "";
  }

  /** Validates the file of the result; a dialog calls this method by its name. */
  String checkSaveAs() {
    return checkFile(InputKeys.SAVE_AS, saveas);
  }
}
