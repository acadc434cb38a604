package sc.fiji.styletransfer.plan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.measure.DrawnPictures;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.transfer.ProgressListener;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Prints a table that compares estimates with runs. All times are those of the processor, so that
 * other programs disturb them little: start it with one thread (OMP_NUM_THREADS=1), and {@code
 * styletransfer.preferences} with an empty folder.
 */
final class EstimateTable {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 40;

  private final MachineFile file;
  private final NetworkWidths widths;
  private final TimeModel.Rates single;
  private final TimeModel.Rates mixed;

  private EstimateTable(final MachineFile file, final NetworkWidths widths) {
    this.file = file;
    this.widths = widths;
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      single = rates(session, Precision.SINGLE);
      mixed = rates(session, Precision.MIXED);
    }
  }

  /** A run to carry out; 0 iterations are those of the preset. */
  private record Case(String preset, int size, int iterations, PrecisionChoice precision) {

    static Case parse(final String text) {
      final String[] parts = text.split(",");
      return new Case(
          parts[0],
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          Settings.PRECISION.parse(parts[3]));
    }

    TransferSettings settings() {
      final TransferSettings.Builder builder =
          TransferSettings.builder()
              .parse("preset", preset)
              .set(Settings.SIZE, size)
              .set(Settings.PRECISION, precision);
      return (iterations == 0 ? builder : builder.set(Settings.ITERATIONS, iterations)).build();
    }
  }

  /**
   * @param args network, and cases such as {@code gatys,256,50,mixed} or {@code
   *     balanced,256,0,single}
   */
  public static void main(final String[] args) {
    try (NetworkWeights weights = NetworkChoice.open(args[0]);
        StyleTransfer transfer =
            new StyleTransfer(NetworkChoice.open(args[0]), new DeviceChoice("cpu"))) {
      final EstimateTable table = new EstimateTable(MachineFile.standard(), weights.widths());
      print("single %s, mixed %s%n", table.single, table.mixed);
      print("| preset, iterations, size | precision | first | later | run | ratios | wall |");
      print("|---|---|---|---|---|---|---|");
      for (int i = 1; i < args.length; i++) table.measure(transfer, Case.parse(args[i]));
    }
  }

  private static TimeModel.Rates rates(final TensorSession session, final Precision precision) {
    final DeviceRates device = new DeviceRates(session.manager());
    return new TimeModel.Rates(
        rate(() -> device.convolution(precision)), rate(device::product), rate(device::elements));
  }

  /** Returns the fastest of many short measurements, some of which no other program disturbs. */
  private static double rate(final DoubleSupplier measurement) {
    return DoubleStream.generate(measurement).limit(ROUNDS).max().orElseThrow();
  }

  private void measure(final StyleTransfer transfer, final Case tried) {
    final TransferSettings settings = tried.settings();
    final Watch watch = new Watch();
    final long wall = System.nanoTime();
    transfer.run(DrawnPictures.inputs(Math.max(512, tried.size())), settings, watch);
    final double passed = (System.nanoTime() - wall) / 1e9;
    final TimeModel first =
        TimeModel.of(tried.precision() == PrecisionChoice.MIXED ? mixed : single);
    final RunTimes times =
        new RunTimes(file, "processor." + tried.precision() + "." + widths, first, () -> false);
    final double later = seconds(watch.plan, settings, times.model());
    final double run = learn(watch, settings, times);
    final double estimate = seconds(watch.plan, settings, first);
    print(
        "| `%s`, %d, %d | %s | %.1f s | %.1f s | %.1f s | %.2f, %.2f | %.1f s |",
        tried.preset(),
        settings.get(Settings.ITERATIONS),
        tried.size(),
        tried.precision(),
        estimate,
        later,
        run,
        estimate / run,
        later / run,
        passed);
  }

  private double seconds(
      final TransferPlan plan, final TransferSettings settings, final TimeModel model) {
    return TransferPlan.of(
            Schedule.of(plan.size(), settings),
            settings,
            widths,
            new TransferPlan.Resources(plan.available(), true, model))
        .seconds();
  }

  /** Teaches the times of all scales and returns that of the run. */
  private double learn(final Watch watch, final TransferSettings settings, final RunTimes times) {
    int evaluation = 0;
    double before = 0;
    for (final Scale scale : Schedule.of(watch.plan.size(), settings).scales()) {
      evaluation += scale.evaluations();
      final double until = watch.seconds.get(evaluation - 1);
      watch.plan.learn(scale, settings, widths, until - before, times);
      print("  %s: %.3f", scale, until - before);
      before = until;
    }
    times.remember();
    return before;
  }

  /** Records the time of each evaluation. */
  private static final class Watch implements ProgressListener {

    private final long begin = CLOCK.getCurrentThreadCpuTime();
    private final List<Double> seconds = new ArrayList<>();
    private TransferPlan plan;

    @Override
    public void planned(final TransferPlan made) {
      plan = made;
    }

    @Override
    public void evaluated(final Progress progress) {
      seconds.add((CLOCK.getCurrentThreadCpuTime() - begin) / 1e9);
    }
  }

  private static void print(final String format, final Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
