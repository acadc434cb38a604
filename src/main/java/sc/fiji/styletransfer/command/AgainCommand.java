package sc.fiji.styletransfer.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Stylises the image in front with the settings of the last run. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Again)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Again)...")
public class AgainCommand extends PlainCommand {

  @Override
  void execute() {
    AgainRun.perform(display("Style transfer"));
  }
}
