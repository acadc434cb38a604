package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The checksum of a file.
 *
 * @param algorithm for example {@code MD5} or {@code SHA-256}
 * @param hex the checksum in lower-case hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {

  private static final int CHUNK_BYTES = 1 << 18;

  /**
   * Computes the checksum of a file.
   *
   * @param algorithm MD5 or SHA-256, which every Java platform has
   * @param file the file
   * @return its checksum
   * @throws WeightsException if the file cannot be read
   */
  public static Checksum of(final String algorithm, final Path file) {
    final byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      final MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk))
        digest.update(chunk, 0, count);
      return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    } catch (final IOException e) {
      throw new WeightsException("The file " + file + " cannot be read. Check the disk.", e);
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("No checksum " + algorithm, e);
    }
  }

  /**
   * @param file the file
   * @return whether the file has this checksum
   * @throws WeightsException if the file cannot be read
   */
  public boolean matches(final Path file) {
    return equals(of(algorithm, file));
  }

  /** Returns the algorithm and all digits, for example {@code MD5 253f8cb5…}. */
  @Override
  public String toString() {
    return algorithm + " " + hex;
  }
}
