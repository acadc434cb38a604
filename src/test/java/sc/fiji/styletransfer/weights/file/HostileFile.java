package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;

/** Reads damaged or malicious bytes completely and checks the message for the user. */
final class HostileFile {

  /** Far more than a sound file of these tests needs, far less than a forged length demands. */
  private static final long MOST_BYTES = 96L << 20;

  private final Path path;
  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int refused;
  private int cases;

  HostileFile(final Path path) {
    this.path = path;
  }

  /** Passes if the reader reads or refuses the file with little memory; a refusal is a sentence. */
  void check(final byte[] bytes, final String description) throws IOException {
    Files.write(path, bytes);
    cases++;
    final long thread = Thread.currentThread().getId();
    final long before = memory.getThreadAllocatedBytes(thread);
    if (readAll(description)) refused++;
    final long allocated = memory.getThreadAllocatedBytes(thread) - before;
    assertTrue(allocated < MOST_BYTES, description + " allocated " + allocated + " bytes");
  }

  /** Passes only if the reader refuses the file. Returns the message. */
  String refuse(final byte[] bytes, final String description) throws IOException {
    final int before = refused;
    check(bytes, description);
    assertTrue(refused > before, description + " was accepted");
    try (NetworkWeights weights = WeightsFile.open(path)) {
      weights.read(Vgg19Layer.CONV1_1);
      return fail(description + " was accepted");
    } catch (final WeightsException e) {
      return e.getMessage();
    }
  }

  int cases() {
    return cases;
  }

  int refused() {
    return refused;
  }

  private boolean readAll(final String description) {
    try (TensorFile file = TensorFormat.open(path)) {
      for (final String name : file.shapes().keySet()) file.read(name);
      try (NetworkWeights weights = WeightsFile.open(path)) {
        weights.read(Vgg19Layer.CONV1_1);
      }
      return false;
    } catch (final WeightsException e) {
      assertSentence(e.getMessage(), description);
      return true;
    } catch (final Throwable e) {
      throw new AssertionError(description + " led to " + e, e);
    }
  }

  private static void assertSentence(final String message, final String description) {
    assertTrue(message.endsWith("."), description + ": " + message);
    assertTrue(Character.isUpperCase(message.charAt(0)), description + ": " + message);
    assertTrue(message.length() < 600, description + ": " + message);
    assertFalse(message.contains("\n"), description + ": " + message);
    assertFalse(message.contains("Exception"), description + ": " + message);
  }
}
