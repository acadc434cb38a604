package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.loss.Coherence;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.ContentLoss;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.PixelTerm;
import sc.fiji.styletransfer.loss.RangePenalty;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.loss.TotalVariation;
import sc.fiji.styletransfer.neighbour.NeighbourLossBuilder;
import sc.fiji.styletransfer.neighbour.StyleMatching;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.region.RegionMask;
import sc.fiji.styletransfer.region.RegionStyle;
import sc.fiji.styletransfer.region.Remainder;
import sc.fiji.styletransfer.region.StyleLossBuilder;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tile.TiledFeatures;

/** Builds the terms of the loss from the features of content and style pictures. */
public final class LossBuilder {

  /** Deepest block of which the moments are bound. */
  private static final int DEEPEST_MOMENT_BLOCK = 3;

  /** Layer whose self-similarity is the structure of a picture. */
  private static final Vgg19Layer STRUCTURE = Vgg19Layer.CONV4_1;

  private final FeatureExtractor extractor;
  private final TiledFeatures tiledFeatures;
  private final TransferSettings settings;
  private final ResponseScale scale;
  private final TensorStorage storage;

  /**
   * Creates a builder that uses the weights of the settings as they are.
   *
   * @param tiledFeatures computes the features
   * @param settings weights, layers and formulas
   */
  public LossBuilder(final TiledFeatures tiledFeatures, final TransferSettings settings) {
    this(tiledFeatures, settings, ResponseScale.OWN, TensorStorage.DEVICE);
  }

  /**
   * Creates a builder that multiplies the weights of layers by the scale of a network.
   *
   * @param tiledFeatures computes the features
   * @param settings weights, layers and formulas
   * @param scale of the network's responses
   * @param storage of the content's features
   */
  public LossBuilder(
      final TiledFeatures tiledFeatures,
      final TransferSettings settings,
      final ResponseScale scale,
      final TensorStorage storage) {
    this.storage = storage;
    this.tiledFeatures = tiledFeatures;
    extractor = tiledFeatures.extractor();
    this.settings = settings;
    this.scale = scale;
  }

  /**
   * Builds the losses of one content and some styles without regions.
   *
   * @param content pixels of shape {@code (1, 3, H, W)}
   * @param styles likewise, of any sizes; their statistics are averaged with the style shares
   * @return the losses, to be closed
   */
  public Losses build(final NDArray content, final List<NDArray> styles) {
    return build(ScaledInputs.of(content, styles), Set.of());
  }

  /**
   * Builds the losses at the beginning of a run.
   *
   * @param inputs content, styles, guides and neighbour
   * @param monitored layers at which the relative Gram distance is computed but not minimised
   * @return the losses, to be closed
   */
  public Losses build(final ScaledInputs inputs, final Set<Vgg19Layer> monitored) {
    final StyleMatching matching =
        new StyleMatching(inputs.content().getManager(), Precision.SINGLE);
    return build(
        inputs,
        monitored,
        new ScaledInputs.State(extractor, inputs.content(), true, false, matching));
  }

  /**
   * Builds the losses of the inputs at one scale.
   *
   * @param inputs content, styles, guides and neighbour
   * @param monitored layers at which the relative Gram distance is computed but not minimised
   * @param state of the run; matters only if the style formula matches positions
   * @return the losses, to be closed
   */
  public Losses build(
      final ScaledInputs inputs, final Set<Vgg19Layer> monitored, final ScaledInputs.State state) {
    try (StyleLossBuilder distances = distances(inputs, monitored, inputs.content().getManager())) {
      final List<FeatureLoss> style = styleTerms(inputs, state, distances);
      return new Losses(
          matches() ? structureLosses(inputs, state) : contentLosses(inputs),
          style,
          distances.build(inputs.size()),
          pixelTerms(inputs));
    }
  }

  /** Builds the terms of the style, and accumulates the statistics of the distances. */
  private List<FeatureLoss> styleTerms(
      final ScaledInputs inputs, final ScaledInputs.State state, final StyleLossBuilder distances) {
    if (matches()) {
      accumulate(inputs.styles(), List.of(distances));
      final List<FeatureLoss> terms =
          new ArrayList<>(moments(inputs, state.matching()).build(inputs.size()));
      terms.addAll(neighbourLosses(inputs, state));
      return terms;
    }
    try (StyleLossBuilder style = style(inputs, inputs.content().getManager())) {
      accumulate(inputs.styles(), List.of(style, distances));
      return new ArrayList<>(style.build(inputs.size()));
    }
  }

  /** Returns the builder of the distances that are computed but not minimised. */
  private StyleLossBuilder distances(
      final ScaledInputs inputs, final Set<Vgg19Layer> monitored, final NDManager owner) {
    return styleLosses(
        inputs,
        inputs.styles(),
        monitored.stream().collect(Collectors.toMap(layer -> layer, layer -> 1.0)),
        new RegionStyle.StyleContext(StyleFormula.RELATIVE.statistic(), EdgeFade.NONE, owner));
  }

