package sc.fiji.styletransfer.dialog;

import ij.gui.GenericDialog;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.engine.DeviceTest;
import sc.fiji.styletransfer.engine.EngineReport;
import sc.fiji.styletransfer.machine.EngineChoice;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.DialogText;
import sc.fiji.styletransfer.prompt.UserPrompt;

/** Shows the tensor engine and its devices. The user can choose, measure and reset the engine. */
public final class EngineDialog {

  private static final Logger LOG = LoggerFactory.getLogger(EngineDialog.class);

  private static final Font FONT = new Font(Font.MONOSPACED, Font.PLAIN, 12);

  /** What the user can do next. */
  private enum Action {
    CLOSE("close"),
    TEST("measure each device (ten seconds)"),
    USE("use another PyTorch 2.7.1..."),
    RESET("use the engine of the plugin");

    private final String label;

    Action(final String label) {
      this.label = label;
    }
  }

  private final UserPrompt prompt = new DialogPrompt();

  /** Shows the dialog again after each action, until the user closes it. */
  public void show() {
    String outcome = "";
    for (Action action = ask(outcome); action != Action.CLOSE; action = ask(outcome))
      outcome = outcomeOf(action);
  }

  /**
   * Describes the engine.
   *
   * @return several lines
   */
  public static String text() {
    return String.join("\n", EngineReport.lines()) + "\n";
  }

  private Action ask(final String outcome) {
    final GenericDialog dialog = new GenericDialog("Style Transfer (Engine)");
    dialog.addMessage(DialogText.of(text()), FONT);
    if (!outcome.isEmpty()) dialog.addMessage(DialogText.of(outcome), FONT);
    final String[] labels =
        Arrays.stream(Action.values()).map(action -> action.label).toArray(String[]::new);
    dialog.addChoice("Action", labels, Action.CLOSE.label);
    dialog.showDialog();
    return dialog.wasCanceled() ? Action.CLOSE : Action.values()[dialog.getNextChoiceIndex()];
  }

  /** Performs an action. A failure becomes a message in the dialog, so that the user can go on. */
  private String outcomeOf(final Action action) {
    try {
      return String.join("\n", perform(action));
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      return e.getMessage();
    }
  }

  private List<String> perform(final Action action) {
    return switch (action) {
      case TEST -> DeviceTest.lines();
      case USE ->
          prompt
              .chooseFile("A file in the folder torch/lib of PyTorch 2.7.1")
              .map(file -> EngineReport.use(file.toAbsolutePath().getParent()))
              .orElse(List.of());
      case RESET -> {
        EngineChoice.standard().forget();
        yield List.of("The next start of ImageJ uses the engine of the plugin.");
      }
      case CLOSE -> throw new IllegalArgumentException("CLOSE has no action");
    };
  }
}
