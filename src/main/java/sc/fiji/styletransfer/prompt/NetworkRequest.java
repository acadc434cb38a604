package sc.fiji.styletransfer.prompt;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.fetch.Consent;
import sc.fiji.styletransfer.fetch.DownloadException;
import sc.fiji.styletransfer.fetch.DownloadListener;
import sc.fiji.styletransfer.fetch.NetworkOffer;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.weights.PublishedFile;

/**
 * Provides the network that a user chose in a dialog. If it is not installed, this class asks once
 * whether to download it, to copy it from another program, or to import a file.
 */
public final class NetworkRequest {

  static final String DOWNLOAD = "Download";
  static final String TAKE_COPY = "Use this copy";
  static final String CHOOSE_FILE = "Choose a file...";

  private static final Logger LOG = LoggerFactory.getLogger(NetworkRequest.class);

  private static final String TITLE = "VGG19";
  private static final double MEGABYTE = 1e6;

  private final NetworkSupply supply;
  private final UserPrompt prompt;
  private final Function<String, RunDisplay> displays;

  /**
   * @param supply of networks
   * @param prompt asks the user
   * @param displays opens a display for a download of the given name
   */
  public NetworkRequest(
      final NetworkSupply supply,
      final UserPrompt prompt,
      final Function<String, RunDisplay> displays) {
    this.supply = supply;
    this.prompt = prompt;
    this.displays = displays;
  }

  /**
   * Replaces the dialog's entry for the network by its key or file, and installs the network if it
   * is missing.
   *
   * @param texts the entries of a dialog
   * @return the texts with the key or file of the network, or nothing if the user cancelled
   * @throws StyleTransferException if the network cannot be installed
   */
  public Optional<SettingTexts> settle(final SettingTexts texts) {
    final String network = texts.get(Settings.NETWORK);
    if (network.equals(NetworkEntry.FILE.label()))
      return prompt
          .chooseFile("Weights of VGG19")
          .map(file -> texts.with(Settings.NETWORK.key(), file.toString()));
    final SettingTexts settled = withKey(texts);
    final Optional<NetworkOffer> missing = supply.missing(settled.get(Settings.NETWORK));
    return missing.isEmpty() || obtain(missing.get()) ? Optional.of(settled) : Optional.empty();
  }

  /**
   * Replaces the dialog's entry for the network by its key, without a question. Macros and scripts
   * need this, because they may not open a dialog.
   *
   * @param texts the inputs of a command
   * @return the texts with the key of the network
   * @throws StyleTransferException if the network is not installed
   */
  public SettingTexts require(final SettingTexts texts) {
    final SettingTexts settled = withKey(texts);
    supply
        .missing(settled.get(Settings.NETWORK))
        .ifPresent(
            offer -> {
              throw new WeightsException(missing(offer));
            });
    return settled;
  }

  private static SettingTexts withKey(final SettingTexts texts) {
    return texts.with(Settings.NETWORK.key(), NetworkEntry.keyOf(texts.get(Settings.NETWORK)));
  }

  private static String missing(final NetworkOffer offer) {
    final PublishedFile file =
        offer.variant() == PublishedFile.KERAS.variant()
            ? PublishedFile.KERAS
            : PublishedFile.TORCHVISION;
    return "The network vgg19-%s is not installed. Choose Plugins > Style Transfer > Style Transfer (Weights)... to download it, or put the file %s (%s bytes, %s) into the folder %s."
        .formatted(
            file.variant(), file.name(), file.size(), file.checksum(), offer.question().folder());
  }

  /**
   * Asks how to install a network, and installs it. After a failed download the user can choose a
   * file instead.
   *
   * @param offer of a network that is not installed
   * @return whether the network is installed now; false if the user cancelled
   * @throws StyleTransferException if the network cannot be installed
   */
  public boolean obtain(final NetworkOffer offer) {
    final Consent consent = offer.question();
    final Optional<String> answer = prompt.ask(TITLE, text(offer, consent), answers(offer));
    if (answer.isEmpty()) return false;
    return switch (answer.get()) {
      case TAKE_COPY -> take(offer, offer.copy());
      case CHOOSE_FILE -> take(offer, prompt.chooseFile("File with VGG19"));
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
            "The network VGG19 (%s) is not installed. It has to be downloaded once:\n\n"
                + "File: %s (%.1f MB)\nFrom: %s\nInto: %s\nLicence: %s\n",
            offer.variant(),
            consent.file(),
            consent.bytes() / MEGABYTE,
            consent.source(),
            consent.folder(),
            consent.licence());
    return offer
        .copy()
        .map(
            file ->
                download + "\nAnother program has a copy of this network:\n%s\n".formatted(file))
        .orElse(download);
  }

  private static boolean take(final NetworkOffer offer, final Optional<Path> file) {
    file.ifPresent(offer::take);
    return file.isPresent();
  }

  private boolean download(final NetworkOffer offer, final Consent consent) {
    try (RunDisplay display = displays.apply("Download of " + consent.file())) {
      return download(offer, consent, display);
    }
  }

  private boolean download(
      final NetworkOffer offer, final Consent consent, final RunDisplay display) {
    display.show(0, 1, "Connecting to " + consent.source());
    try {
      offer.download(consent, new DownloadStatus(display, consent.file()));
      return true;
    } catch (final DownloadException e) {
      if (display.isStopped()) throw e;
      LOG.debug("Cause of the failure", e);
      return chooseInstead(offer, e.getMessage());
    }
  }

  private boolean chooseInstead(final NetworkOffer offer, final String reason) {
    return prompt.ask(TITLE, reason, List.of(CHOOSE_FILE)).isPresent()
        && take(offer, prompt.chooseFile("File with VGG19"));
  }

  /** Shows the progress of a download. */
  private record DownloadStatus(RunDisplay display, String file) implements DownloadListener {

    @Override
    public void received(final long received, final long total) {
      display.show(
          Math.toIntExact(received / 1000),
          Math.toIntExact(total / 1000),
          String.format(
              Locale.ROOT,
              "Downloading %s: %.1f of %.1f MB",
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