  /** Returns the builder of the losses on statistics of the styles. */
  private StyleLossBuilder style(final ScaledInputs inputs, final NDManager owner) {
    final Map<Vgg19Layer, Double> weights = matches() ? momentWeights() : weights().style();
    final StyleStatistic whole = settings.get(Settings.STYLE_FORMULA).statistic();
    final StyleStatistic statistic =
        inputs
            .surroundings()
            .map(
                surroundings ->
                    (StyleStatistic)
                        PlaceStatistic.of(
                            whole, surroundings, tiledFeatures, weights.keySet(), owner))
            .orElse(whole);
    final EdgeFade fade = new EdgeFade(settings.get(Settings.EDGE_FADE));
    return styleLosses(
        inputs, inputs.styles(), weights, new RegionStyle.StyleContext(statistic, fade, owner));
  }

  /** Returns the builder of the losses on moments, which stages at one size share. */
  private StyleLossBuilder moments(final ScaledInputs inputs, final StyleMatching matching) {
    return matching.moments(
        new StyleMatching.MomentsKey(
            inputs.size(), inputs.styles().stream().map(PictureSize::of).toList()),
        owner -> {
          final StyleLossBuilder moments = style(inputs, owner);
          accumulate(inputs.styles(), List.of(moments));
          return moments;
        });
  }

  private TermWeights weights() {
    return new TermWeights(settings, scale, extractor.network().widths());
  }

  /** Returns whether positions are matched; without style, only the content loss remains. */
  private boolean matches() {
    return settings.matches() && settings.get(Settings.STYLE_WEIGHT) > 0;
  }

  /** Returns the loss that keeps the structure of the content. */
  private List<FeatureLoss> structureLosses(
      final ScaledInputs inputs, final ScaledInputs.State state) {
    final double weight = settings.get(Settings.STRUCTURE_WEIGHT);
    if (weight == 0) return List.of();
    return List.of(neighbours(state.matching()).structure(STRUCTURE, inputs.content(), weight));
  }

  private NeighbourLossBuilder neighbours(final StyleMatching matching) {
    final Map<Vgg19Layer, Double> weights = new EnumMap<>(Vgg19Layer.class);
    settings
        .get(Settings.STYLE_LAYERS)
        .byLayer()
        .forEach(
            (layer, weight) -> {
              if (weight > 0) weights.put(layer, weight * scale.factor(layer, 2));
            });
    return new NeighbourLossBuilder(
        tiledFeatures, weights, new EdgeFade(settings.get(Settings.EDGE_FADE)), matching);
  }

  private List<FeatureLoss> neighbourLosses(
      final ScaledInputs inputs, final ScaledInputs.State state) {
    final NeighbourLossBuilder builder = neighbours(state.matching());
    final double content = settings.get(Settings.CONTENT_WEIGHT);
    final double share = content / (content + settings.get(Settings.STYLE_WEIGHT));
    return state.splitting()
        ? builder.split(
            new NeighbourLossBuilder.Query(state.extractor(), inputs.content(), state.result(), 0),
            inputs.styles(),
            regions(inputs, inputs.styles().size()))
        : builder.whole(
            new NeighbourLossBuilder.Query(
                state.extractor(), inputs.content(), state.result(), state.first() ? 1 : share),
            inputs.styles(),
            regions(inputs, inputs.styles().size()));
  }

  /**
   * Returns the weights of the moments: equal for the first style layer of each of the blocks 1 to
   * 3, which hold colours and contrasts.
   */
  private Map<Vgg19Layer, Double> momentWeights() {
    final double weight = settings.get(Settings.MOMENT_WEIGHT);
    final Map<Vgg19Layer, Double> weights = new EnumMap<>(Vgg19Layer.class);
    if (weight == 0) return weights;
    int block = 0;
    for (final Vgg19Layer layer : settings.get(Settings.STYLE_LAYERS).byLayer().keySet())
      if (layer.block() > block && layer.block() <= DEEPEST_MOMENT_BLOCK) {
        block = layer.block();
        weights.put(layer, weight);
      }
    weights.replaceAll((layer, w) -> w / weights.size());
    return weights;
  }

  private StyleLossBuilder styleLosses(
      final ScaledInputs inputs,
      final List<NDArray> styles,
      final Map<Vgg19Layer, Double> weights,
      final RegionStyle.StyleContext context) {
    return new StyleLossBuilder(
        weights.isEmpty() ? List.of() : regions(inputs, styles.size()), weights, context);
  }

