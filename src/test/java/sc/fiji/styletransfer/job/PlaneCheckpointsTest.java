package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.CheckpointLock;
import sc.fiji.styletransfer.transfer.CheckpointPlace;

class PlaneCheckpointsTest {

  @TempDir private Path folder;

  private PlaneCheckpoints checkpoints() {
    return new PlaneCheckpoints(
        TransferSettings.builder()
            .set(Settings.CHECKPOINT, folder.resolve("state").toString())
            .build());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Otherwise another process could take plane 3 while this one computes plane 2. */
  @Test
  void aStackReservesAllItsPlanesFromTheFirst() throws IOException {
    try (PlaneCheckpoints mine = checkpoints();
        PlaneCheckpoints other = checkpoints()) {
      assertTrue(mine.plane(0, 3).get(Settings.CHECKPOINT).endsWith("state-0"));
      final String message =
          assertThrows(StyleTransferException.class, () -> other.plane(2, 3)).getMessage();
      assertTrue(message.startsWith("Another run uses the checkpoint"), message);
      mine.plane(1, 3);
    }
    assertEquals(List.of(), files());
  }

  @Test
  void deletesThePlanesAndWhatKilledProcessesLeftAndNothingElse() throws IOException {
    for (final String name :
        List.of("state", "state-0", "state-12", "state-12.lock", "state-3.lock", "state.lock"))
      Files.createFile(folder.resolve(name));
    final List<String> others = List.of("state-1x", "state-a.tif-0", "states", "xstate-0");
    for (final String name : others) Files.createFile(folder.resolve(name));
    checkpoints().delete();
    assertEquals(others, files());
  }

  /** The other run reads its vectors when it needs them. */
  @Test
  void aCheckpointThatAnotherRunUsesIsNotDeleted() throws IOException {
    Files.createFile(folder.resolve("state-0"));
    try (CheckpointLock other = new CheckpointPlace(folder.resolve("state-0")).lock()) {
      checkpoints().delete();
      assertEquals(List.of("state-0", "state-0.lock"), files(), other::toString);
    }
  }

  @Test
  void aFolderThatDoesNotExistIsOnlyWarnedOf() {
    new PlaneCheckpoints(
            TransferSettings.builder()
                .set(Settings.CHECKPOINT, folder.resolve("missing").resolve("state").toString())
                .build())
        .delete();
  }
}
