package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.ImageJDisplay;
import sc.fiji.styletransfer.example.Demo;
import sc.fiji.styletransfer.example.ExampleMacro;
import sc.fiji.styletransfer.example.SampleImage;
import sc.fiji.styletransfer.macro.RunningMacro;
import sc.fiji.styletransfer.prompt.DialogText;

/** The demo, the sample images and the example macros in plain ImageJ. */
public final class Style_Transfer_Examples implements PlugIn {

  private static final Logger LOG = LoggerFactory.getLogger(Style_Transfer_Examples.class);

  /**
   * Runs a menu entry.
   *
   * @param entry {@code demo}, {@code images}, or the file name of a macro
   */
  @Override
  public void run(final String entry) {
    try {
      switch (entry) {
        case "demo" -> new Demo(ImagePlus::show).perform(new ImageJDisplay());
        case "images" -> openImages();
        default -> new ExampleMacro(entry).open();
      }
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      report(e.getMessage());
    }
  }

  /**
   * Runs the demo by {@code call("sc.fiji.styletransfer.command.Style_Transfer_Examples.demo")} in
   * a macro, which also works in plain ImageJ without a display.
   *
   * @return the title of the result, or "Error: " and a message
   */
  public static String demo() {
    try {
      return new Demo(ImagePlus::show).perform(new ImageJDisplay()).getTitle();
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      return "Error: " + e.getMessage();
    }
  }

  private static void openImages() {
    SampleImage.WOODCUT.open();
    SampleImage.SWIRLS.open();
    SampleImage.SCENE.open();
  }

  private static void report(final String message) {
    if (!IJ.isMacro()) {
      IJ.error("Style Transfer", DialogText.of(message));
      return;
    }
    IJ.log("Style Transfer: " + message);
    RunningMacro.end(message);
  }
}
