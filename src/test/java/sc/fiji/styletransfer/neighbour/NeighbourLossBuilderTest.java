package sc.fiji.styletransfer.neighbour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.FeatureLoss;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.region.EdgeFade;
import sc.fiji.styletransfer.region.RegionMask;
import sc.fiji.styletransfer.region.RegionStyle;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.TestPictures;

class NeighbourLossBuilderTest {

  private static final Map<Vgg19Layer, Double> WEIGHTS =
      Map.of(Vgg19Layer.CONV1_1, 1.0, Vgg19Layer.CONV2_2, 1.0, Vgg19Layer.CONV4_1, 1.0);

  private static TensorSession session;
  private static FeatureExtractor extractor;

  @BeforeAll
  static void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    final Vgg19 network =
        new Vgg19(new RandomWeights(1), Vgg19Layer.CONV4_1, Pooling.MAX, session.manager());
    extractor =
        new FeatureExtractor(
            network, new ColourScale(network.input(), network.input(), session.manager()));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void matchesInTilesAreThoseOfTheWhole() {
    final NDArray content = picture(1, 101, 86);
    final NDArray style = picture(2, 90, 70);
    for (final boolean split : new boolean[] {false, true})
      assertEquals(
          matches(content, List.of(style), all(1), 0, split),
          matches(content, List.of(style), all(1), 32, split));
  }

  /** A picture is nearest to itself: each position matches its own in the first direction. */
  @Test
  void aStyleThatIsTheContentMatchesEachPositionToItself() {
    final NDArray content = picture(1, 64, 48);
    final List<Long> expected = IntStream.range(0, 16 * 12).mapToObj(Long::valueOf).toList();
    assertEquals(List.of(expected), matches(content, List.of(content), all(1), 0, false));
  }

  /** A content that is the style turned by 90° finds the turned style, which is the second. */
  @Test
  void stylesAreTurned() {
    final NDArray style = picture(1, 64, 64);
    final NDArray content = style.rotate90(1, new int[] {2, 3});
    final List<Long> expected = IntStream.range(256, 512).mapToObj(Long::valueOf).toList();
    assertEquals(List.of(expected), matches(content, List.of(style), all(1), 0, false));
  }

  /** The left half takes the first style and the right half the second. */
  @Test
  void regionsTakeTheirStyles() {
    final NDArray content = picture(1, 64, 48);
    final List<NDArray> styles = List.of(picture(2, 48, 48), picture(3, 48, 48));
    final long firstOfSecond = 4 * 12 * 12;
    final PictureSize size = new PictureSize(64, 48);
    final List<RegionStyle> regions =
        List.of(
            region(columns(size, 0, 32), 0, Optional.empty()),
            region(columns(size, 32, 64), 1, Optional.empty()));
    final List<Long> matches = matches(content, styles, regions, 0, false).get(0);
    for (int i = 0; i < matches.size(); i++)
      assertEquals(i % 16 >= 8, matches.get(i) >= firstOfSecond, "position " + i);
  }

  /** Only rows of the upper half of the style, in the first direction rows 0 to 5 of 12. */
  @Test
  void aRegionOfTheStyleOffersItsPositionsOnly() {
    final PictureSize size = new PictureSize(48, 48);
    final float[] upper = new float[48 * 48];
    Arrays.fill(upper, 0, 24 * 48, 1);
    final List<RegionStyle> regions =
        List.of(
            new RegionStyle(
                Optional.empty(),
                List.of(new RegionStyle.Source(0, Optional.of(new RegionMask(upper, size)), 1)),
                1));
    final List<Long> matches =
        matches(picture(1, 64, 48), List.of(picture(2, 48, 48)), regions, 0, false).get(0);
    for (final long match : matches) {
      final long row = match % 144 / 12;
      final long column = match % 12;
      final boolean inside =
          switch ((int) (match / 144)) {
            case 0 -> row < 6;
            case 1 -> column < 6;
            case 2 -> row >= 6;
            default -> column >= 6;
          };
      assertTrue(inside, "row " + match);
    }
  }

  /** The losses of two styles have their shares as weights, which add up to one. */
  @Test
  void sharesAreTheWeightsOfTheStyles() {
    final NDArray content = picture(1, 64, 48);
    final List<NDArray> styles = List.of(picture(2, 48, 48), picture(3, 48, 48));
    final List<RegionStyle> region =
        List.of(
            new RegionStyle(
                Optional.empty(),
                List.of(
                    new RegionStyle.Source(0, Optional.empty(), 0.75),
                    new RegionStyle.Source(1, Optional.empty(), 0.25)),
                1));
    final List<FeatureLoss> losses = build(content, styles, region, 0, false);
    final double[] weights =
        losses.stream().mapToDouble(loss -> ((NeighbourLoss) loss).weight()).toArray();
    assertArrayEquals(new double[] {0.75, 0.25}, weights, 1e-6);
    losses.forEach(FeatureLoss::close);
  }

