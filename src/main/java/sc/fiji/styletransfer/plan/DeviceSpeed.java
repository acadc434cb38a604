package sc.fiji.styletransfer.plan;

import ai.djl.Device;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.machine.ProcessorLoad;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The speed of a device: rates that are measured once for each engine and device, and remembered,
 * and times of runs. {@code precision=auto} therefore decides the same way in every run, whatever
 * else the computer does meanwhile.
 */
public final class DeviceSpeed {

  /** Rounds of a measurement, of which the fastest counts. */
  private static final int ROUNDS = 5;

  /** Nanoseconds between two rounds. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(40);

  private final TensorSession session;
  private final MachineFile file;
  private final Map<String, Double> known = new HashMap<>();

  /**
   * @param session session on the device
   * @param file remembers rates and times
   */
  public DeviceSpeed(final TensorSession session, final MachineFile file) {
    this.session = session;
    this.file = file;
  }

  /**
   * Returns the rate of matrix products, on which {@code precision=auto} decides; measures it if it
   * is not known. The number of threads does not matter: a part of a batch decides like the whole.
   *
   * @param precision precision of the elements
   * @return floating point operations per second, where a multiplication and an addition are two
   */
  public double matrixRate(final Precision precision) {
    chooseThreads();
    return rates(
            "rate",
            session.identity(),
            EnumSet.allOf(Precision.class),
            p -> MatrixRate.measure(session.manager(), p))
        .get(precision);
  }

  /**
   * Returns what is known about the times of runs on the device.
   *
   * @param precision precision of the runs
   * @param widths widths of the network; others take other times
   * @return the times that finished runs took, and an estimate where there are none
   */
  public RunTimes times(final Precision precision, final NetworkWidths widths) {
    chooseThreads();
    final DeviceRates device = new DeviceRates(session.manager());
    final TimeModel.Rates rates =
        new TimeModel.Rates(
            rate("convolution", precision, () -> device.convolution(precision)),
            rate("product", Precision.SINGLE, device::product),
            rate("elements", Precision.SINGLE, device::elements));
    return new RunTimes(
        file,
        precision + "." + widths + "." + conditions(),
        TimeModel.of(rates),
        new ProcessorLoad()::isCrowded);
  }

  /** Everything else depends on the number of threads. */
  private void chooseThreads() {
    new FastestThreads(session, file).choose();
  }

  private double rate(
      final String kind, final Precision precision, final DoubleSupplier measurement) {
    return rates(kind, conditions(), EnumSet.of(precision), p -> measurement.getAsDouble())
        .get(precision);
  }

  private Map<Precision, Double> rates(
      final String kind,
      final String conditions,
      final Set<Precision> precisions,
      final ToDoubleFunction<Precision> measurement) {
    final Map<Precision, Double> rates = new EnumMap<>(Precision.class);
    for (final Precision precision : precisions) {
      final String key = key(kind, precision, conditions);
      Optional.ofNullable(known.get(key))
          .or(() -> file.number(key))
          .filter(rate -> rate > 0)
          .ifPresent(rate -> rates.put(precision, rate));
    }
    if (rates.keySet().equals(precisions)) return rates;
    final Map<Precision, Double> measured = measured(precisions, measurement);
    measured.forEach(
        (precision, rate) -> {
          final String key = key(kind, precision, conditions);
          known.put(key, rate);
          file.note(key, rate.toString());
        });
    return measured;
  }

  /**
   * Measures in turns, so that other programs disturb all precisions alike. Between the rounds it
   * waits, because another program often works for some tens of milliseconds.
   */
  private static Map<Precision, Double> measured(
      final Set<Precision> precisions, final ToDoubleFunction<Precision> measurement) {
    final Map<Precision, Double> rates = new EnumMap<>(Precision.class);
    for (int round = 0; round < ROUNDS; round++) {
      if (round > 0) LockSupport.parkNanos(PAUSE);
      for (final Precision precision : precisions)
        rates.merge(precision, measurement.applyAsDouble(precision), Math::max);
    }
    return rates;
  }

  private static String key(final String kind, final Precision precision, final String conditions) {
    return kind + "." + precision + "." + conditions;
  }

  /** Describes what times depend on. */
  private String conditions() {
    final boolean cpu = session.device().equals(Device.cpu());
    return session.identity() + (cpu ? ", threads " + session.threads() : "");
  }
}
