package sc.fiji.styletransfer.image.read;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks of a WebP file (WebP container specification, RIFF chunks). The decoder fills missing
 * pixels without an error, and fails if the colour profile is damaged.
 *
 * @param flags the flags of the header VP8X, if the file has one
 * @param soundProfile false if the colour profile is damaged
 */
record WebpChunks(int flags, boolean soundProfile) {

  private static final Logger LOG = LoggerFactory.getLogger(WebpChunks.class);

  private static final int HEADER = 12;

  /** Offset of the flags of VP8X, which is the first chunk. */
  private static final long FLAGS = 20;

  private static final int HAS_PROFILE = 0x20;

  private static final int LARGEST_PROFILE = 1 << 22;

  /**
   * Reads the chunks of a file.
   *
   * @param file a WebP file
   * @return what was found
   * @throws IOException if pixel data are missing
   */
  static WebpChunks of(final Path file) throws IOException {
    int flags = 0;
    boolean soundProfile = true;
    try (ImageInputStream in = new PatchedStream(file)) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      final byte[] name = new byte[4];
      for (long at = HEADER; at + 8 <= in.length(); ) {
        in.seek(at);
        in.readFully(name);
        final String type = new String(name, StandardCharsets.ISO_8859_1);
        final long size = in.readUnsignedInt();
        final long end = at + 8 + size;
        if (end > in.length() && holdsPixels(type)) throw new EOFException();
        if (type.equals("VP8X") && at == HEADER) flags = in.readUnsignedByte();
        if (type.equals("ICCP")) soundProfile = end <= in.length() && isProfile(in, size);
        at = end + size % 2;
      }
    }
    return new WebpChunks(flags, soundProfile);
  }

  private static boolean holdsPixels(final String type) {
    return type.startsWith("VP8") || type.equals("ALPH") || type.equals("ANMF");
  }

  private static boolean isProfile(final ImageInputStream in, final long size) throws IOException {
    if (size > LARGEST_PROFILE) return false;
    final byte[] profile = new byte[(int) size];
    in.readFully(profile);
    try {
      return ICC_Profile.getInstance(profile).getColorSpaceType() == ColorSpace.TYPE_RGB;
    } catch (final IllegalArgumentException e) {
      LOG.debug("Cause", e);
      return false;
    }
  }

  /**
   * Opens the file for the decoder, without a damaged profile.
   *
   * @param file the file that was examined
   * @return its bytes
   * @throws IOException if the file cannot be opened
   */
  ImageInputStream open(final Path file) throws IOException {
    if (soundProfile) return new PatchedStream(file);
    LOG.warn("The colour profile of {} is damaged and is ignored", file);
    final byte[] without = {(byte) (flags & ~HAS_PROFILE)};
    return new PatchedStream(file, without, FLAGS, new byte[0]);
  }
}
