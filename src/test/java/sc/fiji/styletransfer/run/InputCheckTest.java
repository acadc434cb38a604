package sc.fiji.styletransfer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.settings.Settings;

class InputCheckTest {

  @TempDir private Path folder;

  @Test
  void aWrongValueIsNamedByItsLabelWithTheAllowedRange() {
    assertEquals(
        Optional.of(
            "The setting 'Style weight' cannot be 'abc'. Allowed values: "
                + Settings.STYLE_WEIGHT.domain().description()
                + "."),
        InputCheck.reason(Settings.STYLE_WEIGHT, "abc"));
    assertEquals(Optional.empty(), InputCheck.reason(Settings.STYLE_WEIGHT, "3"));
  }

  @Test
  void filesAndFoldersMustExist() throws IOException {
    final Path file = Files.createFile(folder.resolve("a [1.png"));
    for (final String key : new String[] {InputKeys.STYLE_FILE, InputKeys.STYLES}) {
      assertEquals(Optional.empty(), InputCheck.reason(key, file.toString()), key);
      assertTrue(InputCheck.reason(key, "").orElseThrow().startsWith("Choose the style"), key);
      final String reason = InputCheck.reason(key, folder + "/missing.png").orElseThrow();
      assertTrue(reason.contains("missing.png' does not exist"), reason);
    }
    assertEquals(Optional.empty(), InputCheck.reason(InputKeys.STYLES, folder.toString()));
    assertEquals(
        Optional.of("'" + folder + "' is not a file. Choose an image file."),
        InputCheck.reason(InputKeys.STYLE_FILE, folder.toString()));
    assertEquals(Optional.empty(), InputCheck.reason(InputKeys.FOLDER, folder.toString()));
    for (final String key : new String[] {InputKeys.FOLDER, InputKeys.TARGET})
      assertEquals(
          Optional.of("'" + file + "' is not a folder. Choose a folder."),
          InputCheck.reason(key, file.toString()));
    assertEquals(Optional.empty(), InputCheck.reason(InputKeys.TARGET, folder + "/new"));
    assertEquals(
        Optional.of("Choose the folder for the results."),
        InputCheck.reason(InputKeys.TARGET, " "));
  }

  @Test
  void theResultNeedsAFolderThatExistsAndAFormat() {
    assertEquals(Optional.empty(), InputCheck.reason(InputKeys.SAVE_AS, ""));
    assertEquals(Optional.empty(), InputCheck.reason(InputKeys.SAVE_AS, folder + "/a.png"));
    assertTrue(InputCheck.reason(InputKeys.SAVE_AS, folder + "/a.gif").isPresent());
    assertTrue(InputCheck.reason(InputKeys.SAVE_AS, folder + "/missing/a.png").isPresent());
  }

  @Test
  void aSizeIsCheckedAgainstTheContent() {
    final Optional<ImagePlus> wide = Optional.of(new ImagePlus("wide", new ByteProcessor(400, 40)));
    assertEquals(Optional.empty(), InputCheck.size(wide, "0"));
    assertEquals(Optional.empty(), InputCheck.size(wide, "160"));
    final String reason = InputCheck.size(wide, "150").orElseThrow();
    assertTrue(reason.startsWith("A picture of 150 × 15 pixels is too small."), reason);
    assertEquals(Optional.empty(), InputCheck.size(Optional.empty(), "16"));
    assertTrue(InputCheck.size(Optional.empty(), "8").isPresent());
    assertTrue(InputCheck.size(wide, "abc").orElseThrow().startsWith("The setting 'Size'"));
  }
}
