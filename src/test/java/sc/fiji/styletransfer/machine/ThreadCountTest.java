package sc.fiji.styletransfer.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class ThreadCountTest {

  @TempDir private Path folder;

  @Test
  void theUsersChoiceComesBeforeTheMeasurement() {
    final MachineFile file = new MachineFile(folder.resolve("machine.properties"));
    final ThreadCount count = new ThreadCount(file, "cpu");
    final UnaryOperator<String> none = name -> null;
    assertEquals(Optional.empty(), count.get(none));
    count.measured(4);
    assertEquals(Optional.of(4), count.get(none));
    ThreadCount.choose(file, 3);
    assertEquals(Optional.of(3), count.get(none));
    ThreadCount.choose(file, 0);
    assertEquals(Optional.of(4), count.get(none));
    assertThrows(StyleTransferException.class, () -> ThreadCount.choose(file, -1));
    assertThrows(StyleTransferException.class, () -> ThreadCount.choose(file, 5000));
  }

  /** Otherwise each of the processes of a batch would take the threads of all. */
  @Test
  void aProcessTakesNoMoreThanItsPart() {
    final MachineFile file = new MachineFile(folder.resolve("machine.properties"));
    final ThreadCount count = new ThreadCount(file, "cpu");
    ThreadCount.choose(file, 8);
    assertEquals(Optional.of(2), count.get(name -> "OMP_NUM_THREADS".equals(name) ? "2" : null));
    assertEquals(Optional.of(8), count.get(name -> "16,4"));
    assertEquals(Optional.of(8), count.get(name -> "all"));
    assertEquals(Optional.of(8), count.get(name -> null));
    ThreadCount.choose(file, 0);
    assertEquals(Optional.empty(), count.get(name -> "2"));
  }

  @Test
  void aSessionComputesWithTheChosenNumberUntilItIsClosed() {
    System.setProperty(MachineFile.PROPERTY, folder.toString());
    try {
      final int before = threads();
      final int other = ThreadCount.isLimited() ? Math.max(1, before - 1) : before + 1;
      ThreadCount.choose(MachineFile.standard(), other);
      assertEquals(other, threads());
      ThreadCount.choose(MachineFile.standard(), 0);
      assertEquals(before, threads());
    } finally {
      System.clearProperty(MachineFile.PROPERTY);
    }
  }

  private static int threads() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      return session.threads();
    }
  }
}
