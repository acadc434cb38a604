package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

class StyleTransferCommandTest {

  private final Context context = new Context();

  @AfterEach
  void dispose() {
    context.dispose();
  }

  static ImagePlus picture(final String title, final long seed) {
    final ColorProcessor pixels = new ColorProcessor(32, 24);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(0x1000000));
    return new ImagePlus(title, pixels);
  }

  private CommandModule run(final Object... inputs) throws Exception {
    return context
        .service(CommandService.class)
        .run(StyleTransferCommand.class, true, inputs)
        .get();
  }

  @Test
  void runsHeadlessThroughTheCommandService() throws Exception {
    final ImagePlus content = picture("content", 1);
    final int[] before = ((int[]) content.getProcessor().getPixels()).clone();

    final CommandModule module =
        run("content", content, "styleimage", picture("style", 2), "iterations", 2);

    final ImagePlus output = (ImagePlus) module.getOutput("output");
    assertFalse(module.isCanceled(), module.getCancelReason());
    assertEquals(32, output.getWidth());
    assertEquals(24, output.getHeight());
    final int[] after = (int[]) output.getProcessor().getPixels();
    assertNotEquals(0, java.util.Arrays.mismatch(before, after) + 1);
    assertEquals(-1, java.util.Arrays.mismatch(before, (int[]) content.getProcessor().getPixels()));
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    final CommandModule module = run("content", picture("content", 1), "iterations", 2);

    assertTrue(module.isCanceled());
    assertTrue(module.getCancelReason().startsWith("There is no style image"));
    assertNull(module.getOutput("output"));
  }
}
