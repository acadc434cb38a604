package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.SIZE;
import static sc.fiji.styletransfer.command.imagej.Screen.same;
import static sc.fiji.styletransfer.command.imagej.Screen.show;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.util.Properties;

/** A user who draws a region in the content and one in the style. */
final class RegionScenario {

  private final Properties findings;

  RegionScenario(final Properties findings) {
    this.findings = findings;
  }

  /** A region in the ROI Manager takes the style of the one of its name in the style's overlay. */
  void play() throws InterruptedException {
    final ImagePlus style = show("style.tif", 2);
    final Roi partner = new Roi(0, 0, SIZE, SIZE / 2);
    partner.setName("here");
    style.setOverlay(new Overlay(partner));
    final ImagePlus content = show("content.tif", 1);
    final Roi region = new Roi(0, 0, SIZE / 2, SIZE);
    region.setName("here");
    new RoiManager().addRoi(region);
    IJ.runMacro(
        "run(\"Style Transfer (Expert)...\", \"styleimage=style.tif iterations=3"
            + " contentlabels=manager stylelabels=overlay\");");
    final ImagePlus result = WindowManager.getImage("content-stylised.tif");
    findings.setProperty("log", String.valueOf(IJ.getLog()));
    findings.setProperty("inside", String.valueOf(same(content, result, new Roi(0, 0, 16, 32))));
    findings.setProperty("outside", String.valueOf(same(content, result, new Roi(20, 0, 12, 32))));
    findings.setProperty("managed", String.valueOf(RoiManager.getInstance().getCount()));
  }
}
