package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.Macro;
import java.awt.GraphicsEnvironment;
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

/**
 * Completes the inputs of this plugin's commands where no user sits in front of a dialog, so that
 * no dialog, no file chooser and no value remembered from an earlier dialog can get in. Runs after
 * macro options were read and recorded, and before remembered values, choosers and dialogs. In a
 * dialog, and for other commands, it does nothing.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH - 1)
public class InputPreprocessor extends AbstractPreprocessorPlugin {

  private static final String CONTENT = "content";

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
  }

  /** What the macro selected, unless it names another image; never just what is in front. */
  private void takeCallersImage(final Module module) {
    if (module.getInfo().getInput(CONTENT) == null || isGivenInMacro(CONTENT)) return;
    new CallerImage(threads)
        .get()
        .ifPresent(
            image -> {
              module.setInput(CONTENT, image);
              module.resolveInput(CONTENT);
            });
  }

  private void complete(final StyleCommand command, final Module module) {
    try {
      command.completeAsCalled(module);
      resolve(module);
    } catch (final StyleTransferException e) {
      if (log != null) log.error(e.getMessage());
      cancel(e.getMessage());
    }
  }

  /** A required input without a value stays open, so that SciJava refuses the call and names it. */
  private static void resolve(final Module module) {
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (!input.isRequired() || module.getInput(input.getName()) != null)
        module.resolveInput(input.getName());
  }

  private static boolean isGivenInMacro(final String key) {
    final String options = Macro.getOptions();
    return options != null && Macro.getValue(options, key, null) != null;
  }
}
