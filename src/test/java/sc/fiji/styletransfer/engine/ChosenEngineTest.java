package sc.fiji.styletransfer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.cli.Stylize;
import sc.fiji.styletransfer.machine.EngineFolder;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.tensor.TensorEngine;

/**
 * An engine in another folder is used from the next start on, without an environment variable, and
 * the plugin's own again when the folder is gone.
 */
@Tag("slow")
class ChosenEngineTest {

  @TempDir private Path folder;

  @Test
  void aSecondCopyOfTheEngineIsUsedUntilItsFolderIsGone() throws IOException, InterruptedException {
    final Path own = TensorEngine.start().libraries();
    final Path copy = Files.createDirectories(folder.resolve("torch/lib"));
    try (Stream<Path> libraries = Files.list(own)) {
      for (final Path library : libraries.filter(path -> !path.endsWith("jni")).toList())
        if (!library.toString().contains("djl_torch"))
          Files.createSymbolicLink(copy.resolve(library.getFileName()), library);
    }
    final String used = stylize("use", folder.toString());
    assertTrue(used.contains("computes on "), used);
    final String listed = stylize("list");
    assertTrue(listed.contains("Engine: PyTorch 2.7.1 in " + copy), listed);
    Files.move(folder.resolve("torch"), folder.resolve("elsewhere"));
    final String without = stylize("list");
    assertTrue(without.contains("cannot be used: "), without);
    assertFalse(without.contains(" in " + copy + "\n"), without);
    assertFalse(stylize("list").contains("cannot be used: "), "the reason is said once");
  }

  /** The header and the version of this library are right, and nothing else. */
  @Test
  void anEngineThatDoesNotStartIsNotRemembered() throws IOException, InterruptedException {
    final Path own = TensorEngine.start().libraries();
    final String name = System.mapLibraryName("torch_cpu");
    try (var library = Files.newInputStream(own.resolve(name))) {
      Files.write(folder.resolve(name), library.readNBytes(4096));
    }
    Files.write(
        folder.resolve(name), "\0".concat(EngineFolder.VERSION).concat("\0").getBytes(), APPEND);
    Files.createFile(folder.resolve(System.mapLibraryName("torch")));
    final String refused = stylize("use", folder.toString());
    assertTrue(refused.contains("does not start on this computer"), refused);
    assertTrue(stylize("list").contains("Chosen: the plugin's own engine"));
  }

  private static final java.nio.file.StandardOpenOption APPEND =
      java.nio.file.StandardOpenOption.APPEND;

  private String stylize(final String... arguments) throws IOException, InterruptedException {
    final ProcessBuilder process = JavaProcess.of(Stylize.class, "256m");
    process.command().add(1, "-D" + MachineFile.PROPERTY + "=" + folder.resolve("preferences"));
    process.command().add("engine");
    process.command().addAll(List.of(arguments));
    final Path log = folder.resolve("log.txt");
    process.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    final String output = Files.readString(log);
    assertEquals(-1, output.indexOf("internal error"), output);
    return output;
  }
}
