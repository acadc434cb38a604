package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
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
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.loss.Coherence;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.ContentLoss;
import sc.fiji.styletransfer.loss.LayerLoss;
import sc.fiji.styletransfer.loss.PixelTerm;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.loss.TotalVariation;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.region.RegionMask;
import sc.fiji.styletransfer.region.RegionStyle;
import sc.fiji.styletransfer.region.Remainder;
import sc.fiji.styletransfer.region.StyleLossBuilder;
import sc.fiji.styletransfer.settings.LayerWeights;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tile.TiledFeatures;

/** Looks at content and style once and makes the terms of the loss from what the network sees. */
public final class LossBuilder {

  private final FeatureExtractor eye;
  private final TiledFeatures survey;
  private final TransferSettings settings;
  private final ResponseScale scale;
  private final TensorStorage memory;

  /**
   * Terms with the weights as the settings have them.
   *
   * @param survey how to look
   * @param settings say what matters
   */
  public LossBuilder(final TiledFeatures survey, final TransferSettings settings) {
    this(survey, settings, ResponseScale.OWN, TensorStorage.DEVICE);
  }

  /**
   * @param survey how to look
   * @param settings say what matters
   * @param scale of the network's responses, by which layers are weighed
   * @param memory where what the content looks like is kept
   */
  public LossBuilder(
      final TiledFeatures survey,
      final TransferSettings settings,
      final ResponseScale scale,
      final TensorStorage memory) {
    this.memory = memory;
    this.survey = survey;
    this.eye = survey.eye();
    this.settings = settings;
    this.scale = scale;
  }

  /**
   * @param content pixels of shape {@code (1, 3, H, W)}
   * @param styles likewise, of any sizes; their descriptions are averaged by their shares
   * @return the terms, to be closed
   */
  public PerceptualLoss.Losses look(final NDArray content, final List<NDArray> styles) {
    return look(ScaledInputs.of(content, styles));
  }

  /**
   * @param scene what to look at
   * @return the terms, to be closed
   */
  public PerceptualLoss.Losses look(final ScaledInputs scene) {
    return look(scene, Set.of());
  }

  /**
   * @param scene what to look at
   * @param watched layers at which the style's relative Gram distance is only to be known
   * @return the terms, to be closed
   */
  public PerceptualLoss.Losses look(final ScaledInputs scene, final Set<Vgg19Layer> watched) {
    final StyleFormula formula = settings.get(Settings.STYLE_FORMULA);
    final StyleLossBuilder fitted =
        terms(
            scene,
            weights(Settings.STYLE_WEIGHT, Settings.STYLE_LAYERS, formula.degree()),
            formula.measure(),
            new EdgeFade(settings.get(Settings.EDGE_FADE)));
    final StyleLossBuilder known =
        terms(
            scene,
            watched.stream().collect(Collectors.toMap(layer -> layer, layer -> 1.0)),
            StyleFormula.RELATIVE.measure(),
            EdgeFade.NONE);
    show(scene.styles(), List.of(fitted, known));
    return new PerceptualLoss.Losses(
        contentLosses(scene),
        fitted.build(scene.size()),
        known.build(scene.size()),
        pixelTerms(scene));
  }

  private StyleLossBuilder terms(
      final ScaledInputs scene,
      final Map<Vgg19Layer, Double> weights,
      final StyleStatistic measure,
      final EdgeFade fade) {
    return new StyleLossBuilder(
        weights.isEmpty() ? List.of() : regions(scene),
        weights,
        new RegionStyle.StyleContext(measure, fade, scene.content().getManager()));
  }

  private List<LayerLoss> contentLosses(final ScaledInputs scene) {
    final ContentFormula formula = settings.get(Settings.CONTENT_FORMULA);
    final List<LayerLoss> losses = new ArrayList<>();
    final Map<Vgg19Layer, Double> layers =
        weights(Settings.CONTENT_WEIGHT, Settings.CONTENT_LAYERS, formula.degree());
    if (layers.isEmpty()) return losses;
    features(scene.content(), layers.keySet())
        .forEach(
            (layer, target) ->
                losses.add(
                    new ContentLoss(layer, target, layers.get(layer) * formula.factor(target))));
    return losses;
  }

