package sc.fiji.styletransfer.command;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.dialog.EngineDialog;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * Shows the tensor engine with its devices, and what else this computer has. A user can also choose
 * another engine and measure the devices.
 */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Engine)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Engine)...",
    headless = true)
public class EngineCommand extends StyleCommand {

  @Parameter(type = ItemIO.OUTPUT, label = "Engine")
  private String engine;

  @Override
  void execute() {
    if (isAttended()) new EngineDialog(this::display).show();
    else engine = EngineDialog.text();
  }

  /** Returns false: this command has no inputs that would tell a script from a user. */
  @Override
  boolean hasRequiredInputs(final Module inputs) {
    return false;
  }

  @Override
  void check(final SettingTexts options) {
    // This command has no inputs.
  }

  @Override
  void complete(final Module inputs) {
    // This command has no inputs.
  }
}
