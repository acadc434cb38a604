package sc.fiji.styletransfer.command;

import ij.ImagePlus;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.example.SampleImage;

/** Opens the scene and two styles. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Images)",
    menuPath = "File>Open Samples>Style Transfer>Style Transfer (Images)",
    headless = true)
public class SampleImagesCommand extends PlainCommand {

  @Parameter(type = ItemIO.OUTPUT, label = "Scene")
  private ImagePlus scene;

  @Override
  void execute() {
    SampleImage.WOODCUT.open();
    SampleImage.SWIRLS.open();
    scene = SampleImage.SCENE.open();
  }
}
