package sc.fiji.styletransfer.weights.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sc.fiji.styletransfer.network.WeightsException;

/** Messages about weights files that cannot be used, the same for every format. */
final class UnusableFile {

  private UnusableFile() {}

  /**
   * @param path the file
   * @param reason a {@link WeightsException} whose message continues "The file cannot be used: "
   *     and ends without a full stop, or any other failure of reading
   * @return an exception whose message is a sentence
   */
  static WeightsException because(final Path path, final Throwable reason) {
    if (reason instanceof OutOfMemoryError)
      return new WeightsException(
          "The weights file %s needs more memory than Java has left. Start Java with a larger -Xmx or choose another file."
              .formatted(path),
          reason);
    return new WeightsException(
        "The weights file %s cannot be used: %s. Choose another file or download it again."
            .formatted(path, message(reason)),
        reason);
  }

  /**
   * Reads from a file.
   *
   * @param <T> what is read
   */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Reads from a file that may be hostile. Whatever such a file causes, errors of the virtual
   * machine included, becomes an exception about the file.
   *
   * @throws WeightsException if the reading fails
   */
  static <T> T contained(final Path path, final Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException
        | RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | InternalError e) {
      throw because(path, e);
    }
  }

  /**
   * Reads the structure of an open file as {@link #contained} does, and closes the file if that
   * fails.
   *
   * @throws WeightsException if the reading fails
   */
  static <T> T structure(final Path path, final Closeable file, final Reading<T> reading) {
    try {
      return contained(path, reading);
    } catch (final WeightsException e) {
      try {
        file.close();
      } catch (final IOException failure) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  static String missingTensor(final String name) {
    return "it has no tensor '" + Printable.of(name) + "'";
  }

  static FileChannel open(final Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (final IOException e) {
      throw new WeightsException(
          "The weights file " + path + " cannot be opened. Check its name and permissions.", e);
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
    // A library that reads the file may have wrapped the exception of a class in this package.
    for (Throwable cause = reason; cause != null; cause = cause.getCause())
      if (cause instanceof WeightsException) return cause.getMessage();
    if (reason instanceof IOException && reason.getMessage() != null)
      return "reading failed (" + Printable.of(reason.getMessage()) + ")";
    return "it is damaged";
  }
}
