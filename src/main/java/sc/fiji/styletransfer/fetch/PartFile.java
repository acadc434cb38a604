package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What has arrived of a file so far, kept over breaks and restarts, with the mark by which the
 * server can tell whether the rest still belongs to it.
 */
final class PartFile {

  /** Opens the file for appending; tests put a full disk here. */
  @FunctionalInterface
  interface Opener {
    WritableByteChannel append(Path file) throws IOException;
  }

  private final Path file;
  private final Path mark;
  private final Opener opener;
  private int beginning;
  private boolean spoilt;

  PartFile(final Path file, final Opener opener) {
    this.file = file;
    this.mark = file.resolveSibling(file.getFileName() + ".mark");
    this.opener = opener;
  }

  Path path() {
    return file;
  }

  /**
   * Gives the file a beginning that does not come from the server. If there is one already, what
   * follows it is kept if the beginning is the same.
   */
  void begin(final byte[] bytes) {
    beginning = bytes.length;
    if (hasBeginning(bytes)) return;
    discard();
    try (WritableByteChannel channel = opener.append(file)) {
      write(channel, ByteBuffer.wrap(bytes));
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  /** Bytes that came from the server. */
  long received() {
    try {
      return Files.exists(file) ? Files.size(file) - beginning : 0;
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  WritableByteChannel append() {
    try {
      return opener.append(file);
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  void write(final WritableByteChannel channel, final ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
    } catch (final IOException e) {
      // On a full disk what has arrived is in the way.
      spoil();
      throw unwritable(e);
    }
  }

  /** Removes the file once it is closed. */
  void spoil() {
    spoilt = true;
  }

  void close(final WritableByteChannel channel) {
    try {
      channel.close();
    } catch (final IOException e) {
      throw unwritable(e);
    } finally {
      if (spoilt) discard();
      spoilt = false;
    }
  }

  /** The server's mark of what has arrived: an entity tag or a date. */
  Optional<String> mark() {
    try {
      return Files.exists(mark) ? Optional.of(Files.readString(mark)) : Optional.empty();
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  void mark(final String text) {
    try {
      Files.writeString(mark, text);
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  /** Forgets what has arrived from the server. */
  void restart() {
    final byte[] kept = beginning == 0 ? new byte[0] : beginning();
    discard();
    if (kept.length > 0) begin(kept);
  }

  void discard() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(mark);
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private boolean hasBeginning(final byte[] bytes) {
    return Files.exists(file) && Arrays.equals(beginning(), bytes);
  }

  private byte[] beginning() {
    try (java.io.InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(beginning);
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private DownloadException unwritable(final IOException cause) {
    return new DownloadException(
        "The download cannot be written to %s (%s); make room, check the permissions or set another folder."
            .formatted(file, cause.getMessage()),
        cause);
  }
}
