package sc.fiji.styletransfer.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.SmallDisk;

/** Whatever happens while a file is written, there is the old file or the new one, and no other. */
class FileReplacementTest {

  private static final FileReplacement.Content NEW = channel -> write(channel, "new");

  @TempDir private Path folder;
  private Path target;

  @BeforeEach
  void writeTheOldFile() throws IOException {
    target = Files.writeString(folder.resolve("file"), "old");
  }

  private static void write(final FileChannel channel, final String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes()));
  }

  /** A target that another program holds at first, as it happens on Windows. */
  private static FileReplacement.Mover heldFor(final int attempts) {
    final int[] attempt = new int[1];
    return (from, to) -> {
      if (++attempt[0] <= attempts)
        throw new FileSystemException(to.toString(), null, "used by another process");
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    };
  }

  private void assertOnly(final String content) throws IOException {
    assertEquals(content, Files.readString(target));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(target), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, FileReplacement.ATTEMPTS - 1})
  void aTargetThatAnotherProgramHoldsIsTriedAgain(final int attempts) throws IOException {
    new FileReplacement(heldFor(attempts), 1).write(target, NEW);
    assertOnly("new");
  }

  @Test
  void aTargetThatStaysHeldKeepsTheOldFile() throws IOException {
    final FileReplacement held = new FileReplacement(heldFor(FileReplacement.ATTEMPTS), 1);
    assertThrows(FileSystemException.class, () -> held.write(target, NEW));
    assertOnly("old");
  }

  @Test
  void aWriterOrACheckThatFailsKeepsTheOldFile() throws IOException {
    final FileReplacement replacement = new FileReplacement();
    assertThrows(
        IOException.class,
        () ->
            replacement.write(
                target,
                channel -> {
                  write(channel, "ne");
                  throw new IOException("No space left on device");
                }));
    assertOnly("old");
    assertThrows(
        OutOfMemoryError.class,
        () ->
            replacement.write(
                target,
                channel -> {
                  throw new OutOfMemoryError();
                }));
    assertOnly("old");
    assertThrows(
        IllegalStateException.class,
        () ->
            replacement.write(
                target,
                NEW,
                file -> {
                  assertEquals("new", Files.readString(file));
                  throw new IllegalStateException("not what was written");
                }));
    assertOnly("old");
  }

  /** A thread that is interrupted closes the channels that it writes to. */
  @Test
  void anInterruptionDoesNotCostTheFile() throws IOException {
    Thread.currentThread().interrupt();
    new FileReplacement().write(target, NEW);
    assertTrue(Thread.interrupted(), "the interruption is kept for the caller");
    final int[] calls = new int[1];
    new FileReplacement()
        .write(
            target,
            channel -> {
              if (calls[0]++ == 0) Thread.currentThread().interrupt();
              write(channel, "newer");
            });
    assertTrue(Thread.interrupted());
    assertOnly("newer");
  }

  @Test
  void aFullDiskKeepsTheOldFile() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64 << 10)) {
      final Path file = Files.writeString(disk.folder().resolve("file"), "old");
      assertThrows(
          IOException.class,
          () ->
              new FileReplacement()
                  .write(
                      file,
                      channel -> {
                        final ByteBuffer bytes = ByteBuffer.allocate(100_000);
                        while (bytes.hasRemaining()) channel.write(bytes);
                      }));
      assertThrows(IOException.class, () -> FileReplacement.probe(file, 100_000));
      assertEquals("old", Files.readString(file));
      assertArrayEquals(new String[] {"file"}, disk.folder().toFile().list());
      FileReplacement.probe(file, 10_000);
      new FileReplacement().write(file, NEW);
      assertEquals("new", Files.readString(file));
    }
  }

  @Test
  void aFolderThatBecomesReadOnlyKeepsTheOldFile() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64 << 10)) {
      final Path file = Files.writeString(disk.folder().resolve("file"), "old");
      disk.setReadOnly(true);
      assertThrows(IOException.class, () -> new FileReplacement().write(file, NEW));
      assertEquals("old", Files.readString(file));
      disk.setReadOnly(false);
    }
  }

  @Test
  void whatKilledProcessesLeftIsDeletedAndTheRestStays() throws IOException {
    final Path empty = Files.createFile(folder.resolve(".style-transfer-empty.part"));
    final Path half = Files.writeString(folder.resolve(".style-transfer-half.part"), "half");
    final Path user = Files.writeString(folder.resolve("of-the-user.part"), "");
    final Path used = folder.resolve(".style-transfer-used.part");
    try (FileChannel channel =
        FileChannel.open(used, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      FileReplacement.deleteAbandoned(folder);
      assertEquals(
          List.of(false, false, true, true),
          Stream.of(empty, half, user, used).map(Files::exists).toList());
    }
  }

  /** While one thread writes, others delete what is abandoned. */
  @Test
  void aFileThatIsBeingWrittenIsNotAbandoned() throws Exception {
    new FileReplacement()
        .write(
            target,
            channel -> {
              FileReplacement.deleteAbandoned(folder);
              write(channel, "new");
              FileReplacement.deleteAbandoned(folder);
            });
    assertOnly("new");
  }

  /** Deletes what is abandoned in a folder, over and over. */
  static final class Deleter {

    private Deleter() {}

    public static void main(final String[] args) {
      while (true) FileReplacement.deleteAbandoned(Path.of(args[0]));
    }
  }

  @Test
  @Tag("slow")
  void anotherProcessDoesNotDeleteWhatIsBeingWritten() throws Exception {
    final Process deleter =
        JavaProcess.of(Deleter.class, "64m", folder.toString()).inheritIO().start();
    try {
      final long end = System.nanoTime() + 3_000_000_000L;
      for (int i = 0; System.nanoTime() < end; i++) {
        final String text = "number " + i;
        new FileReplacement().write(target, channel -> write(channel, text));
        assertEquals(text, Files.readString(target));
      }
      assertTrue(deleter.isAlive());
    } finally {
      deleter.destroyForcibly().waitFor();
    }
    assertOnly(Files.readString(target));
  }
}
