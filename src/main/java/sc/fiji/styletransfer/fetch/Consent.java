package sc.fiji.styletransfer.fetch;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What a person agrees to before anything is downloaded. Make one only after asking, or where an
 * explicit option or command says so.
 *
 * @param file name of what is downloaded
 * @param bytes about how many
 * @param source host it comes from
 * @param licence of the weights
 * @param folder it goes to
 */
public record Consent(String file, long bytes, String source, String licence, Path folder) {

  /**
   * @return the question, without a question mark
   */
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s (%.1f MB) from %s into %s. Licence of the weights: %s.",
        file,
        bytes / 1e6,
        source,
        folder,
        licence);
  }
}
