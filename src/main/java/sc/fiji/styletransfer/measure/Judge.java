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
 * Measures stylised pictures with one ruler, whatever made them. Content and style are brought to
 * the size that a transfer to the result's size would use.
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
   * @param weights of the network that judges; not closed by this object
   * @param device where to compute
   */
  public Judge(final NetworkWeights weights, final DeviceChoice device) {
    session = TensorEngine.start().open(device);
    network = new Vgg19(weights, Vgg19Layer.CONV5_1, Pooling.MAX, session.manager());
  }

  /**
   * Judges one picture; all have dimensions (W, H, 3) and values from 0 to 1.
   *
   * @param content what was to be seen
   * @param styles how it was to look: of several, distances are from the mean of their
   *     descriptions, as in a transfer without regions, and energies are compared with the largest
   * @param result what was made of them, in the content's proportions
   * @return the measures
   * @throws StyleTransferException if the result's proportions are not the content's
   */
  public Judgement judge(
      final RandomAccessibleInterval<FloatType> content,
      final List<? extends RandomAccessibleInterval<FloatType>> styles,
      final RandomAccessibleInterval<FloatType> result) {
    return judge(content, styles, Settings.STYLE_SCALE.fallback(), result);
  }

  /**
   * Judges one picture whose strokes were to be smaller or larger than the style's.
   *
   * @param content what was to be seen
   * @param styles how it was to look
   * @param styleScale of the transfer, {@link Settings#STYLE_SCALE}: styles are compared at the
   *     size at which they were taken
   * @param result what was made of them, in the content's proportions
   * @return the measures
   * @throws StyleTransferException if the result's proportions are not the content's
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
      final List<NDArray> looks = new ArrayList<>();
      for (final RandomAccessibleInterval<FloatType> style : styles)
        looks.add(picture(style, PictureSize.of(style).withAreaOf(size, styleScale), manager));
      final NDArray made = picture(result, size, manager);
      return judge(wanted, looks, made);
    }
  }

  private Judgement judge(final NDArray content, final List<NDArray> styles, final NDArray result) {
    final Luma made = Luma.of(result);
    final Luma wanted = Luma.of(content);
    final List<Luma> looks = styles.stream().map(Luma::of).toList();
    return new Judgement(
        contentDistance(content, result),
        styleDistances(styles, result, FITTED),
        styleDistances(styles, result, HELD_OUT),
        made.similarity(wanted),
        structureDistance(content, result),
        photographShare(content, styles, result),
        new Judgement.Energy(made.fine(), wanted.fine(), most(looks, Luma::fine)),
        new Judgement.Energy(
            made.checkerboard(), wanted.checkerboard(), most(looks, Luma::checkerboard)));
  }

  private static double most(final List<Luma> looks, final ToDoubleFunction<Luma> energy) {
    return looks.stream().mapToDouble(energy).max().orElseThrow();
  }

  private double contentDistance(final NDArray content, final NDArray result) {
    try (Activations wanted = look(content, EnumSet.of(CONTENT));
        Activations seen = look(result, EnumSet.of(CONTENT))) {
      final NDArray target = wanted.of(CONTENT).duplicate();
      try (ContentLoss loss =
          new ContentLoss(CONTENT, target, ContentFormula.RELATIVE.factor(target))) {
        return loss.of(seen.of(CONTENT)).getFloat();
      }
    }
  }

  private double structureDistance(final NDArray content, final NDArray result) {
    final Set<Vgg19Layer> layer = EnumSet.of(STRUCTURE);
    try (Activations wanted = look(content, layer);
        Activations made = look(result, layer)) {
      return StructureDistance.between(wanted.of(STRUCTURE), made.of(STRUCTURE));
    }
  }

  private Map<String, Double> photographShare(
      final NDArray content, final List<NDArray> styles, final NDArray result) {
    final Map<String, Double> shares = new LinkedHashMap<>();
    final List<Activations> turned = styles.stream().flatMap(this::turned).toList();
    try (Activations wanted = look(content, HELD_OUT);
        Activations made = look(result, HELD_OUT)) {
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
                return look(picture, HELD_OUT);
              }
            });
  }

  private Map<String, Judgement.StyleDistance> styleDistances(
      final List<NDArray> styles, final NDArray result, final Set<Vgg19Layer> layers) {
    final Map<String, Judgement.StyleDistance> distances = new LinkedHashMap<>();
    final List<Activations> wanted = styles.stream().map(style -> look(style, layers)).toList();
    try (Activations seen = look(result, layers)) {
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

  private Activations look(final NDArray picture, final Set<Vgg19Layer> layers) {
    try (ColourScale scale =
        new ColourScale(
            PixelUnits.UNIT.convention(network.input()), network.input(), picture.getManager())) {
      return new FeatureExtractor(network, scale).look(picture, layers);
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
          "The result is %s and the content %s; give a result in the content's proportions."
              .formatted(result, content));
  }

  @Override
  public void close() {
    network.close();
    session.close();
  }
}
