package sc.fiji.styletransfer.command.imagej;

import static sc.fiji.styletransfer.command.imagej.Screen.await;
import static sc.fiji.styletransfer.command.imagej.Screen.lastLine;
import static sc.fiji.styletransfer.command.imagej.Screen.openDialogOtherThan;
import static sc.fiji.styletransfer.command.imagej.Screen.openDialogs;
import static sc.fiji.styletransfer.command.imagej.Screen.press;
import static sc.fiji.styletransfer.command.imagej.Screen.show;
import static sc.fiji.styletransfer.command.imagej.Screen.textOf;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.util.Properties;

/** A user selects a missing network, agrees to the download, and lists the networks afterwards. */
final class NetworkScenario {

  private static final String COMMAND = "Style Transfer...";

  private final Properties findings;

  NetworkScenario(final Properties findings) {
    this.findings = findings;
  }

  void play() throws Exception {
    show("style.tif", 2);
    show("content.tif", 1);
    IJ.runMacro("run(\"" + COMMAND + "\", \"styleimage=style.tif network=imagenet\");");
    findings.setProperty("log", String.valueOf(IJ.getLog()));
    findings.setProperty("dialogs", String.valueOf(openDialogs()));
    final Recorder recorder = new Recorder();
    IJ.doCommand(COMMAND);
    final SettingsWindow dialog = SettingsWindow.dialog();
    findings.setProperty("offered", dialog.text("network"));
    dialog.set("network", "VGG19 (ImageNet)");
    dialog.set("iterations", "2");
    dialog.press("ok");
    final GenericDialog question = await(Screen::openDialog);
    findings.setProperty("question", textOf(question));
    press(question, 0);
    final ImagePlus result = await(() -> WindowManager.getImage("content-stylised.tif"));
    await(() -> recorder.getText().contains("iterations=2") ? recorder : null);
    findings.setProperty("recorded", lastLine(recorder.getText()));
    recorder.close();
    findings.setProperty("info", result.getInfoProperty());
    IJ.selectWindow("content.tif");
    IJ.doCommand(COMMAND);
    final SettingsWindow again = SettingsWindow.dialog();
    findings.setProperty("offeredLater", again.text("network"));
    again.press("cancel");
    again.awaitEnd();
    lookAtTheNetworks();
  }

  private void lookAtTheNetworks() throws Exception {
    IJ.doCommand("Style Transfer (Weights)...");
    final GenericDialog list = await(Screen::openDialog);
    findings.setProperty("list", textOf(list));
    ((Choice) list.getChoices().get(0)).select("verify all");
    press(list, 0);
    final GenericDialog verified = await(() -> openDialogOtherThan(list));
    findings.setProperty("verified", textOf(verified));
    press(verified, 1);
  }
}
