package sc.fiji.styletransfer.tensor;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Numbers of 16 bits with the range of float32 and 8 bits of its precision (bfloat16, "brain
 * floating point"). Processors that know them multiply them at twice the rate of float32 or more,
 * and they take half the memory.
 *
 * <p>DJL has no name for them, and its {@code toType} ends the whole virtual machine. The engine
 * itself knows them, so it is given a program of one line in its own language, TorchScript. Arrays
 * of these numbers take part in convolutions, products and sums like others; asking one for its
 * type or its values would end the virtual machine, too: {@link #widen} it first.
 */
public final class BFloat16 implements AutoCloseable {

  /** 15 is the number of bfloat16 among the engine's types. */
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

  private final Model program;
  private final ParameterStore noParameters;

  /**
   * @param manager of the session in which numbers are to be narrowed
   * @throws EngineException if the engine does not take the program
   */
  public BFloat16(final NDManager manager) {
    program = manager.getEngine().newModel("Narrow", manager.getDevice());
    noParameters = new ParameterStore(manager, false);
    try {
      program.load(new ByteArrayInputStream(archive()));
    } catch (final IOException | MalformedModelException | RuntimeException e) {
      program.close();
      throw new EngineException(
          "The tensor engine does not know 16-bit numbers; choose precision single.", e);
    }
  }

  /**
   * @param array of type float32
   * @return its values to the nearest bfloat16, a new array of the same manager; differentiable
   */
  public NDArray narrow(final NDArray array) {
    return program.getBlock().forward(noParameters, new NDList(array), true).singletonOrThrow();
  }

  /**
   * @param array of bfloat16 or float32
   * @return the same values in float32, a new array of the same manager; differentiable
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

  /** The program as the engine reads it: a zip file with the text and two pickles. */
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
