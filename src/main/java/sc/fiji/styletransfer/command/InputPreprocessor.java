package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.scijava.Priority;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.macro.CallerImage;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.MacroOptions;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.macro.RunningMacro;

/**
 * Completes the inputs of this plugin's commands where no user sits in front of a dialog, so that
 * no dialog, no file chooser and no value remembered from an earlier dialog can get in. Runs after
 * macro options were read and recorded, and before remembered values, choosers and dialogs. In a
 * dialog, and for other commands, it does nothing.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH - 1)
public class InputPreprocessor extends AbstractPreprocessorPlugin {

  @Parameter(required = false)
  private ThreadService threads;

  @Parameter(required = false)
  private LogService log;

  @Override
  public void process(final Module module) {
    if (!(module.getDelegateObject() instanceof StyleCommand command)) return;
    if (IJ.isMacro()) takeCallersImage(module);
    if (IJ.isMacro() || GraphicsEnvironment.isHeadless() || command.isToldEnough(module))
      complete(command, module);
    else preselectStyle(module);
  }

  /** Else the dialog would start with the first image, which may be the content itself. */
  private static void preselectStyle(final Module module) {
    if (module.getInfo().getInput(InputKeys.STYLE_IMAGE) == null
        || module.isInputResolved(InputKeys.STYLE_IMAGE)) return;
    OpenImages.others().stream()
        .findFirst()
        .ifPresent(image -> module.setInput(InputKeys.STYLE_IMAGE, image));
  }

  /** What the macro selected, unless it names another image; never just what is in front. */
  private void takeCallersImage(final Module module) {
    if (module.getInfo().getInput(InputKeys.CONTENT) == null || isGivenInMacro(InputKeys.CONTENT))
      return;
    new CallerImage(threads)
        .get()
        .ifPresent(
            image -> {
              module.setInput(InputKeys.CONTENT, image);
              module.resolveInput(InputKeys.CONTENT);
            });
  }

  private void complete(final StyleCommand command, final Module module) {
    try {
      if (IJ.isMacro()) requireKnownKeys(module);
      command.completeAsCalled(module);
      resolve(module);
    } catch (final StyleTransferException e) {
      if (log != null) log.error(e.getMessage());
      RunningMacro.refuse(this, e.getMessage());
    }
  }

  /** As in plain ImageJ: a key that is misspelt would else count as one left out. */
  private static void requireKnownKeys(final Module module) {
    final String options = Macro.getOptions();
    if (options == null) return;
    final List<String> known = new ArrayList<>();
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (input.getType() == ImagePlus.class || SettingInputs.isText(input))
        known.add(input.getName());
    MacroOptions.parse(options).requireKeys(known);
  }

  private static void resolve(final Module module) {
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (!input.isRequired() || module.getInput(input.getName()) != null)
        module.resolveInput(input.getName());
      else if (IJ.isMacro()) refuse(input.getName());
  }

  /** A script is told by SciJava which required input it left out, a macro is not. */
  private static void refuse(final String input) {
    throw new StyleTransferException(
        input.equals(InputKeys.CONTENT)
            ? "There is no image open; open the image to be stylised."
            : "The macro has to say '%s'.".formatted(input));
  }

  private static boolean isGivenInMacro(final String key) {
    final String options = Macro.getOptions();
    return options != null && Macro.getValue(options, key, null) != null;
  }
}
