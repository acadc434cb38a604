package sc.fiji.styletransfer.dialog;

import ij.gui.GenericDialog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.prompt.UserPrompt;
import sc.fiji.styletransfer.tensor.EngineFiles;
import sc.fiji.styletransfer.weights.NetworkList;
import sc.fiji.styletransfer.weights.WeightsImport;

/** Lists the installed networks. The user can download, import and verify networks. */
public final class WeightsDialog {

  private static final Logger LOG = LoggerFactory.getLogger(WeightsDialog.class);

  private static final long MEGABYTE = 1_000_000;
  private static final String REMOVE = "Remove";

  /** What the user can do next. */
  private enum Action {
    CLOSE("close"),
    FETCH("download VGG19 (ImageNet)"),
    FETCH_TORCHVISION("download VGG19 (torchvision)"),
    IMPORT("import a file..."),
    VERIFY("verify all"),
    CLEAN("remove other versions of the engine");

    private final String label;

    Action(final String label) {
      this.label = label;
    }
  }

  private final NetworkSupply supply;
  private final UserPrompt prompt;
  private final NetworkRequest request;

  /**
   * @param displays opens a display for a download of the given name
   */
  public WeightsDialog(final Function<String, RunDisplay> displays) {
    supply = NetworkSupply.standard();
    prompt = new DialogPrompt();
    request = new NetworkRequest(supply, prompt, displays);
  }

  /** Shows the dialog again after each action, until the user closes it. */
  public void show() {
    String outcome = "";
    for (Action action = ask(outcome); action != Action.CLOSE; action = ask(outcome))
      outcome = outcomeOf(action);
  }

  /** Performs an action. A failure becomes a message in the dialog, so that the user can go on. */
  private String outcomeOf(final Action action) {
    try {
      return perform(action);
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      return e.getMessage();
    }
  }

  /**
   * Returns a list of the installed networks and of the folders that are searched.
   *
   * @param supply of networks
   * @return several lines
   */
  public static String text(final NetworkSupply supply) {
    final NetworkList list = new NetworkList(supply.folders());
    final List<String> networks = new ArrayList<>(list.installed());
    if (networks.size() == 1)
      networks.add("No other network is installed. Choose 'download VGG19 (ImageNet)' below.");
    for (final Path copy : supply.folders().foundElsewhere())
      networks.add("Another program's copy: " + copy + " (choose 'import a file...' to use it)");
    final EngineFiles engine = EngineFiles.standard();
    return "Networks\n%s\n\nFolders (new files are written to the first one)\n%s\n\nEngine (%s MB)\n%s\n"
        .formatted(
            String.join("\n", networks),
            String.join("\n", list.places()),
            engine.bytes() / MEGABYTE,
            engine.folder());
  }

  private Action ask(final String outcome) {
    final GenericDialog dialog = new GenericDialog("Style Transfer (Weights)");
    DialogPrompt.add(dialog, outcome.isEmpty() ? text(supply) : text(supply) + "\n" + outcome);
    final String[] labels =
        Arrays.stream(Action.values()).map(action -> action.label).toArray(String[]::new);
    dialog.addChoice("Action", labels, Action.CLOSE.label);
    dialog.showDialog();
    return dialog.wasCanceled() ? Action.CLOSE : Action.values()[dialog.getNextChoiceIndex()];
  }

  /** Performs an action and returns its outcome, or an empty text if the list shows the outcome. */
  private String perform(final Action action) {
    switch (action) {
      case FETCH -> fetch(NetworkVariant.OXFORD);
      case FETCH_TORCHVISION -> fetch(NetworkVariant.TORCHVISION);
      case IMPORT -> prompt.chooseFile("File with VGG19").ifPresent(this::take);
      case VERIFY -> {
        return verdicts();
      }
      case CLEAN -> {
        return removeEngines();
      }
      case CLOSE -> throw new IllegalArgumentException("CLOSE has no action");
    }
    return "";
  }

  private void fetch(final NetworkVariant variant) {
    supply.missing(variant.toString()).ifPresent(request::obtain);
  }

  private void take(final Path file) {
    new WeightsImport(supply.folders()).take(file);
  }

  /** Removes unpacked libraries that this version of the plugin does not use, after a question. */
  private String removeEngines() {
    final EngineFiles engine = EngineFiles.standard();
    final List<Path> others = engine.others();
    if (others.isEmpty()) return "There is no other version of the engine.";
    final String question =
        "Remove these folders? Other programs that use one of them will unpack or download it"
            + " again.\n\n"
            + others.stream()
                .map(path -> path + " (" + engine.bytes(path) / MEGABYTE + " MB)")
                .collect(Collectors.joining("\n"));
    if (prompt.ask("Engine", question, List.of(REMOVE)).isEmpty()) return "";
    others.forEach(engine::delete);
    return "Removed\n" + others.stream().map(Path::toString).collect(Collectors.joining("\n"));
  }

  private String verdicts() {
    final StringBuilder lines = new StringBuilder("Verified\n");
    new NetworkList(supply.folders())
        .verdicts()
        .forEach(verdict -> lines.append(verdict.line()).append('\n'));
    return lines.toString();
  }
}
