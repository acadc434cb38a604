package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.CallerImage;
import sc.fiji.styletransfer.macro.CommandRecorder;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.MacroOptions;
import sc.fiji.styletransfer.macro.RunningMacro;
import sc.fiji.styletransfer.settings.RemovedSettings;

/**
 * Prepares the inputs of this plugin's commands; it ignores other commands.
 *
 * <p>In a macro, in a script and without a display it completes the inputs, so that no dialog, no
 * file chooser and no remembered entry changes them. If a user started the command, it keeps
 * SciJava's dialog closed, because the command has its own.
 *
 * <p>It runs after SciJava has read and recorded the options of a macro, and before SciJava opens
 * file choosers and dialogs.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH - 1)
public class InputPreprocessor extends AbstractPreprocessorPlugin {

  private static final String NO_IMAGE = "No image is open. Open the image to stylise first.";

  @Parameter(required = false)
  private ThreadService threads;

  @Parameter(required = false)
  private ConvertService converts;

  @Parameter(required = false)
  private LogService log;

  @Override
  public void process(final Module module) {
    if (!(module.getDelegateObject() instanceof StyleCommand command)) return;
    if (IJ.isMacro() || GraphicsEnvironment.isHeadless() || command.hasRequiredInputs(module))
      complete(command, module);
    else prepareDialog(module);
  }

  /** The dialog of the command asks for the inputs, in place of SciJava's. */
  private void prepareDialog(final Module module) {
    final ModuleItem<?> content = module.getInfo().getInput(InputKeys.CONTENT);
    if (content != null && module.getInput(InputKeys.CONTENT) == null) {
      CommandRecorder.discard();
      cancel(NO_IMAGE);
      return;
    }
    for (final ModuleItem<?> input : module.getInfo().inputs())
      module.resolveInput(input.getName());
  }

  private void complete(final StyleCommand command, final Module module) {
    try {
      if (IJ.isMacro()) readMacro(command, module);
      command.completeAsCalled(module);
      resolve(module);
    } catch (final StyleTransferException e) {
      if (log != null) log.error(e.getMessage());
      RunningMacro.refuse(this, e.getMessage());
    }
  }

  /**
   * Reads the options of the macro again. SciJava's own reader passes over unknown keys, turns
   * numbers that it cannot read into 0, and misreads file names with brackets.
   */
  private void readMacro(final StyleCommand command, final Module module) {
    final String text = Macro.getOptions();
    final SettingTexts options = MacroOptions.parse(text == null ? "" : text, keys(module));
    command.check(options);
    new SettingInputs(module, converts).set(options);
    if (module.getInfo().getInput(InputKeys.CONTENT) != null) setContent(module, options);
    if (module.getInfo().getInput(InputKeys.STYLE_IMAGE) != null)
      options
          .get(InputKeys.STYLE_IMAGE)
          .ifPresent(name -> set(module, InputKeys.STYLE_IMAGE, StyleImageConverter.named(name)));
  }

  /** Sets the image that the macro names or selected, which may differ from the front image. */
  private void setContent(final Module module, final SettingTexts options) {
    options
        .get(InputKeys.CONTENT)
        .map(name -> StyleImageConverter.named(name).image())
        .or(() -> new CallerImage(threads).get())
        .ifPresent(image -> set(module, InputKeys.CONTENT, image));
  }

  private static void set(final Module module, final String key, final Object value) {
    module.setInput(key, value);
    module.resolveInput(key);
  }

  private static List<String> keys(final Module module) {
    final List<String> keys = new ArrayList<>();
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (isImage(input) || SettingInputs.isText(input)) keys.add(input.getName());
    keys.removeIf(key -> RemovedSettings.sentence(key).isPresent());
    return keys;
  }

  private static boolean isImage(final ModuleItem<?> input) {
    return input.getType() == ImagePlus.class || input.getType() == StyleImage.class;
  }

  private static void resolve(final Module module) {
    for (final ModuleItem<?> input : module.getInfo().inputs())
      if (!input.isRequired() || module.getInput(input.getName()) != null)
        module.resolveInput(input.getName());
      else if (IJ.isMacro()) refuse(input.getName());
  }

  /** SciJava tells a script which required input is missing, but not a macro. */
  private static void refuse(final String input) {
    throw new StyleTransferException(
        input.equals(InputKeys.CONTENT)
            ? NO_IMAGE
            : "The options of the macro lack '%s', which this command needs.".formatted(input));
  }
}
