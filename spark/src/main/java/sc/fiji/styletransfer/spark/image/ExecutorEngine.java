package sc.fiji.styletransfer.spark.image;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.objective.TileEvaluator;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.weights.NetworkChoice;
import sc.fiji.styletransfer.weights.WeightsFolders;

/**
 * The native engine of an executor with the network, which stay from task to task. One thread uses
 * the engine, because the engine records gradients for one thread at a time; tasks wait for it.
 */
final class ExecutorEngine {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorEngine.class);

  private static final ExecutorEngine PRESENT = new ExecutorEngine();

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            final Thread daemon = new Thread(task, "Engine");
            daemon.setDaemon(true);
            return daemon;
          });

  private TensorSession session;
  private String loaded = "";
  private String evaluated = "";
  private Vgg19 network;
  private TileEvaluator evaluator;

  private ExecutorEngine() {}

  /** Returns the engine of this virtual machine. */
  static ExecutorEngine present() {
    return PRESENT;
  }

  /** A computation with an evaluator. */
  @FunctionalInterface
  interface Computation<R> {

    /** Computes. */
    R with(TileEvaluator evaluator);
  }

  /**
   * Computes on the engine's thread.
   *
   * @param problem scale that the computation belongs to
   * @param computation receives the evaluator of the scale
   * @return the result
   */
  <R> R compute(final TileProblem problem, final Computation<R> computation) {
    return call(
        () -> {
          final TileEvaluator present = evaluator(problem);
          final long begin = System.nanoTime();
          final R result = computation.with(present);
          LOG.info("Computed for {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
          return result;
        });
  }

  private <R> R call(final Callable<R> task) {
    try {
      return thread.submit(task).get();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Spark cancelled the task.", e);
    } catch (final ExecutionException e) {
      if (e.getCause() instanceof StyleTransferException known) throw known;
      throw new IllegalStateException(e.getCause());
    }
  }

  private TileEvaluator evaluator(final TileProblem problem) {
    if (!problem.id().equals(evaluated)) {
      if (evaluator != null) evaluator.close();
      final TransferSettings settings = problem.transferSettings();
      load(problem, settings);
      final InputConvention units = settings.get(Settings.PIXEL_UNITS).convention(network.input());
      evaluator =
          new TileEvaluator(
              session, network, units, problem.terms(network.widths()), problem.size());
      evaluated = problem.id();
    }
    return evaluator;
  }

  private void load(final TileProblem problem, final TransferSettings settings) {
    if (session == null) session = TensorEngine.start().open(DeviceChoice.AUTO);
    final String wanted =
        problem.network()
            + " "
            + settings.deepestLayer()
            + " "
            + settings.get(Settings.POOLING)
            + " "
            + settings.get(Settings.BORDER);
    if (wanted.equals(loaded)) return;
    if (network != null) network.close();
    try (NetworkWeights weights = open(problem.network())) {
      network =
          new Vgg19(
              weights,
              settings.deepestLayer(),
              new Vgg19.Variations(settings.get(Settings.POOLING), settings.get(Settings.BORDER)),
              session.manager());
    }
    loaded = wanted;
  }

  private static NetworkWeights open(final NetworkShipment shipment) {
    final WeightsFolders folders =
        shipment
            .folder()
            .map(folder -> new WeightsFolders(List.of(Path.of(folder)), List.of()))
            .orElseGet(WeightsFolders::standard);
    return NetworkChoice.open(shipment.onExecutor(), folders);
  }
}
