package sc.fiji.styletransfer.command;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.dialog.WeightsDialog;
import sc.fiji.styletransfer.fetch.NetworkSupply;

/**
 * Lists the installed networks and the folders that are searched. A user can also download, import
 * and verify networks.
 */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Weights)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Weights)...",
    headless = true)
public class WeightsCommand extends PlainCommand {

  @Parameter(type = ItemIO.OUTPUT, label = "Networks")
  private String networks;

  @Override
  void execute() {
    if (isAttended()) new WeightsDialog(this::display).show();
    else networks = WeightsDialog.text(NetworkSupply.standard());
  }
}
