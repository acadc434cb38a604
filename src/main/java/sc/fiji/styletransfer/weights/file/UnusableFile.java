package sc.fiji.styletransfer.weights.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sc.fiji.styletransfer.network.WeightsException;

/** What is said of a weights file that cannot be used; the same for every format. */
final class UnusableFile {

  private UnusableFile() {}

  /**
   * @param path of the file
   * @param reason whose message continues "The file cannot be used: ", without a full stop
   */
  static WeightsException because(final Path path, final Throwable reason) {
    return new WeightsException(
        "The weights file %s cannot be used: %s. Choose another file or get it again."
            .formatted(path, message(reason)),
        reason);
  }

  static WeightsException lacks(final Path path, final String tensor) {
    return new WeightsException("There is no tensor '" + tensor + "' in " + path + ".");
  }

  static FileChannel open(final Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (final IOException e) {
      throw new WeightsException(
          "The weights file " + path + " cannot be opened; check its name and permissions.", e);
    }
  }

  static void close(final Path path, final Closeable file) {
    try {
      file.close();
    } catch (final IOException e) {
      throw new WeightsException("The weights file " + path + " cannot be closed.", e);
    }
  }

  private static String message(final Throwable reason) {
    if (reason instanceof WeightsException) return reason.getMessage();
    if (reason instanceof IOException && reason.getMessage() != null)
      return "reading failed (" + reason.getMessage() + ")";
    return "it is damaged";
  }
}
