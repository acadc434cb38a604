package sc.fiji.styletransfer.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Converts between float32 and bfloat16, the 16-bit format with the range of float32 and 8 bits of
 * precision. Processors with bfloat16 instructions multiply at twice the rate of float32 or more,
 * and the numbers take half the memory.
 *
 * <p>DJL does not support bfloat16, and its {@code toType} ends the whole virtual machine. The
 * engine does support the format, so an {@link EngineProgram} converts. Convolutions, products and
 * sums accept arrays of bfloat16. A query of the type or the values of such an array would end the
 * virtual machine as well; call {@link #widen} first.
 */
public final class BFloat16 implements AutoCloseable {

  /** The engine's number for bfloat16 is 15. */
  private static final String PROGRAM =
      """
      def forward(self: __torch__.Program, x: Tensor) -> Tensor:
        return torch.to(x, 15)
      """;

  private static final Shape ONE = new Shape(1);

  private final EngineProgram program;

  /**
   * @param manager manager of the session
   * @throws EngineException if the engine does not accept the program
   */
  public BFloat16(final NDManager manager) {
    program = new EngineProgram(manager, PROGRAM);
  }

  /**
   * Rounds an array to bfloat16. The result is differentiable.
   *
   * @param array array of type float32
   * @return a new array with the same manager
   */
  public NDArray narrow(final NDArray array) {
    return program.run(array).singletonOrThrow();
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
}
