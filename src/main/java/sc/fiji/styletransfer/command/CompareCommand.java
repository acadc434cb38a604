package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import java.util.Map;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import sc.fiji.styletransfer.dialog.CompareDialog;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CallerImage;
import sc.fiji.styletransfer.run.Comparison;

/** Shows content, styles and results side by side. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Compare)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Compare)...",
    headless = true)
public class CompareCommand extends StyleCommand {

  @Parameter private ThreadService threads;

  @Parameter(
      label = "Images",
      description =
          "Titles of the images, joined by commas. Without them, the content of the current image,"
              + " its styles and all its results.",
      required = false,
      persist = false)
  private String images;

  @Parameter(
      label = "Layout",
      description = "Whether the images become the slices of a stack or a montage.",
      choices = {Comparison.MONTAGE, Comparison.STACK},
      persist = false)
  private String layout = Comparison.MONTAGE;

  @Parameter(type = ItemIO.OUTPUT, label = "Comparison")
  private ImagePlus output;

  @Override
  void execute() {
    if (isAttended()) {
      final Optional<SettingTexts> entries = new CompareDialog().ask();
      if (entries.isEmpty()) {
        cancel(null);
        return;
      }
      // The recorder reads the inputs after the run.
      images = entries.get().byKey().get(CompareDialog.IMAGES);
      layout = entries.get().byKey().get(CompareDialog.LAYOUT);
    }
    final String titles = images == null ? "" : images;
    output =
        CompareDialog.draw(
            new SettingTexts(Map.of(CompareDialog.IMAGES, titles, CompareDialog.LAYOUT, layout)));
    if (IJ.isMacro()) new CallerImage(threads).show(output);
  }

  @Override
  boolean hasRequiredInputs(final Module inputs) {
    return inputs.isInputResolved(CompareDialog.IMAGES);
  }

  @Override
  void check(final SettingTexts options) {
    // The comparison checks its inputs.
  }

  @Override
  void complete(final Module inputs) {
    // The inputs have their defaults.
  }
}
