package sc.fiji.styletransfer.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WindowSystemTest {

  @Test
  void aHeadlessProcessHasNoWindows() {
    assertFalse(WindowSystem.isAvailable());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDisplayWithoutServerCountsAsNone() throws Exception {
    assertEquals(1, WindowProcess.exitCode(Map.of("DISPLAY", ":9999")));
  }
}
