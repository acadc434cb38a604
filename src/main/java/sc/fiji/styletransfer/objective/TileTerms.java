package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.loss.StyleStatistic;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The terms of a loss whose statistics several machines compute, without targets: content layers,
 * style layers, and monitored layers, each in the order of the network. All machines derive the
 * same terms from the same settings. The statistics of all terms form one array of numbers.
 *
 * @param settings weights, layers and formulas
 * @param widths widths of the network
 * @param monitored layers at which the relative Gram distance is computed but not minimised
 */
public record TileTerms(
    TransferSettings settings, NetworkWidths widths, Set<Vgg19Layer> monitored) {

  /** Statistic of the monitored distances. */
  static final StyleStatistic DISTANCE = StyleFormula.RELATIVE.statistic();

  /** Sorts the layers. */
  public TileTerms {
    monitored = Collections.unmodifiableSet(new TreeSet<>(monitored));
  }

  Map<Vgg19Layer, Double> content(final ResponseScale scale) {
    return new TermWeights(settings, scale, widths).content();
  }

  Map<Vgg19Layer, Double> style(final ResponseScale scale) {
    return new TermWeights(settings, scale, widths).style();
  }

  /** Returns the content layers that are part of the loss. */
  Set<Vgg19Layer> contentLayers() {
    return content(ResponseScale.OWN).keySet();
  }

  /** Returns the style layers that are part of the loss, without the deep ones unless wanted. */
  List<Vgg19Layer> styleLayers(final boolean deep) {
    return included(style(ResponseScale.OWN).keySet(), deep);
  }

  /** Returns the monitored layers, without the deep ones unless wanted. */
  List<Vgg19Layer> monitoredLayers(final boolean deep) {
    return included(monitored, deep);
  }

  /** As {@link Losses#included}: without deep layers, nothing is deeper than the content. */
  private List<Vgg19Layer> included(final Collection<Vgg19Layer> layers, final boolean deep) {
    final Set<Vgg19Layer> content = contentLayers();
    if (deep || content.isEmpty()) return List.copyOf(layers);
    final Vgg19Layer deepest = Collections.max(content);
    return layers.stream().filter(layer -> layer.compareTo(deepest) <= 0).toList();
  }

  /**
   * Returns all layers of the loss.
   *
   * @param deep whether deep style layers are included
   * @return the layers to evaluate
   */
  public Set<Vgg19Layer> layers(final boolean deep) {
    final Set<Vgg19Layer> layers = new TreeSet<>(contentLayers());
    layers.addAll(styleLayers(deep));
    layers.addAll(monitoredLayers(deep));
    return layers;
  }

  /**
   * Returns the layers of style statistics, for which style pictures are evaluated.
   *
   * @return the layers; none if the loss has no style
   */
  public Set<Vgg19Layer> ofStyle() {
    final Set<Vgg19Layer> layers = new TreeSet<>(styleLayers(true));
    layers.addAll(monitored);
    return layers;
  }

  StyleStatistic statistic() {
    return settings.get(Settings.STYLE_FORMULA).statistic();
  }

  EdgeFade fade() {
    return new EdgeFade(settings.get(Settings.EDGE_FADE));
  }

  /** Returns the shapes of the statistics of a picture, in the order of the terms. */
  List<Shape> shapes(final boolean deep) {
    final List<Shape> shapes = new ArrayList<>();
    contentLayers().forEach(layer -> shapes.add(new Shape()));
    shapes.addAll(styleShapes(deep));
    return shapes;
  }

  /** Returns the shapes of the statistics of a style picture. */
  List<Shape> styleShapes(final boolean deep) {
    final List<Shape> shapes = new ArrayList<>();
    styleLayers(deep).forEach(layer -> shapes.add(statistic().shape(widths.features(layer))));
    monitoredLayers(deep).forEach(layer -> shapes.add(DISTANCE.shape(widths.features(layer))));
    return shapes;
  }
}
