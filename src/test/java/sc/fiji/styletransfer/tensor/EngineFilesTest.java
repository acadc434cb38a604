package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the removal of unused engines deletes, and what it leaves alone. */
class EngineFilesTest {

  private static final String USED = "2.7.1";

  @TempDir private Path home;
  private Path folder;
  private EngineFiles engine;

  @BeforeEach
  void fill() throws IOException {
    folder = Files.createDirectory(home.resolve("pytorch"));
    engine = new EngineFiles(folder);
    for (final String version :
        List.of("2.7.1-cpu-linux-x86_64", "2.7.1-cu128-linux-x86_64", "2.7.1", "2.5.0-cpu-win"))
      write(folder.resolve(version).resolve("lib/torch.so"), 10);
    write(folder.resolve("2.7.10-cpu-linux-x86_64").resolve("torch.so"), 20);
    write(folder.resolve("my pictures").resolve("cat.png"), 30);
    write(folder.resolve("2.4.0"), 40);
    write(home.resolve("outside").resolve("thesis.tex"), 50);
  }

  private static void write(final Path file, final int bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
  }

  private void link(final Path link, final Path target) throws IOException {
    Files.createSymbolicLink(link, target);
  }

  private List<String> offered() {
    return engine.others(USED).stream().map(path -> path.getFileName().toString()).toList();
  }

  @Test
  void theEngineInUseOtherFoldersAndFilesAreNotOffered() {
    assertEquals(List.of("2.5.0-cpu-win", "2.7.10-cpu-linux-x86_64"), offered());
  }

  @Test
  void aVersionIsDeletedAndNothingElse() throws IOException {
    engine.others(USED).forEach(engine::delete);
    assertEquals(List.of(), offered());
    for (final String left : List.of("2.7.1", "2.7.1-cpu-linux-x86_64", "my pictures", "2.4.0"))
      assertTrue(Files.exists(folder.resolve(left)), left);
    assertEquals(3 * 10 + 30 + 40, engine.bytes());
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    final Path outside = home.resolve("outside");
    link(folder.resolve("2.6.0-cpu-linux-x86_64"), outside);
    assertEquals(List.of("2.5.0-cpu-win", "2.7.10-cpu-linux-x86_64"), offered());
    final Path old = folder.resolve("2.5.0-cpu-win");
    link(old.resolve("link to a folder"), outside);
    link(old.resolve("link to a file"), outside.resolve("thesis.tex"));
    assertEquals(10, engine.bytes(old));
    engine.delete(old);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(outside.resolve("thesis.tex")));
    assertTrue(Files.isSymbolicLink(folder.resolve("2.6.0-cpu-linux-x86_64")));
  }

  @Test
  void whatIsNoVersionIsNotDeleted() {
    for (final Path path :
        List.of(home.resolve("outside"), folder, folder.resolve("my pictures"), home.getRoot()))
      assertThrows(IllegalArgumentException.class, () -> engine.delete(path));
    assertTrue(Files.exists(home.resolve("outside").resolve("thesis.tex")));
  }

  @Test
  void anEngineThatWasNeverUsedHasNoVersions() {
    final EngineFiles missing = new EngineFiles(home.resolve("missing"));
    assertEquals(List.of(), missing.others(USED));
    assertEquals(0, missing.bytes());
  }
}
