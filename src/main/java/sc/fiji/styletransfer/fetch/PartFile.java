package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The received part of a download. The file survives interruptions and restarts. A second file has
 * the mark of the server's version, which shows whether the rest still belongs to this part.
 */
final class PartFile {

  /** Opens a file for appending. Tests simulate a full disk with another implementation. */
  @FunctionalInterface
  interface Opener {
    WritableByteChannel append(Path file) throws IOException;
  }

  private final Path file;
  private final Path mark;
  private final Opener opener;
  private boolean spoilt;

  PartFile(final Path file, final Opener opener) {
    this.file = file;
    this.mark = file.resolveSibling(file.getFileName() + ".mark");
    this.opener = opener;
  }

  Path path() {
    return file;
  }

  /** Returns the number of bytes received from the server. */
  long received() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
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
      // On a full disk the file itself takes the room that other programs need.
      spoil();
      throw unwritable(e);
    }
  }

  /** Makes {@link #close} delete the file. */
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

  /** Returns the mark of the server's version: an entity tag or a date. */
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

  /** Deletes the bytes received so far. */
  void discard() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(mark);
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private DownloadException unwritable(final IOException cause) {
    return new DownloadException(
        "The download cannot be written to %s (%s). Free some disk space, check the permissions or set another folder."
            .formatted(file, cause.getMessage()),
        cause);
  }
}
