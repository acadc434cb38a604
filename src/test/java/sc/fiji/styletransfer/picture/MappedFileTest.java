package sc.fiji.styletransfer.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.SmallDisk;
import sc.fiji.styletransfer.StyleTransferException;

@Tag("slow")
class MappedFileTest {

  private static final int MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  /**
   * Maps many files of which only one is in use at a time, then more than the disk has room for.
   */
  static final class Mapper {

    private Mapper() {}

    public static void main(final String[] args) {
      ByteBuffer last = null;
      for (int i = 0; i < 12; i++) {
        last = MappedFile.zeros(3L * MEGABYTE);
        last.put(i, (byte) i);
      }
      try {
        MappedFile.zeros(20L * MEGABYTE);
        System.exit(3);
      } catch (final StyleTransferException e) {
        // The disk is really full. What is in use must not have been freed.
        System.exit(last.get(11) == 11 ? 0 : 4);
      }
    }
  }

  @Test
  void aDiskFullOfPicturesThatNobodyUsesIsFreed() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 10L * MEGABYTE)) {
      final List<String> command = JavaProcess.of(Mapper.class, "256m").command();
      command.add(1, "-Djava.io.tmpdir=" + disk.folder());
      final Path log = folder.resolve("log.txt");
      final int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      assertEquals(0, code, Files.readString(log));
      assertArrayEquals(
          new String[0],
          disk.folder().toFile().list((parent, name) -> name.contains("style-transfer")));
    }
  }
}
