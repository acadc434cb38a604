package sc.fiji.styletransfer.command;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.dialog.WeightsDialog;
import sc.fiji.styletransfer.fetch.NetworkSupply;

/**
 * Shows which networks are here and where they are looked for; in front of a person it also
 * fetches, imports and verifies.
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

  /** There is nothing to be told, so that this does not tell a script from a person. */
  @Override
  boolean isToldEnough(final Module inputs) {
    return false;
  }

  @Override
  void complete(final Module inputs) {
    // There is nothing to be told.
  }
}
