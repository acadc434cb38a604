package sc.fiji.styletransfer.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.Activations;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.ContentLoss;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * Measures stylised images of any origin in the same way. Content and style are resized to the size
 * that a transfer to the result's size would use.
 */
public final class Judge implements AutoCloseable {

  private static final Vgg19Layer CONTENT = Vgg19Layer.CONV4_2;

  private static final Vgg19Layer STRUCTURE = Vgg19Layer.CONV4_1;

  /** Quarter turns of a full turn. */
  private static final int QUARTERS = 4;

  private static final Set<Vgg19Layer> FITTED =
      EnumSet.of(
          Vgg19Layer.CONV1_1,
          Vgg19Layer.CONV2_1,
          Vgg19Layer.CONV3_1,
          Vgg19Layer.CONV4_1,
          Vgg19Layer.CONV5_1);

  private static final Set<Vgg19Layer> HELD_OUT =
      EnumSet.of(Vgg19Layer.CONV2_2, Vgg19Layer.CONV3_3, Vgg19Layer.CONV4_3);

  private final TensorSession session;
  private final Vgg19 network;

  /**
   * @param weights weights of the network for the measures, which the caller closes
   * @param device device to compute on
   */
  public Judge(final NetworkWeights weights, final DeviceChoice device) {
    session = TensorEngine.start().open(device);
    network = new Vgg19(weights, Vgg19Layer.CONV5_1, Pooling.MAX, session.manager());
  }

  /**
   * Measures a stylised image. All images have dimensions (W, H, 3) and values from 0 to 1.
   *
   * @param content the content image
   * @param styles the style images; with several styles, distances refer to the mean of their
   *     statistics, as in a transfer without regions, and energies refer to the largest
   * @param result the stylised image, with the proportions of the content
   * @return the measures
   * @throws StyleTransferException if the proportions of result and content differ
   */
  public Judgement judge(
      final RandomAccessibleInterval<FloatType> content,
      final List<? extends RandomAccessibleInterval<FloatType>> styles,
      final RandomAccessibleInterval<FloatType> result) {
    return judge(content, styles, Settings.STYLE_SCALE.fallback(), result);
  }

  /**
   * Measures a stylised image of a transfer that scaled the styles.
   *
   * @param content the content image
   * @param styles the style images
   * @param styleScale {@link Settings#STYLE_SCALE} of the transfer, which determines the size of
   *     the styles in the comparison
   * @param result the stylised image, with the proportions of the content
   * @return the measures
   * @throws StyleTransferException if the proportions of result and content differ
   */
  public Judgement judge(
      final RandomAccessibleInterval<FloatType> content,
      final List<? extends RandomAccessibleInterval<FloatType>> styles,
      final double styleScale,
      final RandomAccessibleInterval<FloatType> result) {
    final PictureSize size = PictureSize.of(result);
    requireProportions(PictureSize.of(content), size);
    try (NDManager manager = session.manager().newSubManager()) {
      final NDArray wanted = picture(content, size, manager);
      final List<NDArray> styleTensors = new ArrayList<>();
      for (final RandomAccessibleInterval<FloatType> style : styles)
        styleTensors.add(
            picture(style, PictureSize.of(style).withAreaOf(size, styleScale), manager));
      final NDArray made = picture(result, size, manager);
      return judge(wanted, styleTensors, made);
    }
  }

  private Judgement judge(final NDArray content, final List<NDArray> styles, final NDArray result) {
    final Luma made = Luma.of(result);
    final Luma wanted = Luma.of(content);
    final List<Luma> styleLumas = styles.stream().map(Luma::of).toList();
    return new Judgement(
        contentDistance(content, result),
        styleDistances(styles, result, FITTED),
        styleDistances(styles, result, HELD_OUT),
        made.similarity(wanted),
        structureDistance(content, result),
        photographShare(content, styles, result),
        new Judgement.Energy(made.fine(), wanted.fine(), most(styleLumas, Luma::fine)),
        new Judgement.Energy(
            made.checkerboard(), wanted.checkerboard(), most(styleLumas, Luma::checkerboard)));
  }

  private static double most(final List<Luma> styleLumas, final ToDoubleFunction<Luma> energy) {
    return styleLumas.stream().mapToDouble(energy).max().orElseThrow();
  }

