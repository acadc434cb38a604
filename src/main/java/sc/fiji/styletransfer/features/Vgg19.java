package sc.fiji.styletransfer.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sc.fiji.styletransfer.network.Convolution;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.BFloat16;
import sc.fiji.styletransfer.tensor.MemoryFormat;

/**
 * The convolutional part of VGG19 (Simonyan &amp; Zisserman 2015), evaluated up to the deepest
 * requested layer. Activations are the values after the ReLU, as in all implementations of Gatys et
 * al.; those of a distilled network are its linear read-outs after the ReLU.
 */
public final class Vgg19 implements AutoCloseable {

  private static final Shape STRIDE = new Shape(1, 1);
  private static final Shape PADDED = new Shape(1, 1);
  private static final Shape BARE = new Shape(0, 0);

  /**
   * Options in which the network may differ from the one that was trained.
   *
   * @param pooling pooling between the blocks
   * @param border padding of the image before the first convolution
   * @param precision precision of the convolutions
   */
  public record Variations(Pooling pooling, Border border, Precision precision) {

    /**
     * Options with single precision.
     *
     * @param pooling pooling between the blocks
     * @param border padding of the image before the first convolution
     */
    public Variations(final Pooling pooling, final Border border) {
      this(pooling, border, Precision.SINGLE);
    }
  }

  /** The weights of a layer on the device; the read-out of shape (K, C, 1, 1), if there is one. */
  private record Filters(
      Vgg19Layer layer, NDArray kernel, NDArray bias, Optional<NDArray> readOut) {}

  private final NDManager manager;
  private final Pooling pooling;
  private final Border border;
  private final MemoryFormat order;
  private final Optional<BFloat16> narrow;
  private final InputConvention input;
  private final NetworkWidths widths;
  private final List<Filters> filters = new ArrayList<>();

  /**
   * Loads a network that pads images with zeros and computes in single precision.
   *
   * @param weights weights of the network, which the caller may close afterwards
   * @param deepest deepest layer to load
   * @param pooling pooling between the blocks
   * @param parent manager with the device of the network
   */
  public Vgg19(
      final NetworkWeights weights,
      final Vgg19Layer deepest,
      final Pooling pooling,
      final NDManager parent) {
    this(weights, deepest, new Variations(pooling, Border.ZERO), parent);
  }

