package sc.fiji.styletransfer.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a release.
 *
 * @param path where it belongs in the folder of Fiji or ImageJ, with slashes
 * @param source the file to copy, or null
 * @param text the text of the file if there is none to copy
 */
record ReleaseFile(String path, Path source, String text) {

  static ReleaseFile copy(final String folder, final Path source) {
    return new ReleaseFile(folder + source.getFileName(), source, null);
  }

  static ReleaseFile text(final String path, final String text) {
    return new ReleaseFile(path, null, text);
  }

  byte[] bytes() {
    if (source == null) return text.getBytes(StandardCharsets.UTF_8);
    try {
      return Files.readAllBytes(source);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
