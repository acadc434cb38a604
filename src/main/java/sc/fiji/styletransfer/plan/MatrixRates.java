package sc.fiji.styletransfer.plan;

import ai.djl.Device;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.machine.ThreadCount;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The rate at which a device multiplies matrices in each precision. The rates are measured once for
 * each engine and device and remembered, so that {@code precision=auto} decides the same way in
 * every run, whatever else the computer does meanwhile.
 */
public final class MatrixRates {

  /** Rounds of the measurement, of which the fastest counts. */
  private static final int ROUNDS = 5;

  /** With fewer threads, half of them leave cores without work wherever another program waits. */
  private static final int FEWEST_THREADS = 4;

  /** Gain for which half of the threads are taken. */
  private static final double GAIN = 1.1;

  private final TensorSession session;
  private final MachineFile file;
  private final Map<Precision, Double> known = new EnumMap<>(Precision.class);

  /**
   * @param session session on the device
   * @param file remembers the rates
   */
  public MatrixRates(final TensorSession session, final MachineFile file) {
    this.session = session;
    this.file = file;
  }

  /**
   * Returns the rate of a precision; measures all precisions if the rate is not known.
   *
   * @param precision precision of the elements
   * @return floating point operations per second, where a multiplication and an addition are two
   */
  public double rate(final Precision precision) {
    if (known.isEmpty()) recall();
    if (known.isEmpty()) measure();
    return known.get(precision);
  }

  private void recall() {
    final Map<Precision, Double> remembered = new EnumMap<>(Precision.class);
    for (final Precision precision : Precision.values())
      file.number(key(precision))
          .filter(rate -> rate > 0)
          .ifPresent(rate -> remembered.put(precision, rate));
    if (remembered.size() == Precision.values().length) known.putAll(remembered);
  }

  /** Measures in turns, so that other programs disturb all precisions alike. */
  private void measure() {
    for (int round = 0; round < ROUNDS; round++)
      for (final Precision precision : Precision.values())
        known.merge(precision, MatrixRate.measure(session.manager(), precision), Math::max);
    known.forEach((precision, rate) -> file.note(key(precision), rate.toString()));
    if (session.device().equals(Device.cpu())) measureThreads();
  }

  /**
   * Measures whether half the threads are faster: two threads of one core compete for its units. A
   * small gain may be chance, so that every round has to agree.
   */
  private void measureThreads() {
    final int all = session.threads();
    if (all < FEWEST_THREADS || ThreadCount.chosen(file).isPresent()) return;
    boolean halfIsFaster = true;
    for (int round = 0; round < ROUNDS && halfIsFaster; round++) {
      final double whole = MatrixRate.measure(session.manager(), Precision.SINGLE);
      session.setThreads(all / 2);
      halfIsFaster = MatrixRate.measure(session.manager(), Precision.SINGLE) > GAIN * whole;
      session.setThreads(all);
    }
    final int best = halfIsFaster ? all / 2 : all;
    session.setThreads(best);
    new ThreadCount(file, session.identity()).measured(best);
  }

  private String key(final Precision precision) {
    return "rate." + precision + "." + session.identity();
  }
}
