package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.transfer.Progress;

class PreviewTest {

  @TempDir private Path folder;

  private static ImagePlus noise(final int width, final int height, final long seed) {
    final ColorProcessor pixels = new ColorProcessor(width, height);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(0x1000000));
    return new ImagePlus("noise", pixels);
  }

  private SettingTexts texts(final ImagePlus style, final String... more) {
    final Path file = folder.resolve("style.png");
    new ImageFileWriter().write(style, file);
    SettingTexts texts =
        new SettingTexts(Map.of("network", "random", "stylefile", file.toString()));
    for (int i = 0; i < more.length; i += 2) texts = texts.with(more[i], more[i + 1]);
    return texts;
  }

  @Test
  void ofASmallImageThePreviewIsTheResult() {
    final ImagePlus content = noise(40, 32, 1);
    final ImagePlus style = noise(30, 36, 2);
    final SettingTexts texts = texts(style, "preset", "gatys", "iterations", "4");
    final ImagePlus preview = new Preview(content, texts).paint(TransferObserver.NONE);
    try (ImageTransfer transfer = new ImageTransfer(texts)) {
      final ImagePlus result = transfer.run(content, List.of(style), TransferObserver.NONE);
      assertArrayEquals(
          (int[]) result.getProcessor().getPixels(), (int[]) preview.getProcessor().getPixels());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 744 744 512 512", // the size of the content
    "1000, 488 488 1024 1024",
    "4000, 872 872 256 256"
  })
  void theMiddleIsPaintedAtTheSizeOfTheResult(final String size, final String expected) {
    final Preview preview =
        new Preview(noise(2000, 2000, 1), texts(noise(20, 20, 2), "size", size));
    assertEquals(rectangle(expected), preview.part());
  }

  @ParameterizedTest
  @CsvSource({
    "100 200 300 400, 100 200 300 400",
    "100 200 1300 400, 494 200 512 400",
    "10 20 5 5, 0 0 64 64", // a selection that is too small for the network
    "1990 1990 500 500, 1936 1936 64 64"
  })
  void theSelectionIsPainted(final String selection, final String expected) {
    final ImagePlus content = noise(2000, 2000, 1);
    content.setRoi(new Roi(rectangle(selection)));
    assertEquals(rectangle(expected), new Preview(content, texts(noise(20, 20, 2))).part());
  }

  @Test
  void aLineIsNoSelection() {
    final ImagePlus content = noise(600, 600, 1);
    content.setRoi(new Line(0, 0, 10, 10));
    assertEquals(
        new Rectangle(44, 44, 512, 512), new Preview(content, texts(noise(20, 20, 2))).part());
  }

  /** Strokes of the preview have the size of those of the result. */
  @Test
  void aSmallStyleIsScaledAsInTheRun() {
    final ImagePlus content = noise(640, 640, 1);
    final ImagePlus preview =
        new Preview(
                content,
                texts(noise(80, 80, 2), "preset", "gatys", "iterations", "1", "size", "64"))
            .paint(TransferObserver.NONE);
    assertEquals("64", RunRecord.read(preview).get("size"));
    assertEquals(1, Double.parseDouble(RunRecord.read(preview).get("stylescale")));
    content.setRoi(new Roi(0, 0, 320, 640));
    final ImagePlus half =
        new Preview(
                content,
                texts(noise(80, 80, 2), "preset", "gatys", "iterations", "1", "size", "128"))
            .paint(TransferObserver.NONE);
    assertEquals(64, half.getWidth());
    assertEquals(
        Math.sqrt(640.0 / (320 + 80)),
        Double.parseDouble(RunRecord.read(half).get("stylescale")),
        1e-9,
        "the part with its margin");
    assertTrue(RunRecord.read(half).get("evaluations").equals("1"));
  }

  /** The whole image is painted first, but the user sees the part from the first picture on. */
  @Test
  void allStepsLookLikeOneRunThatPaintsThePart() {
    final List<Progress> seen = new ArrayList<>();
    final List<Long> sides = new ArrayList<>();
    final ImagePlus content = noise(400, 300, 1);
    content.setRoi(new Roi(300, 200, 70, 64));
    final ImagePlus preview =
        new Preview(
                content,
                texts(noise(80, 80, 2), "preset", "gatys", "iterations", "2", "size", "400"))
            .paint(
                progress -> {
                  seen.add(progress);
                  sides.add(progress.picture().get().dimension(0));
                });
    assertEquals(70, preview.getWidth());
    assertEquals(64, preview.getHeight());
    assertEquals(List.of(70L, 70L, 70L, 70L), sides);
    assertEquals(256, seen.get(0).size().width(), "the whole image, smaller");
    assertEquals(16 + 70 + 16, seen.get(2).size().width(), "the part and a margin");
    for (int i = 0; i < 4; i++) {
      assertEquals(i + 1, seen.get(i).evaluation());
      assertEquals(4, seen.get(i).evaluations());
      if (i > 0) assertTrue(seen.get(i).done() > seen.get(i - 1).done());
    }
    assertEquals(1, seen.get(3).done(), 1e-9);
  }

  @Test
  void aGreyImageKeepsItsDepth() {
    final short[] pixels = new short[400 * 300];
    final Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) pixels[i] = (short) (1000 + random.nextInt(500));
    final ImagePlus content = new ImagePlus("16 bits", new ShortProcessor(400, 300, pixels, null));
    content.setDisplayRange(1000, 1500);
    content.setRoi(new Roi(100, 100, 80, 80));
    final ImagePlus preview =
        new Preview(content, texts(noise(80, 80, 2), "preset", "gatys", "iterations", "1"))
            .paint(TransferObserver.NONE);
    assertEquals(16, preview.getBitDepth());
    assertEquals(80, preview.getWidth());
    assertEquals(1250, preview.getStatistics().mean, 60);
  }

  @Test
  void aPreviewStopsInItsFirstStep() {
    final int[] evaluations = new int[1];
    final ImagePlus preview =
        new Preview(noise(600, 600, 1), texts(noise(80, 80, 2), "iterations", "3", "size", "600"))
            .paint(
                new TransferObserver() {
                  @Override
                  public void evaluated(final Progress progress) {
                    evaluations[0]++;
                  }

                  @Override
                  public boolean isCancelled() {
                    return evaluations[0] > 0;
                  }
                });
    assertEquals(1, evaluations[0]);
    assertEquals(512, preview.getWidth());
  }

  private static Rectangle rectangle(final String text) {
    final String[] numbers = text.split(" ");
    return new Rectangle(
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        Integer.parseInt(numbers[2]),
        Integer.parseInt(numbers[3]));
  }
}