  private List<LayerLoss> contentLosses(final ScaledInputs inputs) {
    final ContentFormula formula = settings.get(Settings.CONTENT_FORMULA);
    final List<LayerLoss> losses = new ArrayList<>();
    final Map<Vgg19Layer, Double> weights = weights().content();
    if (weights.isEmpty()) return losses;
    features(inputs.content(), weights.keySet())
        .forEach(
            (layer, target) ->
                losses.add(
                    new ContentLoss(layer, target, weights.get(layer) * formula.factor(target))));
    return losses;
  }

  /** Computes the features of the whole picture from those of its tiles. */
  private Map<Vgg19Layer, NDArray> features(final NDArray picture, final Set<Vgg19Layer> layers) {
    final PictureSize size = PictureSize.of(picture);
    final NetworkWidths widths = extractor.network().widths();
    final Map<Vgg19Layer, NDArray> whole = new EnumMap<>(Vgg19Layer.class);
    for (final Vgg19Layer layer : layers)
      whole.put(
          layer, storage.zeros(picture.getManager(), size.shapeAt(layer, widths.features(layer))));
    tiledFeatures.visit(
        picture,
        layers,
        (tile, layer, features) -> {
          try (NDArray part = tile.positions(layer).of(whole.get(layer))) {
            part.addi(features);
          }
        });
    return whole;
  }

  /** Evaluates each style picture once and passes the features to all builders. */
  private void accumulate(final List<NDArray> styles, final List<StyleLossBuilder> builders) {
    final Set<Vgg19Layer> layers = new TreeSet<>();
    for (final StyleLossBuilder builder : builders) layers.addAll(builder.layers());
    if (layers.isEmpty()) return;
    for (int i = 0; i < styles.size(); i++) {
      final int style = i;
      final PictureSize size = PictureSize.of(styles.get(style));
      tiledFeatures.visit(
          styles.get(style),
          layers,
          (tile, layer, features) -> {
            final RegionStyle.StyleTile styleTile =
                new RegionStyle.StyleTile(style, size, layer, tile);
            for (final StyleLossBuilder builder : builders) builder.accumulate(styleTile, features);
          });
    }
  }

  /**
   * Returns the regions of the content with their styles. The weight of a region is its share of
   * the area, so that the style is equally strong at every pixel, in large and in small regions.
   */
  private List<RegionStyle> regions(final ScaledInputs inputs, final int styles) {
    if (inputs.guides().isEmpty())
      return List.of(new RegionStyle(Optional.empty(), allStyles(styles), 1));
    final Optional<RegionMask> rest =
        settings.get(Settings.REMAINDER) == Remainder.STYLE
            ? RegionMask.outside(
                inputs.guides().stream().map(ScaledInputs.ScaledGuide::region).toList())
            : Optional.empty();
    double area = rest.map(RegionMask::area).orElse(0.0);
    for (final ScaledInputs.ScaledGuide guide : inputs.guides()) area += guide.region().area();
    final List<RegionStyle> regions = new ArrayList<>();
    for (final ScaledInputs.ScaledGuide guide : inputs.guides()) {
      final RegionStyle.Source source = new RegionStyle.Source(guide.style(), guide.source(), 1);
      final double weight = guide.region().area() / area;
      regions.add(new RegionStyle(Optional.of(guide.region()), List.of(source), weight));
    }
    if (rest.isPresent())
      regions.add(new RegionStyle(rest, allStyles(styles), rest.get().area() / area));
    return regions;
  }

  private List<RegionStyle.Source> allStyles(final int styles) {
    final List<RegionStyle.Source> sources = new ArrayList<>();
    final List<Double> shares = settings.get(Settings.STYLE_SHARES).of(styles);
    for (int style = 0; style < shares.size(); style++)
      sources.add(new RegionStyle.Source(style, Optional.empty(), shares.get(style)));
    return sources;
  }

  private PixelTerms pixelTerms(final ScaledInputs inputs) {
    final List<PixelTerm> terms = new ArrayList<>();
    final double tvWeight = settings.get(Settings.TV_WEIGHT);
    if (tvWeight > 0) terms.add(new TotalVariation(tvWeight));
    final double rangeWeight = settings.get(Settings.RANGE_WEIGHT);
    if (rangeWeight > 0) terms.add(new RangePenalty(rangeWeight));
    final double coherenceWeight = settings.get(Settings.COHERENCE_WEIGHT);
    if (coherenceWeight > 0)
      inputs
          .neighbour()
          .ifPresent(neighbour -> terms.add(new Coherence(neighbour.duplicate(), coherenceWeight)));
    final InputConvention input = extractor.network().input();
    final ColourScale toRgb =
        new ColourScale(input, PixelUnits.UNIT.convention(input), inputs.content().getManager());
    return new PixelTerms(terms, extractor, toRgb);
  }
}
