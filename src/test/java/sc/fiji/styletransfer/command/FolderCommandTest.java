package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** A folder of images through the SciJava command. */
class FolderCommandTest {

  @Test
  void writesEveryResultInTheFormatChosen(@TempDir final Path folder) throws Exception {
    final Path images = Files.createDirectory(folder.resolve("images"));
    final Path target = folder.resolve("results");
    for (final String name : Set.of("a", "b"))
      new ImageFileWriter()
          .write(
              StyleTransferCommandTest.picture("", name.hashCode()), images.resolve(name + ".png"));
    Files.writeString(images.resolve("c.png"), "not an image");
    final Path style = folder.resolve("style.png");
    new ImageFileWriter().write(StyleTransferCommandTest.picture("", 3), style);
    try (Context context = new Context()) {
      final CommandModule module =
          context
              .service(CommandService.class)
              .run(
                  FolderCommand.class,
                  true,
                  "folder",
                  images.toFile(),
                  "styles",
                  style.toFile(),
                  "target",
                  target.toFile(),
                  "iterations",
                  1,
                  "format",
                  "jpeg")
              .get();
      assertFalse(module.isCanceled(), module.getCancelReason());
      final String report = module.getOutput("report").toString();
      assertTrue(report.contains("2 done, 0 finished before, 1 failed"), report);
    }
    try (Stream<Path> files = Files.list(target)) {
      assertEquals(
          Set.of("a-style.jpg", "b-style.jpg"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  private static CommandModule run(final Object... inputs) throws Exception {
    try (Context context = new Context()) {
      return context.service(CommandService.class).run(FolderCommand.class, true, inputs).get();
    }
  }

  private static Path picture(final Path file) {
    new ImageFileWriter()
        .write(StyleTransferCommandTest.picture("", file.toString().hashCode()), file);
    return file;
  }

  @Test
  void textFilesBesideImagesAndStylesAreLeftOut(@TempDir final Path folder) throws Exception {
    final Path images = Files.createDirectory(folder.resolve("images"));
    final Path styles = Files.createDirectory(folder.resolve("styles"));
    picture(images.resolve("a.png"));
    picture(styles.resolve("b.png"));
    for (final Path each : Set.of(images, styles)) {
      Files.writeString(each.resolve("notes.txt"), "not an image");
      Files.writeString(each.resolve("README"), "not an image");
      Files.writeString(each.resolve("values.csv"), "1,2\n3,4\n");
    }
    final Path target = folder.resolve("results");
    final CommandModule module =
        run(
            "folder",
            images.toFile(),
            "styles",
            styles.toFile(),
            "target",
            target.toFile(),
            "iterations",
            1);
    assertFalse(module.isCanceled(), module.getCancelReason());
    final String report = module.getOutput("report").toString();
    assertTrue(report.contains("1 done, 0 finished before, 0 failed"), report);
  }

  @Test
  void aTextFileAsStyleIsRefusedInOneSentence(@TempDir final Path folder) throws Exception {
    final Path images = Files.createDirectory(folder.resolve("images"));
    picture(images.resolve("a.png"));
    final Path style = Files.writeString(folder.resolve("style.txt"), "not an image");
    final CommandModule module =
        run(
            "folder",
            images.toFile(),
            "styles",
            style.toFile(),
            "target",
            folder.resolve("results").toFile(),
            "iterations",
            1);
    assertTrue(module.isCanceled());
    assertTrue(module.getCancelReason().contains("style.txt"), module.getCancelReason());
    assertEquals(1, module.getCancelReason().lines().count(), module.getCancelReason());
  }

  @ParameterizedTest
  @CsvSource({
    "folder, Choose the folder with the images.",
    "styles, 'Choose a style image, or a folder with style images.'",
    "target, Choose the folder for the results."
  })
  void anEmptyFieldIsNamedByWhatToChoose(
      final String missing, final String sentence, @TempDir final Path folder) throws Exception {
    final Map<String, Object> inputs = new HashMap<>();
    inputs.put("folder", folder.toFile());
    inputs.put("styles", picture(folder.resolve("style.png")).toFile());
    inputs.put("target", folder.resolve("results").toFile());
    inputs.remove(missing);
    try (Context context = new Context()) {
      final CommandModule module =
          context.service(CommandService.class).run(FolderCommand.class, true, inputs).get();
      assertTrue(module.isCanceled());
      assertEquals(sentence, module.getCancelReason());
    }
  }
}
