package sc.fiji.styletransfer.image.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;

class DeviceNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"CON.png", "nul.tif", "Aux", "com1.tar.tif", "LPT9.jpg"})
  void devicesOfWindowsAreRefusedThere(final String name) {
    final Path file = Path.of("results").resolve(name);
    assertEquals(
        "The name '" + file + "' stands for a device on Windows. Choose another name.",
        assertThrows(StyleTransferException.class, () -> DeviceNames.requireNone(file, true))
            .getMessage());
    DeviceNames.requireNone(file, false);
  }

  @Test
  void longerNamesAreNoDevices() {
    for (final String name : new String[] {"contents.png", "com10.tif", "aux-style.tif"})
      DeviceNames.requireNone(Path.of(name), true);
  }
}
