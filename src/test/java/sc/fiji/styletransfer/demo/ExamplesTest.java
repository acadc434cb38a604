package sc.fiji.styletransfer.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** Runs the Java examples of the documentation and keeps the documentation equal to them. */
class ExamplesTest {

  private static final int RED = 0;
  private static final int BLUE = 2;

  private static final Path EXAMPLES = Path.of("src/test/java/sc/fiji/styletransfer/demo");
  private static final Path PAGE = Path.of("docs", "macros-and-scripts.md");

  private final Img<FloatType> scene = picture("scene");
  private final Img<FloatType> swirls = picture("swirls");
  private final Img<FloatType> woodcut = picture("woodcut");

  @Test
  @Tag("slow")
  void anImageTakesTheColoursOfTheStyle() {
    final Img<FloatType> result = StyliseImg.stylise(scene, swirls);
    assertEquals(new FinalInterval(96, 64, 3), new FinalInterval(result));
    final double before = Math.abs(blueness(scene) - blueness(swirls));
    final double after = Math.abs(blueness(result) - blueness(swirls));
    assertTrue(after < before / 2, "blue minus red differs by " + after + ", before " + before);
  }

  @Test
  @Tag("slow")
  void eachHalfTakesItsOwnStyle() {
    final double swirlsLeft =
        leftMinusRight(StyliseRegions.stylise(scene, List.of(swirls, woodcut)));
    final double swirlsRight =
        leftMinusRight(StyliseRegions.stylise(scene, List.of(woodcut, swirls)));
    final double wanted = blueness(swirls) - blueness(woodcut);
    assertTrue(swirlsLeft - swirlsRight > wanted / 3, swirlsLeft + " and " + swirlsRight);
  }

  @Test
  @Tag("slow")
  void aListenerEndsTheRun() {
    final TransferSettings settings =
        TransferSettings.builder().set(Settings.SIZE, 64).set(Settings.ITERATIONS, 40).build();
    try (StyleTransfer transfer =
        new StyleTransfer(NetworkChoice.open("builtin"), DeviceChoice.AUTO)) {
      final TransferInputs inputs = TransferInputs.of(scene, swirls);
      final TransferResult result = transfer.run(inputs, settings, new StopWhenGoodEnough());
      assertTrue(result.cancelled());
      assertTrue(result.evaluations() < 40, "evaluations: " + result.evaluations());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"StyliseImg.java", "StyliseRegions.java", "StopWhenGoodEnough.java"})
  void theDocumentationQuotesTheFile(final String example) throws IOException {
    final String block = "```java\n" + Files.readString(EXAMPLES.resolve(example)) + "```";
    assertTrue(Files.readString(PAGE).contains(block), () -> "Put into " + PAGE + ":\n" + block);
  }

  private static Img<FloatType> picture(final String name) {
    return RgbPicture.inFile(Path.of("test-images", name + ".png"));
  }

  /** Mean of blue minus mean of red, which tells a night sky from a sunset. */
  private static double blueness(final RandomAccessibleInterval<FloatType> picture) {
    return mean(picture, BLUE) - mean(picture, RED);
  }

  private static double leftMinusRight(final Img<FloatType> result) {
    final FinalInterval left = FinalInterval.createMinSize(0, 0, 0, 48, 64, 3);
    final FinalInterval right = FinalInterval.createMinSize(48, 0, 0, 48, 64, 3);
    return blueness(Views.interval(result, left)) - blueness(Views.interval(result, right));
  }

  private static double mean(final RandomAccessibleInterval<FloatType> picture, final int colour) {
    double sum = 0;
    long count = 0;
    for (final FloatType value : Views.iterable(Views.hyperSlice(picture, 2, colour))) {
      sum += value.get();
      count++;
    }
    return sum / count;
  }
}
