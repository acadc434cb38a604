package sc.fiji.styletransfer.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import sc.fiji.styletransfer.machine.MachineFile;

/**
 * Learns how long a device takes from the runs that it has finished. The unknowns a and b of {@link
 * TimeModel} minimise Σ wᵢ(tᵢ − (a·nᵢ + b·oᵢ + c·eᵢ + d·pᵢ))²/tᵢ² over the scales i of the runs,
 * with n evaluations, o operations, e elements, p operations of products and t seconds. The weight
 * w is a scale's part of the time of its run. Earlier runs count less. A small term keeps a and b
 * near those of the model that is not learned, multiplied by the factor s that explains the runs
 * best. Runs beside busy programs count little, because they take longer than the next one may.
 */
public final class RunTimes {

  /** Weight of all earlier runs relative to the latest. */
  private static final double MEMORY = 0.6;

  /**
   * Weight of a run during which other programs kept the processors busy, relative to one that had
   * them for itself. Where all runs are like that, they still decide.
   */
  private static final double CROWDED = 0.05;

  /** Weight of the model that is not learned, which decides where the runs do not. */
  private static final double PRIOR = 0.1;

  /** Shorter scales are dominated by what happens once. */
  private static final int FEWEST_EVALUATIONS = 3;

  /** With more scales the first is left out: it contains what happens once in a process. */
  private static final int FEWEST_SCALES = 2;

  private final MachineFile file;
  private final String key;
  private final TimeModel prior;
  private final BooleanSupplier crowded;
  private final List<Lap> laps = new ArrayList<>();

  private record Lap(Workload work, double seconds) {}

  /** Sums of the least squares problem: nn, no, oo, nt, ot, each divided by t². */
  private record Sums(double nn, double no, double oo, double nt, double ot) {

    static final Sums ZERO = new Sums(0, 0, 0, 0, 0);

    static Sums of(final double n, final double o, final double t, final double all) {
      final double w = 1 / (all * all);
      return new Sums(n * n * w, n * o * w, o * o * w, n * t * w, o * t * w);
    }

    Sums plus(final double weight, final Sums other) {
      return new Sums(
          nn + weight * other.nn,
          no + weight * other.no,
          oo + weight * other.oo,
          nt + weight * other.nt,
          ot + weight * other.ot);
    }

    /** Adds Σ wᵢ((a − s·a₀)²nᵢ² + (b − s·b₀)²oᵢ²)/tᵢ², multiplied by {@link #PRIOR}. */
    Sums near(final TimeModel model) {
      final double scale = scale(model);
      return new Sums(
          (1 + PRIOR) * nn,
          no,
          (1 + PRIOR) * oo,
          nt + PRIOR * nn * scale * model.perEvaluation(),
          ot + PRIOR * oo * scale * model.perOperation());
    }

    /** Returns the factor s by which a model explains the scales best. */
    private double scale(final TimeModel model) {
      final double a = model.perEvaluation();
      final double b = model.perOperation();
      return (a * nt + b * ot) / (a * a * nn + 2 * a * b * no + b * b * oo);
    }

    static Optional<Sums> parse(final String text) {
      final String[] parts = text.split(" ");
      if (parts.length != 5) return Optional.empty();
      final double[] v = Stream.of(parts).mapToDouble(Double::parseDouble).toArray();
      return Optional.of(new Sums(v[0], v[1], v[2], v[3], v[4]));
    }

    @Override
    public String toString() {
      return DoubleStream.of(nn, no, oo, nt, ot)
          .mapToObj(Double::toString)
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * @param file remembers what was learned
   * @param device device, precision and networks, on which times depend
   * @param prior model of the device before anything is learned
   * @param crowded tells whether other programs took processors from the run
   */
  public RunTimes(
      final MachineFile file,
      final String device,
      final TimeModel prior,
      final BooleanSupplier crowded) {
    this.file = file;
    key = "time." + device;
    this.prior = prior;
    this.crowded = crowded;
  }

  /**
   * Returns the model that explains the finished runs best.
   *
   * @return the model; the one before anything is learned if no run has finished
   */
  public TimeModel model() {
    final Sums learned = learned();
    if (learned.equals(Sums.ZERO)) return prior;
    final Sums sums = learned.near(prior);
    final double determinant = sums.nn() * sums.oo() - sums.no() * sums.no();
    final double a = (sums.nt() * sums.oo() - sums.ot() * sums.no()) / determinant;
    final double b = (sums.ot() * sums.nn() - sums.nt() * sums.no()) / determinant;
    // A negative time has no meaning: the other unknown then explains everything.
    if (a <= 0) return model(0, sums.ot() / sums.oo());
    if (b <= 0) return model(sums.nt() / sums.nn(), prior.perOperation());
    return model(a, b);
  }

  private TimeModel model(final double perEvaluation, final double perOperation) {
    return new TimeModel(perEvaluation, perOperation, prior.perElement(), prior.perProduct());
  }

  /** Adds a scale that has been carried out. */
  void add(final Workload work, final double seconds) {
    if (work.evaluations() >= FEWEST_EVALUATIONS) laps.add(new Lap(work, seconds));
  }

  /** Remembers the scales of a run that has finished. */
  public void remember() {
    if (laps.isEmpty()) return;
    if (laps.size() > FEWEST_SCALES) laps.remove(0);
    final double weight = crowded.getAsBoolean() ? CROWDED : 1;
    Sums sums = Sums.ZERO.plus(Math.pow(MEMORY, weight), learned());
    final double all = laps.stream().mapToDouble(Lap::seconds).sum();
    for (final Lap lap : laps) {
      final double known = model(0, 0).seconds(lap.work());
      // What is not learned is an estimate, and the network takes most of the time.
      final double network = Math.max(lap.seconds() / 2, lap.seconds() - known);
      sums =
          sums.plus(
              weight * lap.seconds() / all,
              Sums.of(lap.work().evaluations(), lap.work().operations(), network, lap.seconds()));
    }
    laps.clear();
    file.note(key, sums.toString());
  }

  private Sums learned() {
    try {
      return file.get(key).flatMap(Sums::parse).orElse(Sums.ZERO);
    } catch (final NumberFormatException e) {
      return Sums.ZERO;
    }
  }
}
