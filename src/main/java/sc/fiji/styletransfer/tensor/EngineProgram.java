package sc.fiji.styletransfer.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A few lines in TorchScript, the engine's own language, for operations that DJL does not offer.
 * Programs are differentiable, and run on the device of their arguments.
 */
public final class EngineProgram implements AutoCloseable {

  private static final String CLASS =
      """
      class Program(Module):
        __parameters__ = []
        __buffers__ = []
      """;

  /** Pickle, protocol 2: an object of class Program without fields. */
  private static final String OBJECT = "\u0080\u0002c__torch__\nProgram\n)\u0081}b.";

  /** Pickle, protocol 2: an empty tuple. */
  private static final String CONSTANTS = "\u0080\u0002).";

  private final PtSymbolBlock program;
  private final ParameterStore noParameters;

  /**
   * Compiles a program.
   *
   * @param manager manager of the session
   * @param forward the method {@code forward(self: __torch__.Program, …)}, not indented
   * @throws EngineException if the engine does not accept the program
   */
  public EngineProgram(final NDManager manager, final String forward) {
    noParameters = new ParameterStore(manager, false);
    try {
      // DJL's Model would leave a temporary folder when the process is killed.
      program =
          JniUtils.loadModule(
              (PtNDManager) manager,
              new ByteArrayInputStream(archive(CLASS + forward.indent(2))),
              false,
              false);
    } catch (final IOException | RuntimeException e) {
      throw new EngineException(
          "The tensor engine does not support 16-bit numbers. Choose precision single.", e);
    }
  }

  /**
   * Runs the program.
   *
   * @param arguments its arguments
   * @return its results, new arrays with the manager of the first argument
   */
  public NDList run(final NDArray... arguments) {
    return program.forward(noParameters, new NDList(arguments), true);
  }

  @Override
  public void close() {
    program.close();
  }

  /** Returns the program in the format of the engine: a zip file with the text and two pickles. */
  private static byte[] archive(final String text) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "version", "3\n");
      put(zip, "code/__torch__.py", text);
      put(zip, "data.pkl", OBJECT);
      put(zip, "constants.pkl", CONSTANTS);
    }
    return bytes.toByteArray();
  }

  private static void put(final ZipOutputStream zip, final String name, final String text)
      throws IOException {
    final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    final CRC32 checksum = new CRC32();
    checksum.update(bytes);
    final ZipEntry entry = new ZipEntry("program/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
