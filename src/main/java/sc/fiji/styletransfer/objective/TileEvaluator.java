package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.AdditiveTerm;
import sc.fiji.styletransfer.loss.ContentLoss;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.loss.StyleTerm;
import sc.fiji.styletransfer.loss.TotalVariation;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.GradientTape;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.Tile;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * Computes the part of a loss that belongs to one tile, on a machine that has no other part of the
 * picture. The numbers go to a {@link TotalLoss}. Pixels are arrays of red, green and blue planes
 * in the units of the run.
 */
public final class TileEvaluator implements AutoCloseable {

  private final TensorSession session;
  private final NDManager owner;
  private final TileTerms terms;
  private final PictureSize size;
  private final TiledFeatures features;
  private final ColourScale toRgb;
  private final Map<PictureSize, List<StyleTerm>> styleTerms = new HashMap<>();

  /**
   * Creates an evaluator.
   *
   * @param session that computes
   * @param network up to the deepest layer of the terms, in single precision
   * @param units of the pixels
   * @param terms of the loss
   * @param size of the whole picture
   */
  public TileEvaluator(
      final TensorSession session,
      final Vgg19 network,
      final InputConvention units,
      final TileTerms terms,
      final PictureSize size) {
    this.session = session;
    owner = session.manager().newSubManager();
    this.terms = terms;
    this.size = size;
    final ColourScale toNetwork = new ColourScale(units, network.input(), owner);
    features = new TiledFeatures(new FeatureExtractor(network, toNetwork), 0);
    toRgb = new ColourScale(network.input(), PixelUnits.UNIT.convention(network.input()), owner);
  }

  /**
   * Computes the features of a tile of the content, which are targets of the loss.
   *
   * @param pixels of the padded tile
   * @param tile of the content
   * @return features of each content layer in the tile's core
   */
  public float[][] contentTargets(final float[] pixels, final Tile tile) {
    final List<float[]> targets = new ArrayList<>();
    final Set<Vgg19Layer> layers = terms.contentLayers();
    if (layers.isEmpty()) return new float[0][];
    try (NDManager step = owner.newSubManager()) {
      features.visitTile(
          tensor(pixels, tile, step),
          tile,
          layers,
          (part, layer, activations) -> targets.add(activations.toFloatArray()));
    }
    return targets.toArray(new float[0][]);
  }

  /**
   * Computes the style statistics of a tile of a style picture.
   *
   * @param pixels of the padded tile
   * @param tile of the style picture
   * @param style size of the style picture
   * @return sums over the tile's core, in the order of the terms
   */
  public float[] styleStatistics(final float[] pixels, final Tile tile, final PictureSize style) {
    final List<Shape> shapes = terms.styleShapes(true);
    return statistics(pixels, tile, styleTerms(style, true), shapes);
  }

  /**
   * Computes the statistics of a tile: the first pass.
   *
   * @param pixels of the padded tile
   * @param tile of the picture
   * @param targets from {@link #contentTargets} for the same tile
   * @param deep whether deep style layers are included
   * @return sums over the tile's core, in the order of the terms
   */
  public float[] statistics(
      final float[] pixels, final Tile tile, final float[][] targets, final boolean deep) {
    try (NDManager step = owner.newSubManager()) {
      return statistics(pixels, tile, allTerms(tile, targets, deep, step), terms.shapes(deep));
    }
  }

  private float[] statistics(
      final float[] pixels,
      final Tile tile,
      final List<? extends AdditiveTerm> all,
      final List<Shape> shapes) {
    final float[] sums = new float[StatisticArray.length(shapes)];
    try (NDManager step = owner.newSubManager()) {
      passes(all)
          .statistics(
              tensor(pixels, tile, step),
              tile,
              (i, addend) -> StatisticArray.add(addend, i, shapes, sums));
    }
    return sums;
  }

  /**
   * Computes the gradient of a tile: the second pass.
   *
   * @param pixels of the padded tile
   * @param tile of the picture
   * @param targets from {@link #contentTargets} for the same tile
   * @param derivatives from {@link TotalLoss}
   * @param deep whether deep style layers are included
   * @return the derivatives with respect to the padded pixels, followed by the tile's part of the
   *     terms on pixels
   */
  public float[] gradient(
      final float[] pixels,
      final Tile tile,
      final float[][] targets,
      final float[] derivatives,
      final boolean deep) {
    try (NDManager step = owner.newSubManager()) {
      final List<AdditiveTerm> all = allTerms(tile, targets, deep, step);
      final List<AdditiveTerm> minimised =
          all.subList(0, all.size() - terms.monitoredLayers(deep).size());
      final List<Shape> shapes = terms.shapes(deep).subList(0, minimised.size());
      final NDArray gradient =
          passes(minimised)
              .derivative(
                  tensor(pixels, tile, step),
                  tile,
                  StatisticArray.tensors(derivatives, shapes, step));
      final float smoothness = addSmoothness(pixels, tile, gradient);
      final float[] values = gradient.toFloatArray();
      final float[] result = Arrays.copyOf(values, values.length + 1);
      result[values.length] = smoothness;
      return result;
    }
  }

