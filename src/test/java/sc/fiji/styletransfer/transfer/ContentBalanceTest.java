package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Scale;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.settings.Approach;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

class ContentBalanceTest {

  private static final int EVALUATIONS = 80;

  private final Schedule schedule = schedule(settings(256));
  private final ContentBalance balance = new ContentBalance(schedule, settings(256));

  private static TransferSettings settings(final int referenceSize) {
    return TransferSettings.builder()
        .set(Settings.PRESET, Preset.BALANCED)
        .set(Settings.COARSEST, 128)
        .set(Settings.ITERATIONS, EVALUATIONS)
        .set(Settings.REFERENCE_SIDE, referenceSize)
        .build();
  }

  private static Schedule schedule(final TransferSettings settings) {
    return Schedule.of(new PictureSize(512, 384), settings);
  }

  private Scale scale(final int longSide) {
    return schedule.scales().stream()
        .filter(scale -> scale.size().longSide() == longSide)
        .findFirst()
        .orElseThrow();
  }

  private static LossTerms distance(final double distance) {
    return distances(distance, distance);
  }

  private static LossTerms distances(final double conv32, final double conv42) {
    return new LossTerms(1, 1, 0, Map.of(Vgg19Layer.CONV3_2, conv32, Vgg19Layer.CONV4_2, conv42));
  }

  private void evaluateAll(final Scale scale, final double distance) {
    evaluateAll(balance, scale, distance);
  }

  private static void evaluateAll(
      final ContentBalance balance, final Scale scale, final double distance) {
    for (int i = 0; i < scale.evaluations(); i++) balance.follow(scale, i, distance(distance));
  }

  @Test
  void theWeightMeansWhatItSaysUpToTheReferenceSize() {
    evaluateAll(scale(128), 0.5);
    evaluateAll(scale(181), 0.3);
    evaluateAll(scale(256), 0.2);
    assertEquals(1, balance.factor());
  }

  @ParameterizedTest
  @CsvSource({"0.4, 2", "0.1, 0.5", "0.2, 1"})
  void aboveItTheContentGivesWayToAStyleThatIsTooFar(final double distance, final double ratio) {
    evaluateAll(scale(256), 0.2);
    final Scale larger = scale(362);
    for (int i = 0; i < larger.evaluations() / 2; i++)
      balance.follow(larger, i, distance(distance));
    assertEquals(1, balance.factor(), "the first half is for settling");
    for (int i = 0; i < 3; i++)
      balance.follow(larger, larger.evaluations() / 2 + i, distance(distance));
    // log f ← log f + 0.1 · (0.05 · log f − log ratio), three times from 0
    final double followed = Math.pow(ratio, -0.1 * (1 + 1.005 + 1.005 * 1.005));
    assertEquals(followed, balance.factor(), 1e-12);
    balance.follow(scale(512), 0, distance(distance));
    assertEquals(followed, balance.factor(), 1e-12, "and the next scale begins so");
  }

