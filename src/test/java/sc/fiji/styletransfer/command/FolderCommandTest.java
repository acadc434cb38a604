package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
}
