package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.SIZE;
import static sc.fiji.styletransfer.command.imagej.Screen.same;
import static sc.fiji.styletransfer.command.imagej.Screen.show;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.nio.file.Path;
import java.util.Properties;

/** A user who runs the example macros one after the other. */
final class TemplateScenario {

  private final Path macros;
  private final Properties findings;

  TemplateScenario(final Path macros, final Properties findings) {
    this.macros = macros;
    this.findings = findings;
  }

  void play() throws Exception {
    run("Folder.ijm");
    show("content.tif", 1);
    run("One_Image.ijm");
    IJ.selectWindow("content.tif");
    run("Several_Styles.ijm");
    closeImages();
    runOnSeries();
    closeImages();
    runOnRegions();
  }

  /** ImageJ's own method asks whether to save the images. */
  private static void closeImages() {
    IJ.runMacro("close('*');");
  }

  private void runOnSeries() {
    final ImageStack frames = new ImageStack(SIZE, SIZE);
    for (int i = 0; i < 3; i++)
      frames.addSlice(IJ.createImage("", "RGB ramp", SIZE, SIZE, 1).getProcessor());
    final ImagePlus series = new ImagePlus("series", frames);
    series.setDimensions(1, 1, 3);
    series.show();
    run("Time_Series.ijm");
  }

  private void runOnRegions() throws InterruptedException {
    final ImagePlus content = show("content.tif", 1);
    final RoiManager manager = new RoiManager();
    final Roi one = new Roi(0, 0, 12, 12);
    final Roi two = new Roi(16, 16, 12, 12);
    manager.addRoi(one);
    manager.addRoi(two);
    run("Regions_of_the_ROI_Manager.ijm");
    final ImagePlus result = IJ.getImage();
    findings.setProperty(
        "regions",
        "%s, %s, %s"
            .formatted(
                verdict(content, result, one),
                verdict(content, result, two),
                verdict(content, result, new Roi(24, 0, 8, 8))));
  }

  private static String verdict(final ImagePlus one, final ImagePlus other, final Roi where) {
    return same(one, other, where) ? "same" : "changed";
  }

  private void run(final String macro) {
    IJ.runMacroFile(macros.resolve(macro).toString());
    final ImagePlus image = WindowManager.getCurrentImage();
    if (image != null)
      findings.setProperty(
          macro, "%dx%dx%d".formatted(image.getWidth(), image.getHeight(), image.getStackSize()));
  }
}
