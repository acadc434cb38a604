package sc.fiji.styletransfer.command.imagej;

import ij.ImagePlus;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Future;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.styletransfer.command.ExpertCommand;
import sc.fiji.styletransfer.command.StyleTransferCommand;

/** A user who starts the SciJava commands as Fiji's menu does. */
public final class FijiDialog {

  private FijiDialog() {}

  /**
   * @param args style file, file for the findings
   * @throws Exception if anything fails
   */
  public static void main(final String[] args) throws Exception {
    final Properties findings = new Properties();
    try (Context context = new Context()) {
      final CommandService commands = context.service(CommandService.class);
      final ImagePlus content = Screen.show("content.tif", 1);
      final Future<CommandModule> cancelled =
          commands.run(ExpertCommand.class, true, "content", content);
      final SettingsWindow first = SettingsWindow.dialog();
      findings.setProperty("title", first.title());
      findings.setProperty("content", first.text("content"));
      first.press("cancel");
      findings.setProperty("cancelled", String.valueOf(cancelled.get().isCanceled()));

      final Future<CommandModule> run =
          commands.run(StyleTransferCommand.class, true, "content", content);
      final SettingsWindow dialog = SettingsWindow.dialog();
      dialog.set("styleimage", "File:");
      dialog.set("stylefile", args[0]);
      dialog.set("preset", "gatys");
      dialog.set("iterations", "3");
      dialog.awaitEnabled("ok", true);
      WrongEntries.enter(dialog, Path.of(args[0]).getParent(), findings);
      dialog.press("ok");
      final CommandModule module = run.get();
      final ImagePlus output = (ImagePlus) module.getOutput("output");
      findings.setProperty("info", output.getInfoProperty());
      findings.setProperty("shown", String.valueOf(output.getWindow() != null));
      findings.setProperty("iterations", String.valueOf(module.getInput("iterations")));
      findings.setProperty("stylefile", String.valueOf(module.getInput("stylefile")));

      final Future<CommandModule> none = commands.run(StyleTransferCommand.class, true);
      findings.setProperty("reason", String.valueOf(none.get().getCancelReason()));
    }
    try (Writer writer = Files.newBufferedWriter(Path.of(args[1]))) {
      findings.store(writer, null);
    }
    System.exit(0);
  }
}
