package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import ij.plugin.Thresholder;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** Masks that ImageJ makes and saves are masks, through the door of the macros. */
@Tag("slow")
class MaskDoorsTest {

  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  /** Pixels over which a region fades into what is kept. */
  private static final int FADE = 4;

  @TempDir private Path folder;

  private Path picture(final String name) {
    final ColorProcessor pixels = new ColorProcessor(WIDTH, HEIGHT);
    final Random random = new Random(name.length());
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(1 << 24));
    final Path file = folder.resolve(name);
    new ImageFileWriter().write(new ImagePlus(name, pixels), file);
    return file;
  }

  /** Runs ImageJ's own command on an image whose left half is bright. */
  private static ImagePlus mask(final boolean blackBackground) {
    final ImageProcessor pixels = new ByteProcessor(WIDTH, HEIGHT);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, i % WIDTH < WIDTH / 2 ? 200 : 9);
    final ImagePlus image = new ImagePlus("mask", pixels);
    final boolean before = Prefs.blackBackground;
    Prefs.blackBackground = blackBackground;
    WindowManager.setTempCurrentImage(image);
    try {
      image.getProcessor().setThreshold(128, 255, ImageProcessor.NO_LUT_UPDATE);
      new Thresholder().run("mask");
    } finally {
      WindowManager.setTempCurrentImage(null);
      Prefs.blackBackground = before;
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({"true,tif", "false,tif", "true,png", "false,png", "false,bmp", "true,gif"})
  void onlyTheMaskedHalfIsStylised(final boolean blackBackground, final String format) {
    final ImagePlus mask = mask(blackBackground);
    assertEquals(255, mask.getProcessor().get(3, 3));
    assertEquals(!blackBackground, mask.isInvertedLut());
    final String file = folder.resolve("my mask." + format).toString();
    final FileSaver saver = new FileSaver(mask);
    final boolean saved =
        switch (format) {
          case "tif" -> saver.saveAsTiff(file);
          case "png" -> saver.saveAsPng(file);
          case "bmp" -> saver.saveAsBmp(file);
          default -> saver.saveAsGif(file);
        };
    assertTrue(saved);
    assertOnlyTheLeftChanges(file);
  }

  @Test
  void labelsOfZeroAndOneAreTheSame() {
    final ByteProcessor labels = new ByteProcessor(WIDTH, HEIGHT);
    for (int i = 0; i < labels.getPixelCount(); i++) labels.set(i, i % WIDTH < WIDTH / 2 ? 1 : 0);
    final Path file = folder.resolve("labels.png");
    new ImageFileWriter().write(new ImagePlus("labels", labels), file);
    assertOnlyTheLeftChanges(file.toString());
  }

  /** As a macro in batch mode, which shows no windows. */
  private static String call(final String options) {
    final boolean before = Interpreter.batchMode;
    Interpreter.batchMode = true;
    try {
      return Style_Transfer.run(options);
    } finally {
      for (final int id : Interpreter.getBatchModeImageIDs())
        Interpreter.removeBatchModeImage(WindowManager.getImage(id));
      Interpreter.batchMode = before;
    }
  }

  private void assertOnlyTheLeftChanges(final String mask) {
    final Path content = picture("content.png");
    final Path result = folder.resolve("out.png");
    final String answer =
        call(
            "content=[%s] stylefile=[%s] contentlabels=[%s] saveas=[%s] iterations=5 network=builtin device=cpu"
                .formatted(content, picture("the style.png"), mask, result));
    assertFalse(answer.startsWith("Error"), answer);
    final ImageProcessor before = new ImageFileReader().open(content).getProcessor();
    final ImageProcessor after = new ImageFileReader().open(result).getProcessor();
    int changed = 0;
    for (int i = 0; i < before.getPixelCount(); i++) {
      final boolean same = before.get(i) == after.get(i);
      if (i % WIDTH >= WIDTH / 2 + FADE) assertTrue(same, "pixel " + i);
      else if (!same) changed++;
    }
    assertTrue(changed > before.getPixelCount() / 4, changed + " changed");
  }
}
