package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.JavaProcess;

/**
 * The engine's native code writes past {@code System.err}, so each test reads the output of a
 * process of its own.
 */
class EngineMessagesTest {

  /** PyTorch warns of a value that it does not know when the first kernel runs. */
  private static final String CAPABILITY = "ATEN_CPU_CAPABILITY";

  private static final String WARNING = "ignoring invalid value";

  @TempDir private Path folder;

  @Test
  void warningsOfTheEngineDoNotAppear() throws IOException, InterruptedException {
    assertFalse(output(process()).contains(WARNING));
  }

  /** Without this test, the one above could pass because nothing warns. */
  @Test
  void theUsersOwnLevelStays() throws IOException, InterruptedException {
    final ProcessBuilder process = process();
    process.environment().put("TORCH_CPP_LOG_LEVEL", "WARNING");
    assertTrue(output(process).contains(WARNING));
  }

  @Test
  void errorsOfTheEngineAppear() throws IOException, InterruptedException {
    assumeFalse(Platform.isWindows(), "names of C++ functions differ on Windows");
    final String output = output(process());
    assertFalse(output.contains(Messages.class.getName() + ".WARNING"), output);
    assertTrue(output.contains(Messages.class.getName() + ".ERROR"), output);
  }

  private static ProcessBuilder process() {
    final ProcessBuilder process = JavaProcess.of(Messages.class, "256m");
    process.environment().put(CAPABILITY, "unknown");
    process.environment().remove("TORCH_CPP_LOG_LEVEL");
    return process;
  }

  private String output(final ProcessBuilder process) throws IOException, InterruptedException {
    final Path log = folder.resolve("log.txt");
    final int status =
        process.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    final String output = Files.readString(log);
    assertEquals(0, status, output);
    return output;
  }

  /** The process: provokes a warning of the engine and lets its logger write two messages. */
  static final class Messages {

    private static final int WARNING = 1;
    private static final int ERROR = 2;

    /** More than the logger's object has. */
    private static final long OBJECT = 4096;

    private Messages() {}

    public static void main(final String[] arguments) {
      try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"));
          NDArray ones = session.manager().ones(new Shape(4));
          NDArray sum = ones.sum()) {
        assertEquals(4, sum.getFloat());
      }
      if (Platform.isWindows()) return;
      write("WARNING", WARNING);
      write("ERROR", ERROR);
    }

    /** Constructs c10::MessageLogger(file, line, level); its destructor writes the message. */
    private static void write(final String name, final int level) {
      final NativeLibrary library =
          NativeLibrary.getInstance(
              Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("c10")).toString());
      try (Memory logger = new Memory(OBJECT)) {
        final Object[] values = {logger, Messages.class.getName() + "." + name, 1, level};
        library.getFunction("_ZN3c1013MessageLoggerC1EPKcii").invokeVoid(values);
        library.getFunction("_ZN3c1013MessageLoggerD1Ev").invokeVoid(new Object[] {logger});
      }
    }
  }
}
