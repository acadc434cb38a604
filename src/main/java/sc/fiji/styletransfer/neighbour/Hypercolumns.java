package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.Scaled;
import sc.fiji.styletransfer.tensor.Slice;

/**
 * The layers that hypercolumns consist of (Hariharan et al. 2015): the features of all layers at
 * one position of the {@link QuarterGrid}, one after the other. The inner product of two
 * hypercolumns is the weighted sum Σ_l w_l·⟨F_l, G_l⟩, so that layer l is stored times √w_l.
 */
final class Hypercolumns {

  private final Map<Vgg19Layer, Double> roots = new EnumMap<>(Vgg19Layer.class);
  private final Map<Vgg19Layer, Long> begins = new EnumMap<>(Vgg19Layer.class);
  private final NetworkWidths widths;
  private final long length;

  /**
   * @param weights w_l, positive, by layer
   * @param widths of the network
   */
  Hypercolumns(final Map<Vgg19Layer, Double> weights, final NetworkWidths widths) {
    this.widths = widths;
    long begin = 0;
    for (final Map.Entry<Vgg19Layer, Double> entry : new EnumMap<>(weights).entrySet()) {
      roots.put(entry.getKey(), Math.sqrt(entry.getValue()));
      begins.put(entry.getKey(), begin);
      begin += widths.features(entry.getKey());
    }
    length = begin;
  }

  /** Returns the layers, the shallowest first. */
  Set<Vgg19Layer> layers() {
    return roots.keySet();
  }

  /** Returns √w_l by layer. */
  Map<Vgg19Layer, Double> roots() {
    return Collections.unmodifiableMap(roots);
  }

  /** Returns the factor √w_l of a layer. */
  double root(final Vgg19Layer layer) {
    return roots.get(layer);
  }

  /** Returns the number of channels of all layers. */
  long length() {
    return length;
  }

  /** Returns the part of a layer, times √w_l; differentiable. */
  NDArray weighted(final Vgg19Layer layer, final NDArray features) {
    return Scaled.times(features, roots.get(layer));
  }

  /**
   * Returns the columns of some layers.
   *
   * @param some all layers, or one
   * @param matrix hypercolumns, one in each row
   * @return a view of the matrix, to be closed
   */
  NDArray part(final Set<Vgg19Layer> some, final NDArray matrix) {
    if (some.equals(layers())) return matrix.reshape(matrix.getShape());
    return columns(some.iterator().next(), matrix);
  }

  /** Returns the view of a layer's channels in a tensor of shape {@code (1, length, H, W)}. */
  NDArray channels(final Vgg19Layer layer, final NDArray planes) {
    return columns(layer, planes);
  }

  private NDArray columns(final Vgg19Layer layer, final NDArray tensor) {
    final long begin = begins.get(layer);
    return Slice.of(tensor, 1, begin, begin + widths.features(layer));
  }

  /**
   * Joins the parts of all layers.
   *
   * @param parts weighted rows by layer, each of shape {@code (n, C)}
   * @return shape {@code (n, length)}
   */
  NDArray joined(final Map<Vgg19Layer, NDArray> parts) {
    final NDList list = new NDList();
    for (final Vgg19Layer layer : layers()) list.add(parts.get(layer));
    return NDArrays.concat(list, 1);
  }
}
