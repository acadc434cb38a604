package sc.fiji.styletransfer.prompt;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.fetch.Consent;
import sc.fiji.styletransfer.fetch.DownloadListener;
import sc.fiji.styletransfer.fetch.NetworkOffer;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.settings.Settings;

/**
 * Sees to it that the network a person chose in a dialog is here before the run: asks once, then
 * takes a copy, a file, or downloads. Where there is nobody to ask, the run itself says what is
 * missing.
 */
public final class NetworkRequest {

  static final String DOWNLOAD = "Download";
  static final String TAKE_COPY = "Use this copy";
  static final String CHOOSE_FILE = "Choose a file...";

  private static final String TITLE = "VGG19";
  private static final double MEGABYTE = 1e6;

  private final NetworkSupply supply;
  private final UserPrompt person;
  private final Function<String, RunDisplay> displays;

  /**
   * @param supply of networks
   * @param person to be asked
   * @param displays opens a display for something that takes time and has a name
   */
  public NetworkRequest(
      final NetworkSupply supply,
      final UserPrompt person,
      final Function<String, RunDisplay> displays) {
    this.supply = supply;
    this.person = person;
    this.displays = displays;
  }

  /**
   * @param words of a dialog
   * @return the words with the network's key or file instead of the dialog's entry, or nothing if
   *     the person called it off
   * @throws sc.fiji.styletransfer.StyleTransferException if the network cannot be had
   */
  public Optional<SettingTexts> settle(final SettingTexts words) {
    final String network = words.get(Settings.NETWORK);
    if (network.equals(NetworkEntry.FILE.label()))
      return person
          .chooseFile("Weights of VGG19")
          .map(file -> words.with(Settings.NETWORK.key(), file.toString()));
    final SettingTexts settled = settled(words);
    final Optional<NetworkOffer> missing = supply.missing(settled.get(Settings.NETWORK));
    return missing.isEmpty() || obtain(missing.get()) ? Optional.of(settled) : Optional.empty();
  }

  /** The words with the network's key, where there is nobody to ask. */
  public static SettingTexts settled(final SettingTexts words) {
    return words.with(Settings.NETWORK.key(), NetworkEntry.keyOf(words.get(Settings.NETWORK)));
  }

  /**
   * @param offer of a network that is not here
   * @return whether it is here now; false if the person called it off
   * @throws sc.fiji.styletransfer.StyleTransferException if it cannot be had
   */
  public boolean obtain(final NetworkOffer offer) {
    final Consent consent = offer.question();
    final Optional<String> answer = person.ask(TITLE, text(offer, consent), answers(offer));
    if (answer.isEmpty()) return false;
    return switch (answer.get()) {
      case TAKE_COPY -> take(offer, offer.copy());
      case CHOOSE_FILE -> take(offer, person.chooseFile("File with VGG19"));
      default -> download(offer, consent);
    };
  }

  private static List<String> answers(final NetworkOffer offer) {
    return offer.copy().isPresent() ? List.of(TAKE_COPY, DOWNLOAD) : List.of(DOWNLOAD, CHOOSE_FILE);
  }

  private static String text(final NetworkOffer offer, final Consent consent) {
    final String download =
        String.format(
            Locale.ROOT,
            "The network VGG19 (%s) is not here yet. It can be fetched once:\n\n"
                + "File: %s (%.1f MB)\nFrom: %s\nInto: %s\nLicence: %s\n",
            offer.variant(),
            consent.file(),
            consent.bytes() / MEGABYTE,
            consent.source(),
            consent.folder(),
            consent.licence());
    return offer
        .copy()
        .map(file -> download + "\nAnother program has it already, in\n%s\n".formatted(file))
        .orElse(download);
  }

  private static boolean take(final NetworkOffer offer, final Optional<Path> file) {
    file.ifPresent(offer::take);
    return file.isPresent();
  }

  private boolean download(final NetworkOffer offer, final Consent consent) {
    try (RunDisplay display = displays.apply("Fetching " + consent.file())) {
      offer.download(consent, new Shown(display, consent.file()));
      return true;
    }
  }

  /** Tells a display how far a download is. */
  private record Shown(RunDisplay display, String file) implements DownloadListener {

    @Override
    public void received(final long received, final long total) {
      display.show(
          Math.toIntExact(received / 1000),
          Math.toIntExact(total / 1000),
          String.format(
              Locale.ROOT,
              "Fetching %s: %.1f of %.1f MB",
              file,
              received / MEGABYTE,
              total / MEGABYTE));
    }

    @Override
    public boolean isCancelled() {
      return display.isStopped();
    }
  }
}
