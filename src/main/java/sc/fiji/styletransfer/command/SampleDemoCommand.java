package sc.fiji.styletransfer.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The demo in the menu of the sample images. ImageJ knows commands by label, so it has its own. */
@Plugin(
    type = Command.class,
    label = "Style Transfer (Images and Result)",
    menuPath = "File>Open Samples>Style Transfer>Style Transfer (Images and Result)",
    headless = true)
public class SampleDemoCommand extends DemoCommand {}
