package sc.fiji.styletransfer.release;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip whose files are stored, since jars are compressed already; with a file of its SHA-256. */
final class ReleaseZip {

  /** The same bytes in each build. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ReleaseZip() {}

  /** Writes a zip and, beside it, the file that {@code sha256sum --check} reads. */
  static void write(final Path zip, final List<ReleaseFile> files) throws IOException {
    final MessageDigest digest = sha256();
    try (ZipOutputStream out =
        new ZipOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(Files.newOutputStream(zip), digest), 1 << 20))) {
      out.setMethod(ZipOutputStream.STORED);
      for (final ReleaseFile file : files) {
        final byte[] bytes = file.bytes();
        out.putNextEntry(entry(file.path(), bytes));
        out.write(bytes);
        out.closeEntry();
      }
    }
    Files.writeString(
        zip.resolveSibling(zip.getFileName() + ".sha256"),
        HexFormat.of().formatHex(digest.digest()) + "  " + zip.getFileName() + "\n");
  }

  private static ZipEntry entry(final String path, final byte[] bytes) {
    final CRC32 crc = new CRC32();
    crc.update(bytes);
    final ZipEntry entry = new ZipEntry(path);
    entry.setTimeLocal(TIME);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(crc.getValue());
    return entry;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has SHA-256.", e);
    }
  }
}
