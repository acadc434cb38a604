package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.weights.PublishedFile;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.file.SampleFiles;

/** The network of a command: the entry in the dialog, a missing network, and the record. */
@Tag("slow")
class CommandNetworkTest {

  private final Context context = new Context();

  @TempDir private Path folder;

  @BeforeEach
  void setFolder() {
    System.setProperty(WeightsFolders.PROPERTY, folder.toString());
  }

  @AfterEach
  void dispose() {
    System.clearProperty(WeightsFolders.PROPERTY);
    context.dispose();
  }

  /** Runs the command on two small pictures, with further inputs. */
  private CommandModule run(final Object... further) throws Exception {
    final List<Object> inputs =
        new ArrayList<>(
            List.of(
                "content",
                StyleTransferCommandTest.picture("content", 1),
                "styleimage",
                StyleTransferCommandTest.picture("style", 2)));
    inputs.addAll(List.of(further));
    return StyleTransferCommandTest.run(context, inputs.toArray());
  }

  @Test
  void aMissingNetworkIsNamedInOneSentenceAndNobodyIsAsked() throws Exception {
    final CommandModule module = run("network", "imagenet");
    final String reason = module.getCancelReason();
    for (final String needed :
        List.of(
            "Plugins > Style Transfer > Style Transfer (Weights)...",
            PublishedFile.KERAS.name(),
            "80134624 bytes",
            PublishedFile.KERAS.checksum().toString(),
            folder.toString())) assertTrue(reason.contains(needed), reason);
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void theDialogOffersTheTrainedNetworkOnceItIsHereAndRecordsItsKey() throws Exception {
    final CommandInfo info =
        context.service(CommandService.class).getCommand(StyleTransferCommand.class);
    assertEquals("Built-in", info.createModule().getInput("network"));
    final Path keras = folder.resolve("keras.h5");
    SampleFiles.writeKeras(keras);
    assertEquals("VGG19 (ImageNet)", info.createModule().getInput("network"));
    // What a script leaves out does not depend on what is here.
    final CommandModule module = run("iterations", 1);
    assertEquals("builtin", module.getInput("network"));
    final CommandModule labelled = run("iterations", 1, "network", "VGG19 (ImageNet)");
    assertEquals("imagenet", labelled.getInput("network"));
    final ImagePlus output = (ImagePlus) labelled.getOutput("output");
    assertEquals("imagenet", RunRecord.read(output).get("network"));
    assertEquals("keras.h5 (oxford)", RunRecord.read(output).get("networkname"));
  }
}
