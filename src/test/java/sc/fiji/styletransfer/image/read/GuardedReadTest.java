package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;

@Timeout(60)
class GuardedReadTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("a.png"), new byte[100]);
  }

  private StyleTransferException refusal(final long seconds, final Callable<?> decoder) {
    return assertThrows(
        StyleTransferException.class, () -> new GuardedRead(seconds).read(file, "PNG", decoder));
  }

  @Test
  void aReaderThatNeverEndsIsGivenUpAndItsThreadEnds() throws Exception {
    final AtomicReference<Thread> thread = new AtomicReference<>();
    final StyleTransferException e =
        refusal(
            1,
            () -> {
              thread.set(Thread.currentThread());
              try (ImageInputStream in = new PatchedStream(file)) {
                // As decoders do that wait for a marker, at the end of the file.
                while (true) if (in.read() == 1) return "";
              }
            });
    assertEquals(
        "The PNG file '%s' is damaged or of an unknown variant: reading does not end. Copy or download the file again, or convert it to PNG or TIFF."
            .formatted(file),
        e.getMessage());
    assertTrue(e instanceof BeyondLimits, "no other reader is tried");
    thread.get().join();
    assertFalse(thread.get().isAlive());
  }

  /** ImageJ's own readers neither use the plugin's stream nor look at interruptions. */
  @Test
  void aReaderThatCannotBeEndedIsGivenUpAllTheSame() throws Exception {
    final AtomicReference<Thread> thread = new AtomicReference<>();
    final AtomicBoolean over = new AtomicBoolean();
    final String sentence =
        refusal(
                1,
                () -> {
                  thread.set(Thread.currentThread());
                  while (!over.get()) Thread.onSpinWait();
                  return "";
                })
            .getMessage();
    assertTrue(sentence.contains("reading does not end"), sentence);
    assertTrue(thread.get().isAlive() && thread.get().isDaemon(), "the program can end");
    assertEquals(Thread.MIN_PRIORITY, thread.get().getPriority());
    over.set(true);
    thread.get().join();
  }

  @Test
  void aReaderThatJumpsBackForEverEndsAsWell() throws Exception {
    final AtomicReference<Thread> thread = new AtomicReference<>();
    refusal(
        1,
        () -> {
          thread.set(Thread.currentThread());
          final byte[] block = new byte[10];
          try (ImageInputStream in = new PatchedStream(file)) {
            while (true) {
              in.seek(0);
              in.readFully(block);
            }
          }
        });
    thread.get().join();
  }

  @Test
  void aFullHeapIsTheRefusalOfTheFile() {
    final StyleTransferException e =
        refusal(
            9,
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertEquals(
        "Java's heap is too small to read the image '%s'. Give Java more memory or scale the image down."
            .formatted(file),
        e.getMessage());
  }

  @Test
  void reasonsAreSaidWithoutNamesOfExceptions() throws IOException {
    assertReason("the file ends before its last pixel", new EOFException());
    assertReason("the data contradict each other", new IndexOutOfBoundsException("-1"));
    assertReason("the data contradict each other", new StackOverflowError());
    assertReason("bad header", new IOException(" bad\n header. "));
    final StyleTransferException own = new StyleTransferException("Own.");
    assertEquals(
        "Own.",
        refusal(
                9,
                () -> {
                  throw own;
                })
            .getMessage());
    Files.delete(file);
    final String sentence =
        assertThrows(
                StyleTransferException.class, () -> new GuardedRead(9).read(file, "PNG", () -> ""))
            .getMessage();
    assertEquals("The file '" + file + "' cannot be read. Check its permissions.", sentence);
  }

  private void assertReason(final String reason, final Throwable thrown) {
    final String sentence =
        refusal(
                9,
                () -> {
                  if (thrown instanceof Error error) throw error;
                  throw (Exception) thrown;
                })
            .getMessage();
    assertTrue(sentence.contains("unknown variant: " + reason + ". Copy"), sentence);
  }

  @Test
  void aFileThatDisappearsIsSaid() {
    final String sentence =
        refusal(
                9,
                () -> {
                  Files.delete(file);
                  throw new IOException("gone");
                })
            .getMessage();
    assertTrue(sentence.contains("a.png' disappeared while it was read."), sentence);
  }

  @Test
  void anInterruptionEndsTheReading() {
    Thread.currentThread().interrupt();
    final String sentence =
        refusal(
                9,
                () -> {
                  Thread.sleep(50_000);
                  return "";
                })
            .getMessage();
    assertTrue(Thread.interrupted());
    assertEquals("Reading the file '" + file + "' was interrupted. Start again.", sentence);
  }
}
