package sc.fiji.styletransfer.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The checksum of a file in Fiji's updater ({@code UpdaterUtil.getDigest} of imagej-updater): SHA-1
 * of path and contents. Of a jar, the names and contents of the entries count, without the comments
 * in properties and without the contents of the manifest.
 */
final class UpdaterChecksum {

  private UpdaterChecksum() {}

  static String of(final ReleaseFile file) throws IOException {
    final MessageDigest digest = sha1();
    if (file.path().endsWith(".jar")) update(digest, file.source());
    else {
      digest.update(file.path().getBytes(StandardCharsets.US_ASCII));
      digest.update(file.bytes());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(final MessageDigest digest, final Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      final List<JarEntry> entries =
          file.stream().sorted(Comparator.comparing(JarEntry::getName)).toList();
      for (final JarEntry entry : entries) {
        digest.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = file.getInputStream(entry)) {
          digest.update(relevant(entry.getName(), in.readAllBytes()));
        }
      }
    }
  }

  private static byte[] relevant(final String name, final byte[] bytes) {
    if (name.endsWith(".properties")) return withoutComments(bytes);
    return name.equals("META-INF/MANIFEST.MF") ? new byte[0] : bytes;
  }

  /**
   * Removes comments, but not the ends of their lines. As in the updater, the line after a comment
   * of nothing but number signs counts as no comment.
   */
  static byte[] withoutComments(final byte[] bytes) {
    final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    boolean comment = false;
    boolean lineStart = true;
    for (final byte next : bytes) {
      if (next == '\n') {
        lineStart = !(comment && lineStart);
        comment = false;
        kept.write(next);
      } else if (lineStart && next == '#') {
        comment = true;
      } else {
        lineStart = false;
        if (!comment) kept.write(next);
      }
    }
    return kept.toByteArray();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has SHA-1.", e);
    }
  }
}