  /** A distance that grows with the content's weight, as measured: to the power of a half. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.19, 0.21, 0.4})
  void theDistanceBecomesThatOfTheReference(final double atFirst) {
    evaluateAll(scale(256), 0.2);
    final Scale last = scale(512);
    double distance = atFirst;
    for (int i = 0; i < last.evaluations(); i++) {
      balance.follow(last, i, distance(distance));
      distance = atFirst * Math.sqrt(balance.factor());
    }
    assertEquals(0.2, distance, 0.2 * 0.1);
  }

  /** The more the content gave way, the closer is asked for. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.19, 0.21, 0.4})
  void theAimLeansTheWayTheFactorWent(final double atFirst) {
    evaluateAll(scale(256), 0.2);
    double distance = atFirst;
    for (int i = 0; i < 2000; i++) {
      balance.follow(scale(512), EVALUATIONS - 1, distance(distance));
      distance = atFirst * Math.sqrt(balance.factor());
    }
    assertEquals(0.2 * Math.pow(balance.factor(), 0.05), distance, 1e-6);
    assertEquals(atFirst < 0.2, balance.factor() > 1);
  }

  @ParameterizedTest
  @CsvSource({"1e9, 0.1", "1e-9, 10"})
  void theFactorHasLimits(final double distance, final double limit) {
    evaluateAll(scale(256), 0.2);
    evaluateAll(scale(512), distance);
    assertEquals(limit, balance.factor(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 0.1", "0.1, 0"})
  void aStyleWithoutDistanceAsksForNothing(final double there, final double larger) {
    evaluateAll(scale(256), there);
    evaluateAll(scale(512), larger);
    assertEquals(1, balance.factor());
  }

  @Test
  void whatIsNotWatchedAsksForNothing() {
    evaluateAll(scale(256), 0.2);
    balance.follow(scale(512), 79, new LossTerms(1, 1));
    assertEquals(1, balance.factor());
  }

  @Test
  void theDistanceIsAWeightedGeometricMean() {
    balance.follow(scale(256), 0, distances(0.02, 0.15));
    balance.follow(scale(512), 79, distances(0.02 * Math.pow(2, 7), 0.15 * Math.pow(2, -3)));
    assertEquals(1, balance.factor(), 1e-12);
    balance.follow(scale(512), 79, distances(0.02 * 2, 0.15 * 2));
    assertEquals(Math.pow(2, -0.1), balance.factor(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "256, conv4_2, conv1_1, 2",
    "256, conv4_1, conv3_1, 1",
    "256, conv2_2, conv5_1, 2",
    "256, conv2_2, conv3_1, 0",
    "0, conv4_2, conv5_1, 0"
  })
  void nothingIsEvaluatedOnlyToBeWatched(
      final int side, final String content, final String style, final int watched) {
    final TransferSettings settings =
        settings(side)
            .change()
            .parse("content-layers", content)
            .parse("style-layers", style)
            .build();
    final ContentBalance asking = new ContentBalance(schedule, settings);
    assertEquals(watched, asking.monitored(scale(256)).size());
    assertEquals(watched, asking.monitored(scale(512)).size());
  }

  @Test
  void nothingIsWatchedBelowTheReferenceNorWithoutALargerScale() {
    assertEquals(Set.of(), balance.monitored(scale(128)));
    assertEquals(2, balance.monitored(scale(256)).size());
    assertEquals(2, balance.monitored(scale(362)).size());
    final ContentBalance last = new ContentBalance(schedule, settings(512));
    for (final Scale scale : schedule.scales()) assertEquals(Set.of(), last.monitored(scale));
  }

  /** Switched off, larger than the picture, or smaller than all scales. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1024, 64})
  void whereNoScaleIsOfTheReferenceSizeTheWeightIsTheSameAtAll(final int size) {
    final ContentBalance other = new ContentBalance(schedule, settings(size));
    for (final Scale scale : schedule.scales()) evaluateAll(other, scale, scale.size().longSide());
    assertEquals(1, other.factor());
  }

  @ParameterizedTest
  @CsvSource({"300, 300", "310, 219", "362, 256", "430, 304", "500, 250"})
  void theNearestScaleIsTheReference(final int longSide, final int reference) {
    final TransferSettings settings = settings(256);
    final Schedule other = Schedule.of(new PictureSize(longSide, 300), settings);
    final ContentBalance followed = new ContentBalance(other, settings);
    for (final Scale scale : other.scales())
      evaluateAll(followed, scale, scale.size().longSide() > reference ? 0.1 : 0.2);
    assertEquals(longSide > reference, followed.factor() > 1);
  }

  @Test
  void anApproachIsNoReference() {
    final TransferSettings settings =
        settings(256).change().set(Settings.APPROACH, Approach.WASSERSTEIN).build();
    final Schedule other = schedule(settings);
    final ContentBalance unmoved = new ContentBalance(other, settings);
    for (final Scale scale : other.scales())
      for (int i = 0; i < scale.evaluations(); i++) unmoved.follow(scale, i, distance(i + 1));
    assertEquals(1, unmoved.factor());
  }

  @Test
  void goesOnWhereAnotherWasSaved() {
    evaluateAll(scale(256), 0.2);
    evaluateAll(scale(362), 0.25);
    final Snapshot<TensorVector> snapshot = new Snapshot<>();
    balance.save(snapshot);
    final ContentBalance other = new ContentBalance(schedule, settings(256));
    other.restore(snapshot);
    balance.follow(scale(512), 79, distance(0.3));
    other.follow(scale(512), 79, distance(0.3));
    assertEquals(balance.factor(), other.factor());
  }
}
