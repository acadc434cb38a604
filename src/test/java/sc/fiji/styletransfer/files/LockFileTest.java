package sc.fiji.styletransfer.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.JavaProcess;

class LockFileTest {

  @TempDir private Path folder;

  /** Tries once to get a lock: the exit code is 0 if it does. */
  static final class Once {

    private Once() {}

    public static void main(final String[] args) throws IOException {
      System.exit(LockFile.tryAcquire(Path.of(args[0])).isPresent() ? 0 : 7);
    }
  }

  /** Holds a lock until the process is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(final String[] args) throws Exception {
      try (LockFile lock = LockFile.tryAcquire(Path.of(args[0])).orElseThrow()) {
        System.out.println("held " + lock);
        TimeUnit.MINUTES.sleep(5);
      }
    }
  }

  /**
   * Takes and releases a lock over and over, and counts in a file how often. Two owners at a time
   * would lose counts.
   */
  static final class Counter {

    static final int COUNTS = 300;

    private Counter() {}

    public static void main(final String[] args) throws Exception {
      final Path number = Path.of(args[1]);
      for (int i = 0; i < COUNTS; ) {
        final Optional<LockFile> lock = LockFile.tryAcquire(Path.of(args[0]));
        if (lock.isEmpty()) continue;
        try (LockFile held = lock.get()) {
          final int before = Files.exists(number) ? Integer.parseInt(Files.readString(number)) : 0;
          Files.writeString(number, String.valueOf(before + 1));
          i++;
        }
      }
    }
  }

  private int code(final Path file) throws IOException, InterruptedException {
    return JavaProcess.of(Once.class, "64m", file.toString()).inheritIO().start().waitFor();
  }

  @Test
  void aLockHasOneOwnerAndDeletesItsFile() throws IOException {
    final Path file = folder.resolve("lock");
    try (LockFile lock = LockFile.tryAcquire(file).orElseThrow()) {
      assertTrue(LockFile.tryAcquire(file).isEmpty(), () -> "taken twice: " + lock);
      assertTrue(LockFile.tryAcquire(folder.resolve("x/../lock")).isEmpty());
    }
    assertFalse(Files.exists(file));
    LockFile.tryAcquire(file).orElseThrow().close();
  }

  /** An attempt of the same process would release the lock of the first owner. */
  @Test
  @Tag("slow")
  void otherProcessesRespectALockThatThisProcessTriedTwice() throws Exception {
    final Path file = folder.resolve("lock");
    try (LockFile lock = LockFile.tryAcquire(file).orElseThrow()) {
      assertTrue(LockFile.tryAcquire(file).isEmpty(), () -> "taken twice: " + lock);
      assertEquals(7, code(file));
    }
    assertEquals(0, code(file));
  }

  @Test
  @Tag("slow")
  void aKilledProcessReleasesItsLock() throws Exception {
    final Path file = folder.resolve("lock");
    final Process holder = JavaProcess.of(Holder.class, "64m", file.toString()).start();
    holder.getInputStream().read();
    assertTrue(LockFile.tryAcquire(file).isEmpty());
    holder.destroyForcibly().waitFor();
    LockFile.tryAcquire(file).orElseThrow().close();
    assertFalse(Files.exists(file));
  }

  @Test
  @Tag("slow")
  void processesThatTakeAndDeleteTheFileExcludeEachOther() throws Exception {
    final Path number = folder.resolve("number");
    final String[] args = {folder.resolve("lock").toString(), number.toString()};
    final Process one = JavaProcess.of(Counter.class, "64m", args).inheritIO().start();
    final Process other = JavaProcess.of(Counter.class, "64m", args).inheritIO().start();
    assertEquals(0, one.waitFor());
    assertEquals(0, other.waitFor());
    assertEquals(2 * Counter.COUNTS, Integer.parseInt(Files.readString(number)));
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    final Path precious = Files.writeString(folder.resolve("precious"), "precious");
    final Path link = Files.createSymbolicLink(folder.resolve("lock"), precious);
    assertThrows(IOException.class, () -> LockFile.tryAcquire(link));
    assertEquals("precious", Files.readString(precious));
  }
}
