package sc.fiji.styletransfer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.machine.ThreadCount;
import sc.fiji.styletransfer.tensor.CpuSession;

class FastestThreadsTest {

  private static final int ALL = 4;

  @RegisterExtension private final CpuSession session = new CpuSession();

  @TempDir private Path folder;
  private MachineFile file;

  @BeforeEach
  void open() {
    assumeFalse(ThreadCount.isLimited(), "OMP_NUM_THREADS limits the threads of this process.");
    file = new MachineFile(folder.resolve("machine.properties"));
    session.open().setThreads(ALL);
  }

  private Optional<Integer> remembered() {
    return new ThreadCount(file, session.open().identity()).get();
  }

  private int choose() {
    new FastestThreads(session.open(), file).choose();
    return session.open().threads();
  }

  @Test
  void theFastestNumberIsRemembered() {
    final int fastest = choose();
    assertTrue(List.of(ALL / 2, ALL).contains(fastest), fastest + " threads");
    assertEquals(Optional.of(fastest), remembered());
  }

  @Test
  void aChoiceIsNotMeasured() {
    ThreadCount.choose(file, ALL - 1);
    assertEquals(ALL, choose());
    ThreadCount.choose(file, 0);
    assertEquals(Optional.empty(), remembered());
  }

  @Test
  void fewThreadsAreAllTaken() {
    session.open().setThreads(ALL - 1);
    assertEquals(ALL - 1, choose());
    assertEquals(Optional.empty(), remembered());
  }
}
