package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * The terms of an evaluation as scalars on the device, which may not have computed them yet. They
 * are read together, after the work that the device can do without an answer, so that a GPU does
 * not stop.
 */
final class PendingTerms {

  private final boolean hasContent;
  private final boolean hasStyle;
  private final boolean hasPixels;
  private final List<Vgg19Layer> monitored;
  private final NDArray values;

  /**
   * @param content α · content loss, if any
   * @param style β · style loss, if any
   * @param pixels sum of the terms on pixels, if any
   * @param monitored distances that are not minimised, by layer
   * @param owner of the copies of these scalars until {@link #read}
   */
  PendingTerms(
      final Optional<NDArray> content,
      final Optional<NDArray> style,
      final Optional<NDArray> pixels,
      final Map<Vgg19Layer, NDArray> monitored,
      final NDManager owner) {
    hasContent = content.isPresent();
    hasStyle = style.isPresent();
    hasPixels = pixels.isPresent();
    this.monitored = List.copyOf(monitored.keySet());
    final NDList scalars = new NDList();
    content.ifPresent(scalars::add);
    style.ifPresent(scalars::add);
    pixels.ifPresent(scalars::add);
    this.monitored.forEach(layer -> scalars.add(monitored.get(layer)));
    values = NDArrays.stack(scalars);
    values.attach(owner);
  }

  /**
   * Waits for the device, reads the terms and frees them.
   *
   * @return the terms
   */
  LossTerms read() {
    try (values) {
      final List<Double> numbers = new ArrayList<>();
      for (final float value : values.toFloatArray()) numbers.add((double) value);
      final double content = hasContent ? numbers.remove(0) : 0;
      final double style = hasStyle ? numbers.remove(0) : 0;
      final double pixels = hasPixels ? numbers.remove(0) : 0;
      final Map<Vgg19Layer, Double> distances = new EnumMap<>(Vgg19Layer.class);
      for (final Vgg19Layer layer : monitored) distances.put(layer, numbers.remove(0));
      return new LossTerms(content, style, pixels, distances);
    }
  }
}
