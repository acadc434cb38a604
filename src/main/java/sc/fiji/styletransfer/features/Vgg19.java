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
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.tensor.BFloat16;
import sc.fiji.styletransfer.tensor.MemoryFormat;

/**
 * The convolutional part of VGG19 (Simonyan &amp; Zisserman 2015), evaluated only as deep as asked.
 * Activations are read after their ReLU, as all implementations of Gatys et al. do in effect.
 */
public final class Vgg19 implements AutoCloseable {

  private static final Shape STRIDE = new Shape(1, 1);
  private static final Shape PADDED = new Shape(1, 1);
  private static final Shape BARE = new Shape(0, 0);

  /**
   * Where the network may differ from the one that was trained.
   *
   * @param pooling between the blocks
   * @param border what the first convolution sees beyond the edge
   * @param precision of its arithmetic
   */
  public record Variations(Pooling pooling, Border border, Precision precision) {

    /** In single precision. */
    public Variations(final Pooling pooling, final Border border) {
      this(pooling, border, Precision.SINGLE);
    }
  }

  private record Filters(Vgg19Layer layer, NDArray kernel, NDArray bias) {}

  private final NDManager manager;
  private final Pooling pooling;
  private final Border border;
  private final MemoryFormat order;
  private final Optional<BFloat16> narrow;
  private final InputConvention input;
  private final List<Filters> filters = new ArrayList<>();

  /**
   * A network that sees zeros beyond the edge of the picture.
   *
   * @param weights where to read the numbers; may be closed afterwards
   * @param deepest the last layer that will be asked for
   * @param pooling between the blocks
   * @param parent on whose device the network computes
   */
  public Vgg19(
      final NetworkWeights weights,
      final Vgg19Layer deepest,
      final Pooling pooling,
      final NDManager parent) {
    this(weights, deepest, new Variations(pooling, Border.ZERO), parent);
  }

  /**
   * Copies the numbers into native memory.
   *
   * @param weights where to read them; may be closed afterwards
   * @param deepest the last layer that will be asked for
   * @param variations in which the network differs from the one that was trained
   * @param parent on whose device the network computes
   */
  public Vgg19(
      final NetworkWeights weights,
      final Vgg19Layer deepest,
      final Variations variations,
      final NDManager parent) {
    pooling = variations.pooling();
    border = variations.border();
    input = weights.variant().input();
    manager = parent.newSubManager();
    narrow =
        variations.precision() == Precision.MIXED
            ? Optional.of(new BFloat16(manager))
            : Optional.empty();
    // In single precision the order of others keeps to their last digits, on which it depends which
    // of two nearly equal values is the maximum and where the gradient goes.
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
   * @return how pictures given to {@link #activations} must be scaled, and in which order their
   *     channels come
   */
  public InputConvention input() {
    return input;
  }

  /**
   * @return of its arithmetic; what a network of mixed precision shows is bfloat16, see {@link
   *     BrainFloat}
   */
  public Precision precision() {
    return narrow.isPresent() ? Precision.MIXED : Precision.SINGLE;
  }

  /**
   * Evaluates the network and keeps what it answers.
   *
   * @param picture shape {@code (1, 3, H, W)}, in the convention of {@link #input}, at least 16
   *     pixels a side if conv5 is wanted
   * @param wanted which layers to keep
   * @return their activations; differentiable, owned by the picture's manager, to be closed
   */
  public Activations activations(final NDArray picture, final Set<Vgg19Layer> wanted) {
    final Activations kept = new Activations();
    visit(
        picture,
        wanted,
        (layer, features) -> kept.put(layer, features.reshape(features.getShape())));
    return kept;
  }

  /**
   * Evaluates the network and shows what it answers, layer by layer. What is made of a layer's
   * features is on the tape before the deeper layers are: on the way back its turn comes when those
   * are done with and their memory is free.
   *
   * @param picture as for {@link #activations}
   * @param wanted which layers to show
   * @param visitor shown them from the shallowest to the deepest
   */
  public void visit(
      final NDArray picture, final Set<Vgg19Layer> wanted, final FeatureVisitor visitor) {
    final Vgg19Layer deepest = Collections.max(wanted);
    if (filters.get(filters.size() - 1).layer().compareTo(deepest) < 0)
      throw new IllegalArgumentException(deepest + " is deeper than the network was loaded");
    NDArray features = picture;
    for (final Filters filter : filters.subList(0, deepest.ordinal() + 1)) {
      final NDArray next = next(features, filter);
      // Early closing halves the peak: the tape keeps what the way back needs, nothing else does.
      if (features != picture) features.close();
      features = next;
      if (wanted.contains(filter.layer())) visitor.visit(filter.layer(), features);
    }
    features.close();
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
      // Colours need more than 8 bits; what comes of them does not.
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
    final Shape shape = new Shape(layer.channels(), layer.inputChannels(), size, size);
    final Shape biasShape = new Shape(layer.channels());
    try (NDArray kernels = own(layer, kernel, shape)) {
      return new Filters(layer, order.arrange(kernels), own(layer, convolution.bias(), biasShape));
    }
  }

  /**
   * A copy in the engine's own memory. Java's lies at any address, and the last digits of a product
   * depend on the address, so that two runs would differ.
   */
  private NDArray own(final Vgg19Layer layer, final float[] values, final Shape shape) {
    try (NDArray borrowed = manager.create(values, shape)) {
      return narrow.isPresent() && layer != Vgg19Layer.CONV1_1
          ? narrow.get().narrow(borrowed)
          : borrowed.duplicate();
    }
  }
}
