package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LossWeighting;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The loss as a function of the statistics S_l of the whole picture.
 *
 * @param session that computes
 * @param losses the terms that are part of the loss
 * @param weighting of the evaluation
 */
record StatisticLoss(TensorSession session, Losses losses, LossWeighting weighting) {

  /**
   * The terms of an evaluation as scalars on the device.
   *
   * @param content sum of the content terms, if there are any
   * @param style sum of the style terms, if there are any
   * @param monitored relative distances by layer
   */
  record Values(
      Optional<NDArray> content, Optional<NDArray> style, Map<Vgg19Layer, NDArray> monitored) {

    /** Adds the terms on pixels, and a manager for what is left to be read. */
    PendingTerms pending(final Optional<NDArray> pixels, final NDManager manager) {
      return new PendingTerms(content, style, pixels, monitored, manager);
    }
  }

  /** Returns the terms: content, style, and those that are monitored. */
  List<FeatureLoss> terms() {
    return Stream.<FeatureLoss>concat(losses.onFeatures(), losses.monitored().stream()).toList();
  }

  /** Returns the statistics of the terms that are minimised. */
  List<NDArray> minimised(final List<NDArray> statistics) {
    return statistics.subList(0, (int) losses.onFeatures().count());
  }

  /**
   * Computes the terms. The statistics that are minimised then have the derivative of the loss as
   * their gradient.
   *
   * @param statistics in the order of {@link #terms}
   */
  Values differentiate(final List<NDArray> statistics) {
    final List<NDArray> minimised = minimised(statistics);
    final int contents = losses.content().size();
    final Optional<NDArray> content;
    final Optional<NDArray> style;
    minimised.forEach(statistic -> statistic.setRequiresGradient(true));
    try (GradientTape tape = session.record()) {
      content = values(losses.content(), minimised.subList(0, contents));
      style = values(losses.style(), minimised.subList(contents, minimised.size()));
      tape.backward(weighting.total(content, style));
    }
    return new Values(
        content, style, distances(statistics.subList(minimised.size(), statistics.size())));
  }

  private Map<Vgg19Layer, NDArray> distances(final List<NDArray> statistics) {
    final MonitoredDistances distances = new MonitoredDistances();
    final List<LayerLoss> monitored = losses.monitored();
    for (int i = 0; i < monitored.size(); i++)
      distances.add(monitored.get(i).layer(), monitored.get(i).value(statistics.get(i)));
    return distances.values();
  }

  /** Returns the sum of the values of some losses, if there are any. */
  private static Optional<NDArray> values(
      final List<FeatureLoss> losses, final List<NDArray> statistics) {
    return IntStream.range(0, losses.size())
        .mapToObj(i -> losses.get(i).value(statistics.get(i)))
        .reduce(NDArray::add);
  }
}
