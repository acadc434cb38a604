package sc.fiji.styletransfer.plan;

/**
 * How long a device takes: seconds = a·evaluations + b·operations + c·elements + d·products, with
 * the numbers of {@link Workload}.
 *
 * @param perEvaluation a in seconds: calls of the engine, and what a small picture cannot use
 * @param perOperation b in seconds
 * @param perElement c in seconds
 * @param perProduct d in seconds
 */
public record TimeModel(
    double perEvaluation, double perOperation, double perElement, double perProduct) {

  /** Seconds per evaluation beside the arithmetic. */
  private static final double CALLS = 0.01;

  /**
   * What is measured of a device.
   *
   * @param convolution floating point operations per second of a convolution in the precision of
   *     the run
   * @param product those of a matrix product in single precision
   * @param elements numbers per second that a sum of large vectors reads and writes
   */
  record Rates(double convolution, double product, double elements) {}

  /**
   * Estimates the times of a device on which no run has finished.
   *
   * @param rates rates of the device
   * @return the model
   */
  static TimeModel of(final Rates rates) {
    return new TimeModel(CALLS, 1 / rates.convolution(), 1 / rates.elements(), 1 / rates.product());
  }

  /** Returns the seconds of one scale. */
  double seconds(final Workload work) {
    return work.evaluations() * perEvaluation
        + work.operations() * perOperation
        + work.elements() * perElement
        + work.products() * perProduct;
  }
}
