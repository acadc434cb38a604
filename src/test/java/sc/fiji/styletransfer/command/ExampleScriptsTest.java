package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.python.util.PythonInterpreter;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.styletransfer.command.imagej.ImageJInstallation;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.RunRecord;

/** Runs the example scripts and keeps the documentation equal to them. */
@Tag("slow")
public class ExampleScriptsTest {

  private static final Path SCRIPTS = Path.of("scripts");

  @TempDir private Path folder;

  private Path content;
  private Path style;

  @BeforeEach
  void drawPictures() {
    content = folder.resolve("my content.png");
    style = folder.resolve("my style.png");
    new ImageFileWriter().write(StyleTransferCommandTest.picture("", 1), content);
    new ImageFileWriter().write(StyleTransferCommandTest.picture("", 2), style);
  }

  @Test
  void plainImageJWithoutADisplayRunsTheCall() throws Exception {
    final Path result = folder.resolve("result.tif");
    final ImageJInstallation imagej = new ImageJInstallation(Path.of("target", "headless-imagej"));
    final List<String> log =
        imagej.batch(SCRIPTS.resolve("style_transfer_call.ijm"), argument(result));
    assertEquals("my content-stylised.png", log.get(log.size() - 1), log::toString);
    final ImagePlus stylised = new ImageFileReader().open(result);
    assertEquals("2", RunRecord.read(stylised).get("iterations"));
  }

  /**
   * PyImageJ itself, a Fiji around a Python, cannot be had here; this runs its script with modules
   * of the same names that give the same Java objects.
   */
  @Test
  void thePyImageJScriptRunsTheCommand() throws Exception {
    final Path result = folder.resolve("result.tif");
    try (Context context = new Context();
        PythonInterpreter python = new PythonInterpreter()) {
      python.set("commands", context.service(CommandService.class));
      python.exec(
          """
          import sys, types
          from java.lang import Class
          class Gateway:
            def command(self):
              return commands
            @property
            def py(self):
              return self
            def from_java(self, image):
              return image
            def show(self, image):
              pass
          sys.modules['imagej'] = types.ModuleType('imagej')
          sys.modules['imagej'].init = lambda folder, mode: Gateway()
          sys.modules['scyjava'] = types.ModuleType('scyjava')
          sys.modules['scyjava'].jimport = Class.forName
          """);
      python.execfile(
          ScriptText.of(SCRIPTS.resolve("style_transfer_pyimagej.py"))
              .with("content_file", content)
              .with("style_file", style)
              .with("result_file", result)
              .with("iterations", 2)
              .writeTo(folder)
              .toString());
    }
    assertEquals("2", RunRecord.read(new ImageFileReader().open(result)).get("iterations"));
  }

  @Test
  void thePyImageJScriptIsOfToday() throws Exception {
    final Process python =
        new ProcessBuilder(
                "sh",
                "-c",
                "command -v python3 >/dev/null || exit 99; exec python3 -c"
                    + " 'import ast, sys; ast.parse(open(sys.argv[1]).read())' \"$0\"",
                SCRIPTS.resolve("style_transfer_pyimagej.py").toString())
            .inheritIO()
            .start();
    final int code = python.waitFor();
    assumeTrue(code != 99, "there is no python3");
    assertEquals(0, code);
  }

  @ParameterizedTest
  @CsvSource({
    "src/main/resources/script_templates/Style_Transfer/One_Image.ijm, javascript",
    "src/main/resources/script_templates/Style_Transfer/One_Image.groovy, groovy",
    "src/main/resources/script_templates/Style_Transfer/One_Image.py, python",
    "scripts/style_transfer_call.ijm, javascript",
    "scripts/style_transfer_pyimagej.py, python"
  })
  void theDocumentationQuotesTheFile(final String script, final String language) throws Exception {
    final String text = Files.readString(Path.of(script));
    final String block = "```" + language + "\n" + text + "```";
    assertTrue(Files.readString(Path.of("docs", "macros-and-scripts.md")).contains(block), block);
  }

  @Test
  void theCallSaysWhatIsWrongInOneLine() throws Exception {
    Files.delete(style);
    final ImageJInstallation imagej = new ImageJInstallation(Path.of("target", "headless-imagej"));
    final List<String> log =
        imagej.batch(
            SCRIPTS.resolve("style_transfer_call.ijm"), argument(folder.resolve("result.tif")));
    final String reason = "The file '" + style + "' does not exist. Check its name and folder.";
    assertEquals(List.of("Style Transfer: " + reason, "Error: " + reason), log);
    assertTrue(Files.notExists(folder.resolve("result.tif")));
  }

  private String argument(final Path result) {
    return String.join("|", content.toString(), style.toString(), result.toString(), "2");
  }
}
