package sc.fiji.styletransfer.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
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
    assertEquals(Optional.empty(), count.get());
    count.measured(4);
    assertEquals(Optional.of(4), count.get());
    ThreadCount.choose(file, 3);
    assertEquals(Optional.of(3), count.get());
    ThreadCount.choose(file, 0);
    assertEquals(Optional.of(4), count.get());
    assertThrows(StyleTransferException.class, () -> ThreadCount.choose(file, -1));
    assertThrows(StyleTransferException.class, () -> ThreadCount.choose(file, 5000));
  }

  @Test
  void aSessionComputesWithTheChosenNumberUntilItIsClosed() {
    System.setProperty(MachineFile.PROPERTY, folder.toString());
    try {
      final int before = threads();
      ThreadCount.choose(MachineFile.standard(), before + 1);
      assertEquals(before + 1, threads());
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
