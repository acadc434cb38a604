package sc.fiji.styletransfer.command;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The same as {@link StyleTransferCommand}, with all settings. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Expert)",
    menuPath = "Plugins>Style Transfer>Style Transfer (Expert)...",
    headless = true)
public class ExpertCommand extends StyleTransferCommand {

  @Parameter(
      label = "Content weight",
      description = "Weight of staying like the content (alpha).",
      min = "0",
      max = "1e12")
  private double contentweight = 1;

  @Parameter(
      label = "Content layers",
      description = "Layers that represent the content, with a weight each.",
      validater = "check")
  private String contentlayers = "conv4_2:1.0";

  @Parameter(
      label = "Style layers",
      description = "Layers whose Gram matrices represent the style, with a weight each.",
      validater = "check")
  private String stylelayers = "conv1_1:1.0,conv2_1:1.0,conv3_1:1.0,conv4_1:1.0,conv5_1:1.0";

  @Parameter(
      label = "Style formula",
      description = "How Gram matrices and their differences are scaled.",
      choices = {"gatys", "seed"})
  private String styleformula = "gatys";

  @Parameter(
      label = "Optimizer",
      description = "How the pixels are moved: lbfgs needs fewer iterations, adam less memory.",
      choices = {"lbfgs", "adam"})
  private String optimizer = "lbfgs";

  @Parameter(
      label = "Learning rate",
      description = "Length of a step: for adam in pixel units, for lbfgs as a factor.",
      min = "1e-9",
      max = "1e6")
  private double learningrate = 1;

  @Parameter(
      label = "History",
      description = "How many past steps lbfgs remembers, each as large as two pictures.",
      min = "1",
      max = "1000")
  private int history = 100;

  @Parameter(
      label = "Pixel units",
      description =
          "Scale of the pixels that are optimised: 0 to 1, normalised, or the network's own.",
      choices = {"unit", "normalised", "network"})
  private String pixelunits = "network";

  @Parameter(
      label = "Start from",
      description = "The picture the run starts from.",
      validater = "check")
  private String init = "content";

  @Parameter(
      label = "Pooling",
      description = "Pooling between the network's blocks; average is a little smoother.",
      choices = {"max", "average"})
  private String pooling = "max";

  @Parameter(
      label = "Start from neighbour",
      description =
          "Starts each plane from the stylised plane before it, so that neighbours agree.")
  private boolean neighbour = false;

  @Parameter(
      label = "Feather",
      description = "Pixels over which the change is blended in at the edge of a selection.",
      min = "0",
      max = "10000")
  private int feather = 5;
}
