package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.settings.Preset;

/**
 * Pictures without contrast or of extreme shape give a finite loss with every preset in mixed
 * precision, which rounds more than single precision.
 *
 * <p>{@code -Dstrip.length=16000} sets the length of the strip, whose width is 16.
 */
@Tag("slow")
class FlatPicturesTest {

  private static final int SIDE = 32;
  private static final int STRIP = Integer.getInteger("strip.length", 1600);

  private static ImagePlus picture(
      final int width, final int height, final IntUnaryOperator pixels) {
    final int[] rgb = new int[width * height];
    for (int i = 0; i < rgb.length; i++) rgb[i] = pixels.applyAsInt(i);
    return new ImagePlus("picture", new ColorProcessor(width, height, rgb));
  }

  private static ImagePlus noise(final int mask) {
    final Random random = new Random(mask);
    return picture(SIDE, SIDE, i -> random.nextInt() & mask);
  }

  private static ImagePlus flat(final int rgb) {
    return picture(SIDE, SIDE, i -> rgb);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void theLossIsANumber(final Preset preset) {
    final Map<String, String> words =
        Map.of(
            "preset",
            preset.toString(),
            "precision",
            "mixed",
            "iterations",
            "2",
            "network",
            "builtin",
            "device",
            "cpu");
    try (ImageTransfer transfer = new ImageTransfer(new SettingTexts(words))) {
      assertRuns(transfer, flat(0x808080), noise(0xffffff));
      assertRuns(transfer, flat(0), flat(0xffffff));
      assertRuns(transfer, noise(0xffffff), flat(0));
      assertRuns(transfer, noise(0xff0000), noise(0x0000ff));
      assertRuns(transfer, picture(16, STRIP, i -> i * 2_654_435), noise(0xffffff));
    }
  }

  private static void assertRuns(
      final ImageTransfer transfer, final ImagePlus content, final ImagePlus style) {
    final ImagePlus result = transfer.run(content, List.of(style), TransferObserver.NONE);
    final String loss = RunRecord.read(result).get("loss");
    assertTrue(Double.isFinite(Double.parseDouble(loss)), loss);
    assertEquals(content.getHeight(), result.getHeight());
  }
}
