package sc.fiji.styletransfer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {

  @ParameterizedTest
  @CsvSource({
    "auto, 1, auto",
    "auto, 3, auto/3",
    "auto/2, 3, auto/6",
    "3G, 1, 3G",
    "3G, 2, 1536M",
    "100M, 3, 33M",
    "1M, 8, 1M"
  })
  void isSharedOut(final String text, final int processes, final String share) {
    assertEquals(new MemoryLimit(share), new MemoryLimit(text).sharedBy(processes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto/0", "auto/", "auto/x", "/2", "3G/2", ""})
  void otherTextsAreNone(final String text) {
    assertThrows(IllegalArgumentException.class, () -> new MemoryLimit(text));
  }

  @Test
  void aShareIsNoNumberOfBytes() {
    assertEquals(OptionalLong.empty(), new MemoryLimit("auto/4").bytes());
    assertEquals(4, new MemoryLimit("auto/4").sharers());
    assertEquals(1, new MemoryLimit("2G").sharers());
  }
}
