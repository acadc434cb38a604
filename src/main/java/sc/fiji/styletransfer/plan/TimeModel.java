package sc.fiji.styletransfer.plan;

import sc.fiji.styletransfer.features.Precision;

/**
 * How long a device takes: seconds = a·evaluations + b·operations + c·elements, with the numbers of
 * {@link Workload}.
 *
 * @param perEvaluation a in seconds: calls of the engine, and what a small picture cannot use
 * @param perOperation b in seconds
 * @param perElement c in seconds
 */
public record TimeModel(double perEvaluation, double perOperation, double perElement) {

  /** Ratio of the network's floating point rate to that of a matrix product. */
  private static final double SINGLE_EFFICIENCY = 0.65;

  private static final double MIXED_EFFICIENCY = 0.5;

  /** Seconds per evaluation beside the arithmetic. */
  private static final double CALLS = 0.01;

  /** Operations of a matrix product in the time in which one number is read and written. */
  private static final double OPERATIONS_PER_ELEMENT = 250;

  /**
   * Estimates the times of a device of which only the rate of a matrix product is known.
   *
   * @param rate floating point operations per second in the precision of the run
   * @param singleRate that in single precision
   * @param precision precision of the run
   * @return the model
   */
  public static TimeModel ofRate(
      final double rate, final double singleRate, final Precision precision) {
    final double efficiency = precision == Precision.MIXED ? MIXED_EFFICIENCY : SINGLE_EFFICIENCY;
    return new TimeModel(CALLS, 1 / (efficiency * rate), OPERATIONS_PER_ELEMENT / singleRate);
  }

  /** Returns the seconds of one scale. */
  double seconds(final Workload work) {
    return work.evaluations() * perEvaluation
        + work.operations() * perOperation
        + work.elements() * perElement;
  }
}