  /** A style of 16 × 16 pixels has 4 × 4 positions, smaller than the field of conv4_1. */
  @Test
  void aTinyStyleOffersItsPositions() {
    for (final long match :
        matches(picture(1, 64, 48), List.of(picture(2, 16, 16)), all(1), 0, false).get(0))
      assertTrue(match >= 0 && match < 64);
  }

  @Test
  void aFlatStyleHasAFiniteLoss() {
    final NDArray content = picture(1, 64, 48);
    final NDArray flat = content.zerosLike().add(0.5f);
    for (final FeatureLoss loss : build(content, List.of(flat), all(1), 0, false))
      try (loss) {
        NDArray sum = null;
        for (final Vgg19Layer layer : loss.layers()) {
          final NDArray part = statistic(loss, layer, content);
          sum = sum == null ? part : sum.add(part);
        }
        assertTrue(Float.isFinite(loss.value(sum).getFloat()));
      }
  }

  /** Regions of one column each, more than the grid has columns: each position has one of them. */
  @Test
  void moreRegionsThanPositions() {
    final PictureSize size = new PictureSize(32, 32);
    final List<RegionStyle> regions = new ArrayList<>();
    for (int x = 0; x < 32; x++) regions.add(region(columns(size, x, x + 1), 0, Optional.empty()));
    final List<FeatureLoss> losses =
        build(picture(1, 32, 32), List.of(picture(2, 32, 32)), regions, 0, false);
    assertEquals(1, losses.size());
    assertEquals(1, ((NeighbourLoss) losses.get(0)).weight(), 1e-5);
    losses.forEach(FeatureLoss::close);
  }

  private static NDArray statistic(
      final FeatureLoss loss, final Vgg19Layer layer, final NDArray picture) {
    final List<NDArray> parts = new ArrayList<>();
    new TiledFeatures(extractor, 0)
        .visit(
            picture,
            Set.of(layer),
            (tile, l, features) -> {
              final NDArray part = loss.statistic(l, features, tile.positions(l));
              part.attach(session.manager());
              parts.add(part);
            });
    return parts.get(0);
  }

  private static List<List<Long>> matches(
      final NDArray content,
      final List<NDArray> styles,
      final List<RegionStyle> regions,
      final int side,
      final boolean split) {
    final List<List<Long>> matches = new ArrayList<>();
    for (final FeatureLoss loss : build(content, styles, regions, side, split))
      try (loss) {
        matches.add(Arrays.stream(((NeighbourLoss) loss).matches().toLongArray()).boxed().toList());
      }
    return matches;
  }

  private static List<FeatureLoss> build(
      final NDArray content,
      final List<NDArray> styles,
      final List<RegionStyle> regions,
      final int side,
      final boolean split) {
    final NeighbourLossBuilder builder =
        new NeighbourLossBuilder(
            new TiledFeatures(extractor, side),
            WEIGHTS,
            EdgeFade.NONE,
            new StyleMatching(session.manager(), Precision.SINGLE));
    final NeighbourLossBuilder.Query query =
        new NeighbourLossBuilder.Query(extractor, content, content, split ? 0 : 1);
    return split ? builder.split(query, styles, regions) : builder.whole(query, styles, regions);
  }

  private static List<RegionStyle> all(final int styles) {
    return List.of(
        new RegionStyle(
            Optional.empty(),
            IntStream.range(0, styles)
                .mapToObj(style -> new RegionStyle.Source(style, Optional.empty(), 1.0 / styles))
                .toList(),
            1));
  }

  private static RegionStyle region(
      final RegionMask mask, final int style, final Optional<RegionMask> source) {
    return new RegionStyle(Optional.of(mask), List.of(new RegionStyle.Source(style, source, 1)), 1);
  }

  private static RegionMask columns(final PictureSize size, final int from, final int to) {
    final float[] pixels = new float[(int) size.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      final int x = i % size.width();
      pixels[i] = x >= from && x < to ? 1 : 0;
    }
    return new RegionMask(pixels, size);
  }

  private static NDArray picture(final int seed, final int width, final int height) {
    return PictureTensor.of(TestPictures.waves(width, height, seed), session.manager());
  }
}
