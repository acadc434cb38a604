package sc.fiji.styletransfer.dialog;

import ij.gui.GenericDialog;
import java.awt.Font;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.engine.DeviceTest;
import sc.fiji.styletransfer.engine.EngineReport;
import sc.fiji.styletransfer.fetch.DownloadListener;
import sc.fiji.styletransfer.fetch.EngineFetch;
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
    FETCH("download PyTorch for NVIDIA GPUs..."),
    RESET("use the engine of the plugin");

    private final String label;

    Action(final String label) {
      this.label = label;
    }
  }

  private static final String AGREE = "Download";

  private final UserPrompt prompt = new DialogPrompt();
  private final Function<String, RunDisplay> displays;

  /**
   * @param displays opens a display for a download of the given name
   */
  public EngineDialog(final Function<String, RunDisplay> displays) {
    this.displays = displays;
  }

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

  /** Downloads after the user agreed to size, publisher and licences. */
  private List<String> fetch(final EngineFetch fetch) {
    final EngineFetch.Offer offer = fetch.offer();
    if (prompt.ask("PyTorch", offer.description(), List.of(AGREE)).isEmpty()) return List.of();
    final Path libraries;
    try (RunDisplay display = displays.apply("Download of PyTorch")) {
      libraries = fetch.download(offer, new Status(display));
    }
    return EngineReport.use(libraries);
  }

  /** Shows the progress of a download. */
  private record Status(RunDisplay display) implements DownloadListener {

    @Override
    public void received(final long received, final long total) {
      display.show(
          Math.toIntExact(received / 1000),
          Math.toIntExact(total / 1000),
          String.format(
              Locale.ROOT, "Downloading PyTorch: %.2f of %.2f GB", received / 1e9, total / 1e9));
    }

    @Override
    public boolean isCancelled() {
      return display.isStopped();
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
      case FETCH -> fetch(new EngineFetch());
      case RESET -> {
        EngineChoice.standard().forget();
        yield List.of("The next start of ImageJ uses the engine of the plugin.");
      }
      case CLOSE -> throw new IllegalArgumentException("CLOSE has no action");
    };
  }
}
