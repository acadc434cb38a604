package sc.fiji.styletransfer.image.read;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/**
 * Checks that the pixel data of a WebP file end within the file (WebP container specification, RIFF
 * chunks), because the decoder fills missing pixels without an error.
 */
final class WebpChunks {

  private static final int HEADER = 12;

  private WebpChunks() {}

  /**
   * Checks a file.
   *
   * @param file a WebP file
   * @throws IOException if pixel data are missing
   */
  static void check(final Path file) throws IOException {
    try (ImageInputStream in = new PatchedStream(file)) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      final byte[] type = new byte[4];
      for (long at = HEADER; at + 8 <= in.length(); ) {
        in.seek(at);
        in.readFully(type);
        final long size = in.readUnsignedInt();
        final long end = at + 8 + size;
        if (end > in.length() && holdsPixels(new String(type, StandardCharsets.ISO_8859_1)))
          throw new EOFException();
        at = end + size % 2;
      }
    }
  }

  private static boolean holdsPixels(final String type) {
    return type.startsWith("VP8") || type.equals("ALPH") || type.equals("ANMF");
  }
}
