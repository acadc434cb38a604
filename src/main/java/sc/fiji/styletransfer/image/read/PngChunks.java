package sc.fiji.styletransfer.image.read;

import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks of a PNG file that the runtime's reader ignores (PNG specification, section 11).
 *
 * @param profile colour profile of the chunk iCCP, if there is one
 * @param ended whether the file has its end chunk, without which the runtime's reader gives up
 */
record PngChunks(Optional<ICC_Profile> profile, boolean ended) {

  private static final Logger LOG = LoggerFactory.getLogger(PngChunks.class);

  private static final int SIGNATURE = 8;

  /** Length, type and checksum of a chunk. */
  private static final int FRAME = 12;

  private static final int LARGEST_PROFILE = 1 << 22;

  /** The end chunk IEND. */
  static byte[] end() {
    return new byte[] {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
  }

  /**
   * Reads the chunks of a file.
   *
   * @param file a PNG file
   * @return what was found
   * @throws IOException if reading fails
   */
  static PngChunks of(final Path file) throws IOException {
    Optional<ICC_Profile> profile = Optional.empty();
    try (ImageInputStream in = new PatchedStream(file)) {
      long at = SIGNATURE;
      while (at + FRAME <= in.length()) {
        in.seek(at);
        final long length = in.readUnsignedInt();
        final byte[] type = new byte[4];
        in.readFully(type);
        switch (new String(type, StandardCharsets.ISO_8859_1)) {
          case "IEND" -> {
            return new PngChunks(profile, true);
          }
          case "iCCP" -> profile = profile(in, length);
          default -> LOG.trace("Chunk of {} bytes", length);
        }
        at += FRAME + length;
      }
    }
    return new PngChunks(profile, false);
  }

  private static Optional<ICC_Profile> profile(final ImageInputStream in, final long length)
      throws IOException {
    if (length > LARGEST_PROFILE || length > in.length()) return Optional.empty();
    final byte[] chunk = new byte[(int) length];
    in.readFully(chunk);
    int start = 0;
    while (start < chunk.length && chunk[start] != 0) start++;
    // The name ends with 0; the compression method follows.
    start += 2;
    if (start >= chunk.length) return Optional.empty();
    try {
      return Optional.of(ICC_Profile.getInstance(inflated(chunk, start)));
    } catch (final DataFormatException | IllegalArgumentException e) {
      LOG.warn("The colour profile of a PNG file is damaged and is ignored");
      LOG.debug("Cause", e);
      return Optional.empty();
    }
  }

  private static byte[] inflated(final byte[] chunk, final int start) throws DataFormatException {
    final Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk, start, chunk.length - start);
      final byte[] profile = new byte[LARGEST_PROFILE];
      final int length = inflater.inflate(profile);
      return Arrays.copyOf(profile, length);
    } finally {
      inflater.end();
    }
  }
}