  /** The features of the whole picture, put together from its parts. */
  private Map<Vgg19Layer, NDArray> features(final NDArray picture, final Set<Vgg19Layer> layers) {
    final PictureSize size = PictureSize.of(picture);
    final Map<Vgg19Layer, NDArray> features = new EnumMap<>(Vgg19Layer.class);
    for (final Vgg19Layer layer : layers)
      features.put(layer, memory.zeros(picture.getManager(), size.shapeAt(layer)));
    survey.visit(
        picture,
        layers,
        (tile, layer, counted) -> {
          try (NDArray place = tile.positions(layer).of(features.get(layer))) {
            place.addi(counted);
          }
        });
    return features;
  }

  /** Shows the styles once to all who learn from them. */
  private void show(final List<NDArray> styles, final List<StyleLossBuilder> learners) {
    final Set<Vgg19Layer> layers = new TreeSet<>();
    for (final StyleLossBuilder learner : learners) layers.addAll(learner.layers());
    if (layers.isEmpty()) return;
    for (int i = 0; i < styles.size(); i++) {
      final int style = i;
      final PictureSize size = PictureSize.of(styles.get(style));
      survey.visit(
          styles.get(style),
          layers,
          (tile, layer, counted) -> {
            final RegionStyle.StyleTile glimpse =
                new RegionStyle.StyleTile(style, size, layer, tile);
            for (final StyleLossBuilder learner : learners) learner.accumulate(glimpse, counted);
          });
    }
  }

  /**
   * What takes which style. Regions count by their area, so that the style is equally strong at
   * every pixel, in large regions and in small ones.
   */
  private List<RegionStyle> regions(final ScaledInputs scene) {
    if (scene.guides().isEmpty())
      return List.of(new RegionStyle(Optional.empty(), allStyles(scene), 1));
    final Optional<RegionMask> rest =
        settings.get(Settings.REMAINDER) == Remainder.STYLE
            ? RegionMask.outside(
                scene.guides().stream().map(ScaledInputs.ScaledGuide::where).toList())
            : Optional.empty();
    double area = rest.map(RegionMask::area).orElse(0.0);
    for (final ScaledInputs.ScaledGuide guide : scene.guides()) area += guide.where().area();
    final List<RegionStyle> regions = new ArrayList<>();
    for (final ScaledInputs.ScaledGuide guide : scene.guides()) {
      final RegionStyle.Source source = new RegionStyle.Source(guide.style(), guide.source(), 1);
      final double weight = guide.where().area() / area;
      regions.add(new RegionStyle(Optional.of(guide.where()), List.of(source), weight));
    }
    if (rest.isPresent())
      regions.add(new RegionStyle(rest, allStyles(scene), rest.get().area() / area));
    return regions;
  }

  private List<RegionStyle.Source> allStyles(final ScaledInputs scene) {
    final List<RegionStyle.Source> sources = new ArrayList<>();
    final List<Double> shares = settings.get(Settings.STYLE_SHARES).of(scene.styles().size());
    for (int style = 0; style < shares.size(); style++)
      sources.add(new RegionStyle.Source(style, Optional.empty(), shares.get(style)));
    return sources;
  }

  private PixelTerms pixelTerms(final ScaledInputs scene) {
    final List<PixelTerm> terms = new ArrayList<>();
    final double smooth = settings.get(Settings.TV_WEIGHT);
    if (smooth > 0) terms.add(new TotalVariation(smooth));
    final double coherent = settings.get(Settings.COHERENCE_WEIGHT);
    if (coherent > 0)
      scene
          .neighbour()
          .ifPresent(neighbour -> terms.add(new Coherence(neighbour.duplicate(), coherent)));
    final InputConvention network = eye.network().input();
    final ColourScale toRgb =
        new ColourScale(network, PixelUnits.UNIT.convention(network), scene.content().getManager());
    return new PixelTerms(terms, eye, toRgb);
  }

  /**
   * Weights of the layers for which they are not zero, times those of the kind and what makes them
   * mean the same on every network; the other layers do not matter.
   */
  private Map<Vgg19Layer, Double> weights(
      final Setting<Double> kind, final Setting<LayerWeights> setting, final int degree) {
    final double factor = settings.get(kind);
    final Map<Vgg19Layer, Double> layers = new EnumMap<>(Vgg19Layer.class);
    settings
        .get(setting)
        .byLayer()
        .forEach(
            (layer, weight) -> {
              if (factor * weight > 0)
                layers.put(layer, factor * weight * scale.factor(layer, degree));
            });
    return layers;
  }
}
