package sc.fiji.styletransfer.command;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.dialog.WeightsDialog;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * Lists the installed networks and the folders that are searched. A user can also download, import
 * and verify networks.
 */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Weights)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Weights)...",
    headless = true)
public class WeightsCommand extends StyleCommand {

  @Parameter(type = ItemIO.OUTPUT, label = "Networks")
  private String networks;

  @Override
  void execute() {
    if (isAttended()) new WeightsDialog(this::display).show();
    else networks = WeightsDialog.text(NetworkSupply.standard());
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
