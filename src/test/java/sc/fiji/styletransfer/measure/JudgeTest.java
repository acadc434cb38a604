package sc.fiji.styletransfer.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.TestPictures;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JudgeTest {

  private final Img<FloatType> content = TestPictures.waves(64, 48, 1);
  private final Img<FloatType> style = TestPictures.waves(48, 64, 2);

  private Judge judge;

  @BeforeAll
  void open() {
    judge = new Judge(new RandomWeights(1), new DeviceChoice("cpu"));
  }

  @AfterAll
  void close() {
    judge.close();
  }

  @Test
  void theContentIsAtNoDistanceFromItself() {
    final Judgement judgement = judge.judge(content, List.of(style), content);
    assertEquals(0, judgement.content(), 1e-9);
    assertEquals(1, judgement.structure(), 1e-5);
    assertEquals(0, judgement.structureDistance(), 1e-6);
    judgement.photographShare().values().forEach(share -> assertEquals(1, share, 0.01));
    assertTrue(judgement.heldOutGram() > 1e-3);
    assertFalse(judgement.alarm());
  }

  @Test
  void theStyleIsAtNoDistanceFromItself() {
    final Judgement judgement = judge.judge(style, List.of(style), style);
    assertEquals(0, judgement.heldOutGram(), 1e-9);
    assertEquals(0, judgement.heldOutWasserstein(), 1e-3);
    judgement.fitted().values().forEach(distance -> assertEquals(0, distance.gram(), 1e-9));
  }

  @Test
  void thePictureOfTheStyleIsNoPhotographOfTheContent() {
    final Img<FloatType> painting = TestPictures.waves(64, 48, 2);
    final Judgement judgement = judge.judge(content, List.of(painting), painting);
    assertTrue(judgement.structureDistance() > 0.05, () -> "" + judgement.structureDistance());
    judgement
        .photographShare()
        .values()
        .forEach(share -> assertTrue(share < 0.1, () -> "" + share));
  }

  @Test
  void heldOutLayersAreNotThoseThatAreFitted() {
    final Judgement judgement = judge.judge(content, List.of(style), content);
    assertEquals(Set.of("conv2_2", "conv3_3", "conv4_3"), judgement.heldOut().keySet());
    assertEquals(
        Set.of("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1"), judgement.fitted().keySet());
  }

  @Test
  void aCheckerboardRaisesTheAlarm() {
    final ColourPlanes planes = ColourPlanes.of(content);
    for (int pixel = 0; pixel < planes.pixels(); pixel++)
      for (int c = 0; c < 3; c++)
        planes.set(
            c, pixel, planes.get(c, pixel) + ((pixel % 64 + pixel / 64) % 2 == 0 ? 0.15 : -0.15));
    final Judgement judgement = judge.judge(content, List.of(style), planes.toImg());
    assertTrue(judgement.checkerboard().alarm());
    assertTrue(judgement.alarm());
  }

  @Test
  void ofSeveralStylesTheFinestCounts() {
    final ColourPlanes planes = ColourPlanes.of(style);
    for (int pixel = 0; pixel < planes.pixels(); pixel++)
      for (int c = 0; c < 3; c++) planes.set(c, pixel, pixel % 2);
    final Img<FloatType> stripes = planes.toImg();
    final double fine = judge.judge(content, List.of(stripes), content).fine().style();
    final Judgement both = judge.judge(content, List.of(style, stripes), content);
    assertEquals(fine, both.fine().style(), 1e-6);
    assertEquals(
        judge.judge(content, List.of(style), content).fitted().get("conv1_1").gram(),
        judge.judge(content, List.of(style, style), content).fitted().get("conv1_1").gram(),
        1e-6);
  }

  /** Waves of half the length have more in the finest octave. */
  @Test
  void aStyleIsComparedAtTheSizeAtWhichItWasTaken() {
    final double own = judge.judge(content, List.of(style), content).fine().style();
    final double half = judge.judge(content, List.of(style), 0.5, content).fine().style();
    assertTrue(half > 1.5 * own, half + " at half the size, " + own + " at the style's own");
  }

  @Test
  void anEvenPictureHasNoStructure() {
    final Img<FloatType> even = TestPictures.waves(64, 48, 1);
    for (final FloatType value : even) value.set(0.5f);
    assertTrue(judge.judge(content, List.of(style), even).structure() < 0.5);
  }

  @Test
  void otherProportionsAreRefused() {
    assertThrows(StyleTransferException.class, () -> judge.judge(content, List.of(style), style));
  }
}
