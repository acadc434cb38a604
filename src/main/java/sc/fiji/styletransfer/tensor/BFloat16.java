package sc.fiji.styletransfer.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
 * Converts between float32 and bfloat16, the 16-bit format with the range of float32 and 8 bits of
 * precision. Processors with bfloat16 instructions multiply at twice the rate of float32 or more,
 * and the numbers take half the memory.
 *
 * <p>DJL does not support bfloat16, and its {@code toType} ends the whole virtual machine. The
 * engine does support the format, so this class runs a program of one line in TorchScript, the
 * engine's own language. Convolutions, products and sums accept arrays of bfloat16. A query of the
 * type or the values of such an array would end the virtual machine as well; call {@link #widen}
 * first.
 */
public final class BFloat16 implements AutoCloseable {

  /** The engine's number for bfloat16 is 15. */
  private static final String PROGRAM =
      """
      class Narrow(Module):
        __parameters__ = []
        __buffers__ = []
        def forward(self: __torch__.Narrow, x: Tensor) -> Tensor:
          return torch.to(x, 15)
      """;

  /** Pickle, protocol 2: an object of class Narrow without fields. */
  private static final String OBJECT = "\u0080\u0002c__torch__\nNarrow\n)\u0081}b.";

  /** Pickle, protocol 2: an empty tuple. */
  private static final String CONSTANTS = "\u0080\u0002).";

  private static final Shape ONE = new Shape(1);

  private final PtSymbolBlock program;
  private final ParameterStore noParameters;

  /**
   * @param manager manager of the session
   * @throws EngineException if the engine does not accept the program
   */
  public BFloat16(final NDManager manager) {
    noParameters = new ParameterStore(manager, false);
    try {
      // DJL's Model would leave a temporary folder when the process is killed.
      program =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive()), false, false);
    } catch (final IOException | RuntimeException e) {
      throw new EngineException(
          "The tensor engine does not support 16-bit numbers. Choose precision single.", e);
    }
  }

  /**
   * Rounds an array to bfloat16. The result is differentiable.
   *
   * @param array array of type float32
   * @return a new array with the same manager
   */
  public NDArray narrow(final NDArray array) {
    return program.forward(noParameters, new NDList(array), true).singletonOrThrow();
  }

  /**
   * Converts an array to float32. The result is differentiable.
   *
   * @param array array of type bfloat16 or float32
   * @return a new array with the same manager
   */
  public static NDArray widen(final NDArray array) {
    try (NDArray one = array.getManager().ones(ONE)) {
      return array.mul(one);
    }
  }

  @Override
  public void close() {
    program.close();
  }

  /** Returns the program in the format of the engine: a zip file with the text and two pickles. */
  private static byte[] archive() throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "version", "3\n");
      put(zip, "code/__torch__.py", PROGRAM);
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
    final ZipEntry entry = new ZipEntry("narrow/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
