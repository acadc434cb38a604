package sc.fiji.styletransfer.neighbour;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * What the matching of positions keeps during a run: how it compares, and what the stages at one
 * size share, the hypercolumns of the styles and the self-similarity of the content.
 */
public final class StyleMatching implements AutoCloseable {

  /** On what the hypercolumns depend. */
  private record Key(Vgg19 network, Map<Vgg19Layer, Double> roots, List<PictureSize> styles) {}

  private final NDManager owner;
  private final CosineProduct product;
  private Key key;
  private StyleBank bank;
  private PictureSize contentSize;
  private SelfSimilarity structure;

  /**
   * @param owner parent of the manager of the hypercolumns
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
   * Returns the hypercolumns of the styles. Those of another size are closed first, because memory
   * rarely holds both.
   *
   * @param features computes the features
   * @param hypercolumns layers to compare
   * @param styles pixels of shape {@code (1, 3, H, W)}; the same pictures at each call, of any
   *     sizes
   * @param most largest number of rows
   * @return the hypercolumns, owned by this object
   */
  StyleBank bank(
      final TiledFeatures features,
      final Hypercolumns hypercolumns,
      final List<NDArray> styles,
      final long most) {
    final Key wanted =
        new Key(
            features.extractor().network(),
            hypercolumns.roots(),
            styles.stream().map(PictureSize::of).toList());
    if (wanted.equals(key)) return bank;
    clear();
    bank = new StyleBank(features, hypercolumns, styles, most, owner);
    key = wanted;
    return bank;
  }

  /**
   * Returns the self-similarity of the content.
   *
   * @param layer of the network; the same at each call
   * @param features computes the features
   * @param content pixels of shape {@code (1, 3, H, W)}; the same picture at each call, of any size
   * @return the self-similarity, owned by this object
   */
  SelfSimilarity structure(
      final Vgg19Layer layer, final TiledFeatures features, final NDArray content) {
    final PictureSize size = PictureSize.of(content);
    if (size.equals(contentSize)) return structure;
    if (structure != null) structure.close();
    contentSize = null;
    structure = new SelfSimilarity(layer, features, content, owner);
    contentSize = size;
    return structure;
  }

  private void clear() {
    key = null;
    if (bank != null) bank.close();
    bank = null;
  }

  @Override
  public void close() {
    clear();
    if (structure != null) structure.close();
    product.close();
    owner.close();
  }
}