  private double contentDistance(final NDArray content, final NDArray result) {
    try (Activations wanted = features(content, EnumSet.of(CONTENT));
        Activations seen = features(result, EnumSet.of(CONTENT))) {
      final NDArray target = wanted.of(CONTENT).duplicate();
      try (ContentLoss loss =
          new ContentLoss(CONTENT, target, ContentFormula.RELATIVE.factor(target))) {
        return loss.of(seen.of(CONTENT)).getFloat();
      }
    }
  }

  private double structureDistance(final NDArray content, final NDArray result) {
    final Set<Vgg19Layer> layer = EnumSet.of(STRUCTURE);
    try (Activations wanted = features(content, layer);
        Activations made = features(result, layer)) {
      return StructureDistance.between(wanted.of(STRUCTURE), made.of(STRUCTURE));
    }
  }

  private Map<String, Double> photographShare(
      final NDArray content, final List<NDArray> styles, final NDArray result) {
    final Map<String, Double> shares = new LinkedHashMap<>();
    final List<Activations> turned = styles.stream().flatMap(this::turned).toList();
    try (Activations wanted = features(content, HELD_OUT);
        Activations made = features(result, HELD_OUT)) {
      for (final Vgg19Layer layer : HELD_OUT) {
        final List<NDArray> style = turned.stream().map(features -> features.of(layer)).toList();
        shares.put(layer.toString(), PhotographShare.of(wanted.of(layer), style, made.of(layer)));
      }
    } finally {
      turned.forEach(Activations::close);
    }
    return shares;
  }

  /** The features of a style turned by 0, 90, 180 and 270 degrees. */
  private Stream<Activations> turned(final NDArray style) {
    return IntStream.range(0, QUARTERS)
        .mapToObj(
            quarter -> {
              try (NDArray picture = style.rotate90(quarter, new int[] {2, 3})) {
                return features(picture, HELD_OUT);
              }
            });
  }

  private Map<String, Judgement.StyleDistance> styleDistances(
      final List<NDArray> styles, final NDArray result, final Set<Vgg19Layer> layers) {
    final Map<String, Judgement.StyleDistance> distances = new LinkedHashMap<>();
    final List<Activations> wanted = styles.stream().map(style -> features(style, layers)).toList();
    try (Activations seen = features(result, layers)) {
      for (final Vgg19Layer layer : layers) {
        final List<NDArray> there = wanted.stream().map(style -> style.of(layer)).toList();
        distances.put(
            layer.toString(),
            new Judgement.StyleDistance(
                distance(StyleFormula.RELATIVE, layer, there, seen),
                distance(StyleFormula.WASSERSTEIN, layer, there, seen)));
      }
    } finally {
      wanted.forEach(Activations::close);
    }
    return distances;
  }

  private static double distance(
      final StyleFormula formula,
      final Vgg19Layer layer,
      final List<NDArray> wanted,
      final Activations seen) {
    final NDArray target = meanDescription(formula.statistic(), wanted);
    try (LayerLoss loss = formula.statistic().loss(layer, target, 1, whole(seen.of(layer)))) {
      return loss.of(seen.of(layer)).getFloat();
    }
  }

  private static NDArray meanDescription(final StyleStatistic measure, final List<NDArray> styles) {
    final NDArray sum = measure.describe(styles.get(0), whole(styles.get(0)));
    for (final NDArray style : styles.subList(1, styles.size()))
      try (NDArray description = measure.describe(style, whole(style))) {
        sum.addi(description);
      }
    return sum.divi(styles.size());
  }

  private static LayerMask whole(final NDArray features) {
    return LayerMask.whole(Rectangle.whole(features).positions());
  }

  private Activations features(final NDArray picture, final Set<Vgg19Layer> layers) {
    try (ColourScale scale =
        new ColourScale(
            PixelUnits.UNIT.convention(network.input()), network.input(), picture.getManager())) {
      return new FeatureExtractor(network, scale).activations(picture, layers);
    }
  }

  private static NDArray picture(
      final RandomAccessibleInterval<FloatType> picture,
      final PictureSize size,
      final NDManager manager) {
    try (NDArray own = PictureTensor.of(picture, manager)) {
      return PictureTensor.resize(own, size);
    }
  }

  private static void requireProportions(final PictureSize content, final PictureSize result) {
    final double difference =
        (double) content.width() * result.height() / content.height() / result.width() - 1;
    if (Math.abs(difference) * Math.min(result.width(), result.height()) > 2)
      throw new StyleTransferException(
          "The result has %s pixels and the content %s. Choose a result with the proportions of the content."
              .formatted(result, content));
  }

  @Override
  public void close() {
    network.close();
    session.close();
  }
}
