package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;

/** A run in ImageJ refuses a file for the result before it computes anything. */
class ResultChecksTest {

  @TempDir private Path folder;

  private Path content;
  private Path style;

  @BeforeEach
  void drawPictures() {
    content = draw("content.tif", 3);
    style = draw("style.png", 1);
  }

  private Path draw(final String name, final int planes) {
    final ImageStack stack = new ImageStack(20, 18);
    for (int i = 0; i < planes; i++) stack.addSlice(new ByteProcessor(20, 18));
    final Path file = folder.resolve(name);
    new ImageFileWriter().write(new ImagePlus(name, stack), file);
    return file;
  }

  private String refusal(final Path saveAs) {
    final ImagePlus image = new ImageFileReader().open(content);
    final SettingTexts texts =
        new SettingTexts(
            Map.of(InputKeys.STYLE_FILE, style.toString(), InputKeys.SAVE_AS, saveAs.toString()));
    return assertThrows(StyleTransferException.class, () -> new TransferRun(image, null, texts))
        .getMessage();
  }

  @Test
  void theResultMayNotReplaceContentOrStyle() {
    assertTrue(refusal(content).contains("would replace the content image"));
    assertTrue(refusal(style).contains("would replace the style image"));
  }

  @Test
  void aStackNeedsAFormatForStacks() {
    assertTrue(refusal(folder.resolve("out.png")).contains("3 planes"));
  }
}
