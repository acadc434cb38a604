package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.settings.RunChanges;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** A run that the user changed repeats from its record. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveChangesTest {

  private StyleTransfer transfer;

  @BeforeAll
  void open() {
    transfer = new StyleTransfer(new RandomWeights(1), new DeviceChoice("cpu"));
  }

  @AfterAll
  void close() {
    transfer.close();
  }

  /** Moves the sliders after some evaluations. */
  private static class User implements ProgressListener {

    private final int[] when;
    private final Adjustment[] sliders;
    private final List<Double> losses = new ArrayList<>();
    private Optional<Adjustment> adjustment = Optional.empty();

    User(final int[] when, final Adjustment... sliders) {
      this.when = when;
      this.sliders = sliders;
    }

    @Override
    public void evaluated(final Progress progress) {
      losses.add(progress.loss().total());
      for (int i = 0; i < when.length; i++)
        if (when[i] == progress.evaluation()) adjustment = Optional.of(sliders[i]);
    }

    @Override
    public Optional<Adjustment> adjustment() {
      return adjustment;
    }
  }

  private static User user() {
    return new User(
        new int[] {2, 6, 7, 9},
        new Adjustment(0.5, 1),
        new Adjustment(0.5, 1.5),
        new Adjustment(4, 1.5),
        new Adjustment(1, 0.75));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preset=gatys iterations=12",
        "preset=gatys iterations=12 optimizer=adam learning-rate=1",
        "preset=gatys iterations=12 tile=32",
        "preset=gatys iterations=12 precision=mixed deep-from=0.25",
        "preset=balanced iterations=9 coarsest=24 reference-side=28",
        "preset=gatys-fast iterations=14 coarsest=24 precision=single",
        "preset=strokes iterations=10 coarsest=24"
      })
  void theRecordedRunRepeatsBitByBit(final String text) {
    final TransferSettings settings = settings(text);
    final User user = user();
    final TransferResult live = transfer.run(CheckpointedRun.inputs(), settings, user);
    assertTrue(live.changes().list().size() >= 4, live.changes().toString());
    final User nobody = new User(new int[0]);
    final TransferResult again =
        transfer.run(
            CheckpointedRun.inputs(),
            settings.change().parse("changes", live.changes().toString()).build(),
            nobody);
    assertEquals(user.losses, nobody.losses);
    assertArrayEquals(pixels(live), pixels(again));
    assertEquals(live.changes(), again.changes());
  }

  @Test
  void aChangeTakesEffectAtTheNextEvaluation() {
    final TransferSettings settings = settings("preset=gatys iterations=8");
    final User nobody = new User(new int[0]);
    transfer.run(CheckpointedRun.inputs(), settings, nobody);
    final User user = new User(new int[] {4}, new Adjustment(1, 2));
    final TransferResult changed = transfer.run(CheckpointedRun.inputs(), settings, user);
    assertEquals("5:strokes:2.0", changed.changes().toString());
    assertEquals(nobody.losses.subList(0, 4), user.losses.subList(0, 4));
    assertFalse(nobody.losses.get(4).equals(user.losses.get(4)));
    assertEquals(8, user.losses.size(), "the number of evaluations stays");
  }

  @Test
  void moreContentGivesAResultCloserToTheContent() {
    final TransferSettings settings = settings("preset=gatys iterations=20");
    final TransferResult less =
        transfer.run(
            CheckpointedRun.inputs(), settings, new User(new int[] {2}, new Adjustment(0.1, 1)));
    final TransferResult more =
        transfer.run(
            CheckpointedRun.inputs(), settings, new User(new int[] {2}, new Adjustment(1000, 1)));
    assertTrue(
        more.loss().content() < less.loss().content(), more.loss() + " against " + less.loss());
    assertEquals(1000, more.contentFactor());
  }

  /** The user moved a slider back, or moved it before the run began to show anything. */
  @Test
  void slidersThatRestAreNoChange() {
    final TransferSettings settings = settings("preset=gatys iterations=4");
    final TransferResult plain = transfer.run(CheckpointedRun.inputs(), settings);
    final TransferResult touched =
        transfer.run(CheckpointedRun.inputs(), settings, new User(new int[] {1}, Adjustment.NONE));
    assertEquals(RunChanges.NONE, touched.changes());
    assertArrayEquals(pixels(plain), pixels(touched));
  }

  private static TransferSettings settings(final String text) {
    final TransferSettings.Builder builder = TransferSettings.builder();
    Arrays.stream(text.split(" "))
        .map(part -> part.split("="))
        .forEach(part -> builder.parse(part[0], part[1]));
    return builder.build();
  }

  private static float[] pixels(final TransferResult result) {
    final float[] pixels = new float[(int) result.picture().size()];
    int i = 0;
    for (final var value : result.picture()) pixels[i++] = value.get();
    return pixels;
  }
}
