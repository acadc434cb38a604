package sc.fiji.styletransfer.fetch;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The user's consent to a download. Create one only after the user agreed, or where an explicit
 * option or command requests the download.
 *
 * @param file name of the file to download
 * @param bytes approximate size in bytes
 * @param source name of the server
 * @param licence licence of the weights
 * @param folder folder that receives the weights
 */
public record Consent(String file, long bytes, String source, String licence, Path folder) {

  /**
   * @return a description of the download for the question to the user
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
