package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HDF5 structures that contain themselves, or each other many times. */
class HostileHdf5Test {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int CHAIN = 60;
  private static final String TOO_LARGE = "its structure is larger";

  @TempDir Path folder;
  private HostileFile file;

  @BeforeEach
  void newFile() {
    file = new HostileFile(folder.resolve("hostile"));
  }

  /** The other tests would prove nothing if the files that they forge were not read at all. */
  @Test
  void aGroupOfEmptyGroupsIsRead() throws Exception {
    final Path path = folder.resolve("sound");
    Files.write(path, new Hdf5Bytes(2).group(3, Hdf5Bytes.address(1)).group(0, 0).bytes());
    try (Hdf5File groups = new Hdf5File(path)) {
      assertEquals(0, groups.shapes().size());
    }
  }

  /** With a visit of each path there would be 50⁸ of them. */
  @Test
  void groupsThatContainThemselvesAreRefused() {
    assertTooLarge(new Hdf5Bytes(1).group(50, Hdf5Bytes.address(0)));
  }

  @Test
  void groupsThatContainTheNextGroupManyTimesAreRefused() {
    final Hdf5Bytes groups = new Hdf5Bytes(CHAIN + 1);
    for (int i = 1; i <= CHAIN; i++) groups.group(50, Hdf5Bytes.address(i));
    assertTooLarge(groups.group(0, 0));
  }

  @Test
  void headersThatContinueTwiceAtTheNextPartAreRefused() {
    final Hdf5Bytes parts = new Hdf5Bytes(CHAIN + 1).continuedHeader(2, Hdf5Bytes.address(1));
    for (int i = 2; i <= CHAIN; i++) parts.continuation(2, Hdf5Bytes.address(i));
    assertTooLarge(parts.lastContinuation(2));
  }

  @Test
  void aHeaderThatContinuesInItselfIsRefused() {
    refuse(
        new Hdf5Bytes(2)
            .continuedHeader(1, Hdf5Bytes.address(1))
            .continuation(1, Hdf5Bytes.address(1)));
  }

  @Test
  void treesWhoseNodesShareTheirChildrenAreRefused() {
    final Hdf5Bytes nodes = new Hdf5Bytes(CHAIN + 1).oldGroup(Hdf5Bytes.address(1), 0);
    for (int i = 2; i <= CHAIN; i++) nodes.node(1, 2, Hdf5Bytes.address(i));
    assertTooLarge(nodes.node(0, 0, 0));
  }

  @Test
  void aNodeThatIsItsOwnChildIsRefused() {
    refuse(new Hdf5Bytes(2).oldGroup(Hdf5Bytes.address(1), 0).node(1, 100, Hdf5Bytes.address(1)));
  }

  private void assertTooLarge(final Hdf5Bytes structures) {
    final String message = refuse(structures);
    assertTrue(message.contains(TOO_LARGE), message);
  }

  private String refuse(final Hdf5Bytes structures) {
    return assertTimeoutPreemptively(LIMIT, () -> file.refuse(structures.bytes(), "structures"));
  }
}
