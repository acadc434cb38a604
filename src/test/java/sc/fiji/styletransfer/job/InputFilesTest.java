package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.StyleTransferException;

class InputFilesTest {

  @TempDir private Path folder;

  private Path picture;

  @BeforeEach
  void writePicture() throws IOException {
    picture = Files.writeString(folder.resolve("picture.png"), "pixels");
  }

  private static void assertRefused(
      final String role, final Path file, final String purpose, final Executable call) {
    assertEquals(
        "The %s '%s' would replace the %s of the run. Choose another name."
            .formatted(role, file, purpose),
        assertThrows(StyleTransferException.class, call).getMessage());
  }

  private static SettingTexts settings(final String key, final Path value) {
    return new SettingTexts(Map.of(key, value.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "network,weights file",
    "init,start picture",
    "contentlabels,label image",
    "stylelabels,label image"
  })
  void filesOfSettingsAreNotReplaced(final String key, final String purpose) {
    final InputFiles inputs = InputFiles.of(settings(key, picture));
    assertRefused("log", picture, purpose, () -> inputs.requireNone("log", picture));
    assertDoesNotThrow(() -> inputs.requireNone("output", folder.resolve("other.png")));
  }

  @Test
  void theCheckpointReplacesNoInput() throws IOException {
    final Path link = Files.createSymbolicLink(folder.resolve("link"), picture);
    final Path hard = Files.createLink(folder.resolve("hard"), picture);
    for (final Path checkpoint : List.of(picture, link, hard)) {
      final SettingTexts settings = settings("checkpoint", checkpoint);
      assertRefused(
          "checkpoint",
          checkpoint,
          "content image",
          () -> InputFiles.of(settings).with("content image", picture));
      assertRefused(
          "checkpoint",
          checkpoint,
          "weights file",
          () -> InputFiles.of(settings.with("network", picture.toString())));
      assertRefused(
          "output",
          picture,
          "checkpoint",
          () -> InputFiles.of(settings).requireNone("output", picture));
    }
  }

  @Test
  void aLinkToAFileThatDoesNotExistYetIsThatFile() throws IOException {
    final Path state = folder.resolve("state.png");
    final Path link = Files.createSymbolicLink(folder.resolve("l.png"), Path.of("state.png"));
    final InputFiles inputs = InputFiles.of(settings("checkpoint", state));
    assertRefused("output", link, "checkpoint", () -> inputs.requireNone("output", link));
  }

  @Test
  void oneOfManyOutputsIsFound() {
    final List<Path> outputs = List.of(folder.resolve("a.png"), folder.resolve("./picture.png"));
    assertRefused(
        "output",
        outputs.get(1),
        "style image",
        () -> InputFiles.NONE.with("style image", picture).requireNone("output", outputs));
  }
}