  private float addSmoothness(final float[] pixels, final Tile tile, final NDArray gradient) {
    final double weight = terms.settings().get(Settings.TV_WEIGHT);
    if (weight == 0) return 0;
    final Rectangle core = tile.core().within(tile.padded());
    try (NDManager step = owner.newSubManager()) {
      final NDArray picture = tensor(pixels, tile, step);
      picture.setRequiresGradient(true);
      final float value;
      try (GradientTape tape = session.record();
          NDArray input = features.extractor().toNetwork().apply(picture);
          NDArray rgb = toRgb.apply(input)) {
        final NDArray sum = TotalVariation.ofTile(rgb, core, weight, 3 * size.pixels());
        tape.backward(sum);
        value = sum.getFloat();
      }
      gradient.addi(picture.getGradient());
      return value;
    }
  }

  private TilePasses passes(final List<? extends AdditiveTerm> all) {
    final Set<Vgg19Layer> layers = new TreeSet<>();
    all.forEach(term -> layers.addAll(term.layers()));
    return new TilePasses(session, features, all, layers);
  }

  private List<AdditiveTerm> allTerms(
      final Tile tile, final float[][] targets, final boolean deep, final NDManager step) {
    final List<AdditiveTerm> all = new ArrayList<>();
    int index = 0;
    for (final Vgg19Layer layer : terms.contentLayers())
      all.add(contentTerm(layer, tile, targets[index++], step));
    all.addAll(styleTerms(size, deep));
    return all;
  }

  private AdditiveTerm contentTerm(
      final Vgg19Layer layer, final Tile tile, final float[] target, final NDManager step) {
    final Rectangle core = tile.positions(layer);
    final Shape shape = new Shape(1, terms.widths().features(layer), core.height(), core.width());
    return new TileContent(new ContentLoss(layer, StatisticArray.tensor(target, shape, step), 1));
  }

  /** The content loss of a tile, whose target is that of the tile alone. */
  private record TileContent(ContentLoss loss) implements AdditiveTerm {

    @Override
    public Set<Vgg19Layer> layers() {
      return loss.layers();
    }

    @Override
    public NDArray statistic(
        final Vgg19Layer layer, final NDArray activations, final Rectangle region) {
      return loss.statistic(layer, activations, Rectangle.whole(activations));
    }
  }

  private List<StyleTerm> styleTerms(final PictureSize picture, final boolean deep) {
    final List<StyleTerm> all = styleTerms.computeIfAbsent(picture, this::createStyleTerms);
    final int minimised = terms.styleLayers(true).size();
    final List<StyleTerm> included = new ArrayList<>(all.subList(0, minimised));
    included.removeIf(term -> !terms.styleLayers(deep).contains(term.layer()));
    for (final StyleTerm term : all.subList(minimised, all.size()))
      if (terms.monitoredLayers(deep).contains(term.layer())) included.add(term);
    return included;
  }

  private List<StyleTerm> createStyleTerms(final PictureSize picture) {
    final List<StyleTerm> all = new ArrayList<>();
    for (final Vgg19Layer layer : terms.styleLayers(true))
      all.add(styleTerm(layer, terms.statistic(), terms.fade(), picture));
    for (final Vgg19Layer layer : terms.monitored())
      all.add(styleTerm(layer, TileTerms.DISTANCE, EdgeFade.NONE, picture));
    return all;
  }

  private StyleTerm styleTerm(
      final Vgg19Layer layer,
      final StyleStatistic statistic,
      final EdgeFade fade,
      final PictureSize picture) {
    return new StyleTerm(layer, statistic, fade.forLayer(layer, picture, owner));
  }

  private static NDArray tensor(final float[] pixels, final Tile tile, final NDManager step) {
    return StatisticArray.tensor(
        pixels, new Shape(1, 3, tile.padded().height(), tile.padded().width()), step);
  }

  /** Frees masks and factors. */
  @Override
  public void close() {
    owner.close();
  }
}
