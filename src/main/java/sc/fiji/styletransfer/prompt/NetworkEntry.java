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
 * The networks as a dialog offers them. Macros and records have the keys, which mean the same
 * whatever is present on a machine.
 */
public enum NetworkEntry {
  /** Comes with the plugin. */
  BUILTIN("Built-in", NetworkChoice.BUILTIN),
  /** Oxford's if both are here. */
  IMAGENET("VGG19 (ImageNet)", NetworkChoice.IMAGENET),
  /** The one trained anew. */
  TORCHVISION("VGG19 (torchvision)", NetworkVariant.TORCHVISION.toString()),
  /** A file, which has to be chosen afterwards. */
  FILE("Weights file...", "");

  private static final Logger LOG = LoggerFactory.getLogger(NetworkEntry.class);

  private final String label;
  private final String key;

  NetworkEntry(final String label, final String key) {
    this.label = label;
    this.key = key;
  }

  /** The entry a dialog starts with: the best network that is here. */
  public static NetworkEntry preferred() {
    try {
      return NetworkSupply.standard().isImageNetHere() ? IMAGENET : BUILTIN;
    } catch (final WeightsException e) {
      // A folder that cannot be read must not keep the dialog from opening.
      LOG.warn(e.getMessage());
      return BUILTIN;
    }
  }

  /** What a dialog offers for a setting; empty if it can be anything. */
  public static List<String> choices(final Setting<?> setting) {
    return setting == Settings.NETWORK
        ? Arrays.stream(values()).map(NetworkEntry::label).toList()
        : setting.domain().choices();
  }

  /** The key of what a dialog shows; what is no entry of a dialog is a key or a file already. */
  static String keyOf(final String text) {
    for (final NetworkEntry entry : values())
      if (entry != FILE && entry.label.equals(text)) return entry.key;
    return text;
  }

  public String label() {
    return label;
  }
}
