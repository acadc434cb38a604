package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.example.Demo;
import sc.fiji.styletransfer.macro.CallerImage;

/** Opens a scene and two styles, and stylises the scene. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Demo)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Demo)",
    headless = true)
public class DemoCommand extends PlainCommand {

  @Parameter private ThreadService threads;

  @Parameter(type = ItemIO.OUTPUT, label = "Stylised")
  private ImagePlus output;

  @Override
  void execute() {
    output = new Demo(this::show).perform(display("Style transfer"));
  }

  private void show(final ImagePlus result) {
    if (IJ.isMacro()) new CallerImage(threads).show(result);
    else if (WindowSystem.isAvailable()) result.show();
  }
}
