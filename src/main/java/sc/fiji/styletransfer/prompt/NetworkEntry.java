package sc.fiji.styletransfer.prompt;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * The networks that a dialog offers. Macros and records contain the key of a network, which does
 * not depend on the files of a machine.
 */
public enum NetworkEntry {
  /** The network in the jar of the plugin. */
  BUILTIN("Built-in", NetworkChoice.BUILTIN),
  /** VGG19 of either origin; Oxford's if both are installed. */
  IMAGENET("VGG19 (ImageNet)", NetworkChoice.IMAGENET),
  /** VGG19 as torchvision's authors trained it. */
  TORCHVISION("VGG19 (torchvision)", NetworkVariant.TORCHVISION.toString()),
  /** A file; the command asks for it after the dialog. */
  FILE("Weights file...", "");

  private static final Logger LOG = LoggerFactory.getLogger(NetworkEntry.class);

  private final String label;
  private final String key;

  NetworkEntry(final String label, final String key) {
    this.label = label;
    this.key = key;
  }

  /**
   * Returns the entry that a dialog preselects: the best network that is installed.
   *
   * @return the entry
   */
  public static NetworkEntry preferred() {
    try {
      return NetworkSupply.standard().isImageNetHere() ? IMAGENET : BUILTIN;
    } catch (final WeightsException e) {
      // The dialog opens even if a folder cannot be read.
      LOG.warn(e.getMessage());
      return BUILTIN;
    }
  }

  /**
   * Returns the choices that a dialog offers for a setting.
   *
   * @param setting any setting
   * @return the choices, or an empty list for free text
   */
  public static List<String> choices(final Setting<?> setting) {
    return setting == Settings.NETWORK
        ? Arrays.stream(values()).map(NetworkEntry::label).toList()
        : setting.domain().choices();
  }

  /**
   * Returns the key of the entry with a label.
   *
   * @param text label of an entry, or a key or file already
   * @return the key
   */
  public static String keyOf(final String text) {
    for (final NetworkEntry entry : values())
      if (entry != FILE && entry.label.equals(text)) return entry.key;
    return text;
  }

  /**
   * Returns the text of the entry in a dialog.
   *
   * @return the label
   */
  public String label() {
    return label;
  }
}
