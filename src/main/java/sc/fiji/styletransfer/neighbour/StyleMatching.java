package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.region.StyleLossBuilder;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * What the matching of positions keeps during a run: how it compares, and what the stages at one
 * size share, which are the hypercolumns and the moments of the styles and the self-similarity of
 * the content. All calls of a run are for the same pictures, of any sizes.
 */
public final class StyleMatching implements AutoCloseable {

  /** On what the hypercolumns depend. */
  private record BankKey(Vgg19 network, Map<Vgg19Layer, Double> roots, List<PictureSize> styles) {}

  /**
   * On what the moments depend: the styles, and the regions that take them.
   *
   * @param content size of the content, which the regions have
   * @param styles sizes of the styles
   */
  public record MomentsKey(PictureSize content, List<PictureSize> styles) {}

  private final NDManager owner;
  private final CosineProduct product;
  private final Retained<BankKey, StyleBank> bank = new Retained<>(StyleBank::close);
  private final Retained<MomentsKey, StyleLossBuilder> moments =
      new Retained<>(StyleLossBuilder::close);
  private final Retained<PictureSize, SelfSimilarity> structure =
      new Retained<>(SelfSimilarity::close);

  /**
   * @param owner parent of the manager of what is kept
   * @param precision of the comparison
   */
  public StyleMatching(final NDManager owner, final Precision precision) {
    this.owner = owner.newSubManager();
    product =
        precision == Precision.MIXED
            ? new CosineProduct.Rounded(this.owner)
            : new CosineProduct.Exact();
  }

  NearestNeighbours neighbours() {
    return new NearestNeighbours(product);
  }

  /**
   * Returns the hypercolumns of the styles.
   *
   * @param features computes the features
   * @param hypercolumns layers to compare
   * @param styles pixels of shape {@code (1, 3, H, W)}
   * @param most largest number of rows
   * @return the hypercolumns, owned by this object
   */
  StyleBank bank(
      final TiledFeatures features,
      final Hypercolumns hypercolumns,
      final List<NDArray> styles,
      final long most) {
    return bank.get(
        new BankKey(
            features.extractor().network(),
            hypercolumns.roots(),
            styles.stream().map(PictureSize::of).toList()),
        () -> new StyleBank(features, hypercolumns, styles, most, owner));
  }

  /**
   * Returns the moments of the styles.
   *
   * @param key on what they depend
   * @param create accumulates the moments with arrays of a manager
   * @return the builder with the moments, owned by this object
   */
  public StyleLossBuilder moments(
      final MomentsKey key, final Function<NDManager, StyleLossBuilder> create) {
    return moments.get(key, () -> create.apply(owner));
  }

  /**
   * Returns the self-similarity of the content.
   *
   * @param layer of the network; the same at each call
   * @param features computes the features
   * @param content pixels of shape {@code (1, 3, H, W)}
   * @return the self-similarity, owned by this object
   */
  SelfSimilarity structure(
      final Vgg19Layer layer, final TiledFeatures features, final NDArray content) {
    return structure.get(
        PictureSize.of(content), () -> new SelfSimilarity(layer, features, content, owner));
  }

  @Override
  public void close() {
    bank.close();
    moments.close();
    structure.close();
    product.close();
    owner.close();
  }
}
