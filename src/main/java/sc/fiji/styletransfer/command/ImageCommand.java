package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;
import org.scijava.widget.ChoiceWidget;
import sc.fiji.styletransfer.display.ResultWindow;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CallerImage;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.run.Outcome;
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
      style = "open")
  private File stylefile;

  @Parameter(
      label = "Save as",
      description = "Also saves the result to this .tif, .png or .jpg file. Optional.",
      required = false,
      persist = false,
      style = "save")
  private File saveas;

  @Parameter(type = ItemIO.OUTPUT, label = "Stylised")
  private ImagePlus output;

  @Parameter(
      label = "Changes",
      description =
          "What the user changed in the window of an earlier run, as recorded macros contain it.",
      required = false,
      persist = false)
  private String changes;

  @Override
  final Optional<SettingTexts> execute(final SettingTexts texts) {
    final ImagePlus style =
        styleimage == null || isAttended()
            ? texts.get(InputKeys.STYLE_IMAGE).map(OpenImages::named).orElse(null)
            : styleimage.image();
    final Outcome outcome =
        new TransferRun(content, style, texts).perform(display("Style transfer"));
    output = outcome.result().orElse(null);
    if (IJ.isMacro()) outcome.require();
    if (output == null) return Optional.empty();
    // A macro continues before SciJava shows the output, and without a display nothing shows it.
    if (IJ.isMacro()) new CallerImage(threads).show(output);
    else if (isAttended()) ResultWindow.show(output, content, outcome.summary());
    return outcome.replay();
  }

  @Override
  final ImagePlus content() {
    return content;
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
}
