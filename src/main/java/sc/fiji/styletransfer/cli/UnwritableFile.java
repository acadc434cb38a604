package sc.fiji.styletransfer.cli;

import java.io.IOException;
import java.nio.file.Path;
import sc.fiji.styletransfer.StyleTransferException;

/** Refuses a file that the command cannot write besides the result. */
final class UnwritableFile {

  private UnwritableFile() {}

  /**
   * Returns the refusal.
   *
   * @param kind what the file holds, such as {@code log file}
   * @param file the file
   * @param cause why writing failed
   * @return an exception with a sentence for the user
   */
  static StyleTransferException refusal(
      final String kind, final Path file, final IOException cause) {
    return new StyleTransferException(
        "The %s '%s' cannot be written (%s). Choose a folder that exists and has free space."
            .formatted(kind, file, cause.getMessage()),
        cause);
  }
}
