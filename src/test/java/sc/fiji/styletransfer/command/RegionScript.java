package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.io.File;
import java.util.List;
import org.scijava.Context;
import org.scijava.script.ScriptService;

/** Runs a script beside a ROI Manager with two regions; this needs a display. */
final class RegionScript {

  /** The regions. */
  static final List<Roi> REGIONS = List.of(new Roi(0, 0, 12, 12), new Roi(16, 16, 12, 12));

  private RegionScript() {}

  /** Arguments: script, content file, folder of styles, file for the result. */
  public static void main(final String[] args) throws Exception {
    final RoiManager manager = new RoiManager();
    REGIONS.forEach(manager::addRoi);
    try (Context context = new Context()) {
      final Object stylised =
          context
              .service(ScriptService.class)
              .run(
                  new File(args[0]),
                  true,
                  "content",
                  IJ.openImage(args[1]),
                  "styles",
                  new File(args[2]),
                  "iterations",
                  2)
              .get()
              .getOutput("stylised");
      IJ.save((ImagePlus) stylised, args[3]);
    }
    // The thread of the windows would keep the virtual machine alive.
    System.exit(0);
  }
}
