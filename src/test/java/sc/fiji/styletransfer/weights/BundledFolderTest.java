package sc.fiji.styletransfer.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledFolderTest {

  @TempDir private Path fiji;

  private Path models;

  @BeforeEach
  void bundle() throws IOException {
    models = Files.createDirectories(fiji.resolve("models").resolve("style-transfer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plugins", "jars"})
  void theFolderIsFoundBesideThatOfTheJar(final String folder) throws IOException {
    assertEquals(Optional.of(models), BundledFolder.of(jar(folder)));
  }

  @Test
  void withoutTheFolderNothingIsFound() throws IOException {
    Files.delete(models);
    assertEquals(Optional.empty(), BundledFolder.of(jar("plugins")));
  }

  @Test
  void aJarInAnotherFolderHasNone() throws IOException {
    assertEquals(Optional.empty(), BundledFolder.of(jar("target")));
  }

  private Path jar(final String folder) throws IOException {
    return Files.createFile(Files.createDirectory(fiji.resolve(folder)).resolve("plugin.jar"));
  }
}
