package sc.fiji.styletransfer.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.example.ExampleMacro;

/** Opens an example macro in the editor; the menu Help has one command for each. */
abstract class MacroCommand extends PlainCommand {

  private static final String MENU = "Help>Style Transfer>Style Transfer Macro: ";

  private final ExampleMacro macro;

  MacroCommand(final String name) {
    macro = new ExampleMacro(name);
  }

  @Override
  final void execute() {
    macro.open();
  }

  /** Stylises one image. */
  @Plugin(type = Command.class, menuPath = MENU + "One Image", headless = true)
  public static final class OneImage extends MacroCommand {
    /** Creates the command. */
    public OneImage() {
      super("One_Image.ijm");
    }
  }

  /** Stylises each image of a folder. */
  @Plugin(type = Command.class, menuPath = MENU + "Folder", headless = true)
  public static final class Folder extends MacroCommand {
    /** Creates the command. */
    public Folder() {
      super("Folder.ijm");
    }
  }

  /** Stylises one image in several styles. */
  @Plugin(type = Command.class, menuPath = MENU + "Several Styles", headless = true)
  public static final class SeveralStyles extends MacroCommand {
    /** Creates the command. */
    public SeveralStyles() {
      super("Several_Styles.ijm");
    }
  }

  /** Stylises the regions of the ROI Manager. */
  @Plugin(type = Command.class, menuPath = MENU + "Regions of the ROI Manager", headless = true)
  public static final class Regions extends MacroCommand {
    /** Creates the command. */
    public Regions() {
      super("Regions_of_the_ROI_Manager.ijm");
    }
  }

  /** Stylises a time series. */
  @Plugin(type = Command.class, menuPath = MENU + "Time Series", headless = true)
  public static final class TimeSeries extends MacroCommand {
    /** Creates the command. */
    public TimeSeries() {
      super("Time_Series.ijm");
    }
  }
}
