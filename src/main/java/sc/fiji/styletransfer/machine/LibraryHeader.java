package sc.fiji.styletransfer.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;

/**
 * System and processor that a native library is made for, from the first bytes of the file.
 *
 * @param system {@code linux}, {@code windows}, {@code macos} or {@code unknown}
 * @param processor {@code x86_64}, {@code aarch64} or {@code unknown}
 */
record LibraryHeader(String system, String processor) {

  private static final LibraryHeader UNKNOWN = new LibraryHeader("unknown", "unknown");

  private static final int BYTES = 4096;

  private static final int ELF = 0x464c457f;
  private static final int ELF_MACHINE = 18;
  private static final int MACH_O_64 = 0xfeedfacf;
  private static final int MZ = 0x5a4d;
  private static final int PE = 0x4550;
  private static final int PE_POSITION = 0x3c;

  /**
   * Reads the header of a file.
   *
   * @throws IOException if the file cannot be read
   */
  static LibraryHeader of(final Path file) throws IOException {
    final byte[] bytes = new byte[BYTES];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      final int count = Math.max(0, in.read(bytes));
      return of(ByteBuffer.wrap(bytes, 0, count).slice().order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private static LibraryHeader of(final ByteBuffer header) {
    if (header.limit() < PE_POSITION + Integer.BYTES) return UNKNOWN;
    final int magic = header.getInt(0);
    if (magic == ELF)
      return new LibraryHeader("linux", processor(header.getShort(ELF_MACHINE) & 0xffff, 62, 183));
    if (magic == MACH_O_64)
      return new LibraryHeader("macos", processor(header.getInt(4), 0x01000007, 0x0100000c));
    final int pe = header.getInt(PE_POSITION);
    if ((magic & 0xffff) == MZ && pe > 0 && pe + 6 <= header.limit() && header.getInt(pe) == PE)
      return new LibraryHeader(
          "windows", processor(header.getShort(pe + 4) & 0xffff, 0x8664, 0xaa64));
    return UNKNOWN;
  }

  private static String processor(final int code, final int x86, final int arm) {
    if (code == x86) return "x86_64";
    return code == arm ? "aarch64" : "unknown";
  }

  /** Returns what this virtual machine can load. */
  static LibraryHeader ofThisMachine() {
    final String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    final String system =
        name.contains("win") ? "windows" : name.contains("mac") ? "macos" : "linux";
    final String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return new LibraryHeader(system, processor.equals("amd64") ? "x86_64" : processor);
  }

  /** Returns system and processor, for example {@code linux, x86_64}. */
  @Override
  public String toString() {
    return system + ", " + processor;
  }
}
