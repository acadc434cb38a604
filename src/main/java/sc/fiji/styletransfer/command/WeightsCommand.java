package sc.fiji.styletransfer.command;

import ij.text.TextWindow;
import java.awt.GraphicsEnvironment;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows which networks are here and where they are looked for. */
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
    networks = new NetworkList().text();
    show(networks);
  }

  @Override
  boolean isToldEnough(final Module inputs) {
    return true;
  }

  @Override
  void complete(final Module inputs) {
    // There is nothing to be told.
  }

  /** Opens a window with the list, if there is a display. */
  static void show(final String list) {
    if (!GraphicsEnvironment.isHeadless())
      new TextWindow("Style Transfer (Weights)", list, 900, 300);
  }
}
