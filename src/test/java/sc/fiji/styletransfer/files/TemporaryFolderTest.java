package sc.fiji.styletransfer.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.StyleTransferException;

/** Nothing of a process stays in the temporary folder, whatever its end. */
class TemporaryFolderTest {

  @TempDir private Path root;

  private static final String[] NOTHING = {};

  /** Creates temporary files in a folder and waits or ends. */
  static final class Creator {

    private Creator() {}

    public static void main(final String[] args) throws Exception {
      final TemporaryFolder folder = new TemporaryFolder(Path.of(args[0]));
      for (int i = 0; i < 3; i++) Files.write(folder.newFile(".planes"), new byte[1000]);
      System.out.println("created");
      if (args.length > 1) TimeUnit.MINUTES.sleep(5);
    }
  }

  private String[] files() {
    return root.toFile().list();
  }

  @Test
  void filesAreDeletedWithTheFolder() throws IOException {
    final TemporaryFolder folder = new TemporaryFolder(root);
    final Path file = folder.newFile(".memory");
    assertTrue(Files.exists(file) && file.startsWith(root) && file.toString().endsWith(".memory"));
    folder.delete();
    assertArrayEquals(NOTHING, files());
    assertTrue(Files.exists(folder.newFile(".memory")), "the folder is created again");
    folder.delete();
  }

  @Test
  void aFolderThatASystemServiceDeletedIsCreatedAgain() throws IOException {
    final TemporaryFolder folder = new TemporaryFolder(root);
    final Path file = folder.newFile(".memory");
    Files.delete(file);
    Files.delete(file.getParent());
    assertTrue(Files.exists(folder.newFile(".memory")));
    folder.delete();
  }

  @Test
  void aTemporaryFolderThatDoesNotExistIsAFailureAndNoMore() {
    final TemporaryFolder folder = new TemporaryFolder(root.resolve("missing"));
    assertThrows(IOException.class, () -> folder.newFile(".memory"));
    final String message =
        assertThrows(StyleTransferException.class, folder::requireUsable).getMessage();
    assertEquals(
        "The temporary folder '%s' cannot be written to (it does not exist). Choose another folder with the Java option -Djava.io.tmpdir=FOLDER."
            .formatted(root.resolve("missing")),
        message);
    folder.deleteAbandoned();
    folder.delete();
  }

  /** In containers the processes of several starts have the same number. */
  @Test
  void whatAnEarlierProcessOfTheSameNumberLeftIsDeleted() throws IOException {
    final String name = "style-transfer-" + ProcessHandle.current().pid() + "-0123456789ab";
    Files.writeString(Files.createDirectory(root.resolve(name)).resolve("1.planes"), "planes");
    final Path lock = Files.createFile(root.resolve(name + ".lock"));
    Files.setLastModifiedTime(lock, FileTime.fromMillis(1_000_000_000_000L));
    final TemporaryFolder folder = new TemporaryFolder(root);
    folder.newFile(".memory");
    folder.deleteAbandoned();
    assertEquals(2, files().length, "the folder in use and its lock");
    folder.delete();
    assertArrayEquals(NOTHING, files());
  }

  @Test
  void resultsAndFilesOfOthersStay() throws IOException {
    for (final String name :
        new String[] {"style-transfer-result-1.tif", "style-transfer-x.lock", "other.part"})
      Files.createFile(root.resolve(name));
    new TemporaryFolder(root).deleteAbandoned();
    assertEquals(3, files().length);
  }

  @Test
  @Tag("slow")
  void aProcessThatEndsLeavesNothing() throws Exception {
    assertEquals(0, JavaProcess.of(Creator.class, "64m", root.toString()).start().waitFor());
    assertArrayEquals(NOTHING, files());
  }

  @Test
  @Tag("slow")
  void whatAKilledProcessLeftIsDeletedAtTheNextStartAndNotBefore() throws Exception {
    final Process process = JavaProcess.of(Creator.class, "64m", root.toString(), "wait").start();
    process.getInputStream().read();
    new TemporaryFolder(root).deleteAbandoned();
    assertEquals(2, files().length, "the process uses its files");
    process.destroyForcibly().waitFor();
    assertEquals(2, files().length, "a killed process deletes nothing");
    new TemporaryFolder(root).deleteAbandoned();
    assertArrayEquals(NOTHING, files());
  }
}
