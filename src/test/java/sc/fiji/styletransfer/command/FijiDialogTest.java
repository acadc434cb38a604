package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.command.imagej.FijiDialog;
import sc.fiji.styletransfer.command.imagej.WrongEntries;
import sc.fiji.styletransfer.display.WindowProcess;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** The SciJava commands show the dialog of plain ImageJ, and no dialog of SciJava. */
@Tag("slow")
class FijiDialogTest {

  @Test
  void theDialogSetsTheInputsOfTheCommand(@TempDir final Path folder) throws Exception {
    assumeTrue(WindowProcess.canOpenWindows(), WindowProcess.NO_WINDOWS);
    final ImagePlus image = StyleTransferCommandTest.picture("style", 2);
    final Path style = folder.resolve("style.png");
    new ImageFileWriter().write(image, style);
    final Path findings = folder.resolve("findings");
    final Process process =
        JavaProcess.of(FijiDialog.class, "1g", style.toString(), findings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(folder.resolve("log.txt")));
    final Properties found = new Properties();
    try (Reader reader = Files.newBufferedReader(findings)) {
      found.load(reader);
    }
    assertEquals("Style Transfer (Expert)", found.getProperty("title"));
    assertEquals("Content: content.tif (RGB, 32 × 32)", found.getProperty("content"));
    assertEquals("true", found.getProperty("cancelled"));
    assertEquals(WrongEntries.EXPECTED, found.getProperty(WrongEntries.FOUND));
    assertEquals("3", found.getProperty("iterations"));
    assertEquals(style.toString(), found.getProperty("stylefile"));
    assertEquals("true", found.getProperty("shown"));
    assertTrue(found.getProperty("info").contains("StyleTransfer.preset: gatys\n"));
    assertEquals("No image is open. Open the image to stylise first.", found.getProperty("reason"));
  }

  private static String read(final Path file) {
    try {
      return Files.readString(file);
    } catch (final java.io.IOException e) {
      return e.toString();
    }
  }
}