  /**
   * Loads a network into native memory.
   *
   * @param weights weights of the network, which the caller may close afterwards
   * @param deepest deepest layer to load
   * @param variations options of the network
   * @param parent manager with the device of the network
   */
  public Vgg19(
      final NetworkWeights weights,
      final Vgg19Layer deepest,
      final Variations variations,
      final NDManager parent) {
    pooling = variations.pooling();
    border = variations.border();
    input = weights.variant().input();
    widths = weights.widths();
    manager = parent.newSubManager();
    narrow =
        variations.precision() == Precision.MIXED
            ? Optional.of(new BFloat16(manager))
            : Optional.empty();
    // In single precision the default order keeps the last digits equal to those of other programs.
    // They decide which of two nearly equal values is the maximum and receives the gradient.
    order = narrow.isPresent() ? MemoryFormat.on(manager.getDevice()) : MemoryFormat.FIRST;
    try {
      for (final Vgg19Layer layer : Vgg19Layer.values())
        if (layer.compareTo(deepest) <= 0) filters.add(filters(weights.read(layer)));
    } catch (final RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * @return the preprocessing that images for {@link #activations} require
   */
  public InputConvention input() {
    return input;
  }

  /**
   * @return precision of the convolutions; with mixed precision the activations are bfloat16, see
   *     {@link BFloat16}
   */
  public Precision precision() {
    return narrow.isPresent() ? Precision.MIXED : Precision.SINGLE;
  }

  /**
   * Evaluates the network and returns the activations of several layers. The activations are
   * differentiable.
   *
   * @param picture image of shape {@code (1, 3, H, W)} with the preprocessing of {@link #input}; H
   *     and W are at least 16 if a layer of block 5 is requested
   * @param layers requested layers
   * @return the activations, with the image's manager, to be closed by the caller
   */
  public Activations activations(final NDArray picture, final Set<Vgg19Layer> layers) {
    final Activations activations = new Activations();
    visit(
        picture,
        layers,
        (layer, features) -> activations.put(layer, features.reshape(features.getShape())));
    return activations;
  }

  /**
   * Evaluates the network and passes the activations to a visitor, layer by layer. The tape records
   * the operations of the visitor before those of deeper layers. The backward pass therefore
   * reaches them after it has freed the memory of the deeper layers.
   *
   * @param picture image as in {@link #activations}
   * @param layers requested layers
   * @param visitor receives the activations from the shallowest layer to the deepest
   */
  public void visit(
      final NDArray picture, final Set<Vgg19Layer> layers, final FeatureVisitor visitor) {
    final Vgg19Layer deepest = Collections.max(layers);
    if (filters.get(filters.size() - 1).layer().compareTo(deepest) < 0)
      throw new IllegalArgumentException(deepest + " is deeper than the loaded layers");
    NDArray features = picture;
    for (final Filters filter : filters.subList(0, deepest.ordinal() + 1)) {
      final NDArray next = next(features, filter);
      // The tape keeps the arrays that the backward pass needs. Closing the others halves the peak.
      if (features != picture) features.close();
      features = next;
      if (layers.contains(filter.layer())) visit(filter, features, visitor);
    }
    features.close();
  }

  private static void visit(
      final Filters filter, final NDArray features, final FeatureVisitor visitor) {
    if (filter.readOut().isEmpty()) {
      visitor.visit(filter.layer(), features);
      return;
    }
    try (NDArray components =
        Conv2d.conv2d(features, filter.readOut().get(), null, STRIDE, BARE).singletonOrThrow()) {
      visitor.visit(filter.layer(), components);
    }
  }

  /**
   * @return numbers of channels of the layers
   */
  public NetworkWidths widths() {
    return widths;
  }

  @Override
  public void close() {
    narrow.ifPresent(BFloat16::close);
    manager.close();
  }

  private NDArray next(final NDArray features, final Filters filter) {
    if (filter.layer() == Vgg19Layer.CONV1_1) return first(features, filter);
    if (!filter.layer().followsPooling()) return convolve(features, filter, PADDED);
    try (NDArray pooled = pooling.apply(features)) {
      return convolve(pooled, filter, PADDED);
    }
  }

  private NDArray first(final NDArray picture, final Filters filter) {
    try (NDArray padded = border.apply(picture);
        NDArray arranged = order.arrange(padded);
        NDArray response = respond(arranged, filter, BARE)) {
      // Colours need more than 8 bits of precision. The activations do not.
      if (narrow.isEmpty()) return Activation.relu(response);
      try (NDArray narrowed = narrow.get().narrow(response)) {
        return Activation.relu(narrowed);
      }
    }
  }

  private static NDArray convolve(
      final NDArray features, final Filters filter, final Shape padding) {
    try (NDArray response = respond(features, filter, padding)) {
      return Activation.relu(response);
    }
  }

  private static NDArray respond(
      final NDArray features, final Filters filter, final Shape padding) {
    return Conv2d.conv2d(features, filter.kernel(), filter.bias(), STRIDE, padding)
        .singletonOrThrow();
  }

  private Filters filters(final Convolution convolution) {
    final Vgg19Layer layer = convolution.layer();
    final float[] kernel = convolution.kernel();
    final int size = Vgg19Layer.KERNEL_SIZE;
    final int channels = convolution.channels();
    final Shape shape = new Shape(channels, convolution.inputChannels(), size, size);
    try (NDArray kernels = copy(layer, kernel, shape)) {
      final NDArray bias = copy(layer, convolution.bias(), new Shape(channels));
      return new Filters(layer, order.arrange(kernels), bias, readOut(convolution));
    }
  }

  private Optional<NDArray> readOut(final Convolution convolution) {
    if (convolution.readOut().length == 0) return Optional.empty();
    final Shape shape = new Shape(convolution.components(), convolution.channels(), 1, 1);
    try (NDArray borrowed = manager.create(convolution.readOut(), shape);
        NDArray owned = narrow.isPresent() ? narrow.get().narrow(borrowed) : borrowed.duplicate()) {
      return Optional.of(order.arrange(owned));
    }
  }

  /**
   * Copies values into the engine's own memory. The alignment of Java's memory varies, and the last
   * digits of a product depend on the alignment, so two runs would differ.
   */
  private NDArray copy(final Vgg19Layer layer, final float[] values, final Shape shape) {
    try (NDArray borrowed = manager.create(values, shape)) {
      return narrow.isPresent() && layer != Vgg19Layer.CONV1_1
          ? narrow.get().narrow(borrowed)
          : borrowed.duplicate();
    }
  }
}
