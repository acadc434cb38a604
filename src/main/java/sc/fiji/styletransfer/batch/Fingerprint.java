package sc.fiji.styletransfer.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sc.fiji.styletransfer.StyleTransferException;

/** SHA-256 of bytes and files, as hexadecimal digits. */
final class Fingerprint {

  private static final int BUFFER = 1 << 16;

  private Fingerprint() {}

  static String of(final byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /**
   * Computes the fingerprint of a file.
   *
   * @return the fingerprint; empty if the file is no regular file, such as a named pipe
   * @throws StyleTransferException if the file cannot be read
   */
  static String of(final Path file) {
    if (!Files.isRegularFile(file)) return "";
    final MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      final byte[] buffer = new byte[BUFFER];
      while (in.read(buffer) >= 0) continue;
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The file '" + file + "' cannot be read (" + e.getMessage() + "). Check the disk.", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform provides SHA-256.", e);
    }
  }
}
