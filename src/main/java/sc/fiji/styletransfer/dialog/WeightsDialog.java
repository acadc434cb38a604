package sc.fiji.styletransfer.dialog;

import ij.gui.GenericDialog;
import java.awt.Font;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.prompt.UserPrompt;
import sc.fiji.styletransfer.weights.NetworkList;
import sc.fiji.styletransfer.weights.WeightsImport;

/** Shows what networks are here, and fetches, imports and verifies until it is closed. */
public final class WeightsDialog {

  private static final Font FONT = new Font(Font.MONOSPACED, Font.PLAIN, 12);

  /** What can be done. */
  private enum Action {
    CLOSE("nothing, close"),
    FETCH("fetch VGG19 (ImageNet)"),
    FETCH_TORCHVISION("fetch VGG19 (torchvision)"),
    IMPORT("import a file..."),
    VERIFY("verify all");

    private final String label;

    Action(final String label) {
      this.label = label;
    }
  }

  private final NetworkSupply supply;
  private final UserPrompt person;
  private final NetworkRequest request;

  public WeightsDialog(final Function<String, RunDisplay> displays) {
    supply = NetworkSupply.standard();
    person = new DialogPrompt();
    request = new NetworkRequest(supply, person, displays);
  }

  /**
   * Stays until the person closes it.
   *
   * @throws sc.fiji.styletransfer.StyleTransferException if something asked for cannot be done
   */
  public void show() {
    String text = text(supply);
    for (Action action = ask(text); action != Action.CLOSE; action = ask(text))
      text = perform(action).map(line -> text(supply) + "\n" + line).orElseGet(() -> text(supply));
  }

  /** The networks and the folders, as {@code stylize weights list} and {@code where} have them. */
  public static String text(final NetworkSupply supply) {
    final NetworkList list = new NetworkList(supply.folders());
    return "Networks\n%s\n\nFolders, new files go into the first\n%s\n"
        .formatted(String.join("\n", list.networks()), String.join("\n", list.places()));
  }

  private static Action ask(final String text) {
    final GenericDialog dialog = new GenericDialog("Style Transfer (Weights)");
    dialog.addMessage(DialogPrompt.message(text), FONT);
    final String[] labels =
        Arrays.stream(Action.values()).map(action -> action.label).toArray(String[]::new);
    dialog.addChoice("Do", labels, Action.CLOSE.label);
    dialog.showDialog();
    return dialog.wasCanceled() ? Action.CLOSE : Action.values()[dialog.getNextChoiceIndex()];
  }

  /** A line on what was done, if the list does not show it. */
  private Optional<String> perform(final Action action) {
    switch (action) {
      case FETCH -> fetch(NetworkVariant.OXFORD);
      case FETCH_TORCHVISION -> fetch(NetworkVariant.TORCHVISION);
      case IMPORT -> person.chooseFile("File with VGG19").ifPresent(this::take);
      case VERIFY -> {
        return Optional.of(verdicts());
      }
      case CLOSE -> throw new IllegalArgumentException("closing is nothing to perform");
    }
    return Optional.empty();
  }

  private void fetch(final NetworkVariant variant) {
    supply.missing(variant.toString()).ifPresent(request::obtain);
  }

  private void take(final Path file) {
    new WeightsImport(supply.folders()).take(file);
  }

  private String verdicts() {
    final StringBuilder lines = new StringBuilder("Verified\n");
    new NetworkList(supply.folders())
        .verdicts()
        .forEach(verdict -> lines.append(verdict.line()).append('\n'));
    return lines.toString();
  }
}
