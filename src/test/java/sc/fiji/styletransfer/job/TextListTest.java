package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextListTest {

  @Test
  void commasSeparateNamesUnlessABackslashPrecedes() {
    assertEquals(List.of("a.png", " b.png"), TextList.split("a.png, b.png"));
    assertEquals(List.of("a,b.png", "c"), TextList.split("a\\,b.png,c"));
    assertEquals(List.of("C:\\a\\b", "\\\\server\\c"), TextList.split("C:\\a\\b,\\\\server\\c"));
  }

  @Test
  void anyNamesSurvive() {
    final Random random = new Random(3);
    for (int run = 0; run < 2000; run++) {
      final List<String> names = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        final StringBuilder name = new StringBuilder("x");
        for (int j = random.nextInt(6); j > 0; j--)
          name.append("a,\\ \"".charAt(random.nextInt(5)));
        names.add(name.toString());
      }
      assertEquals(names, TextList.split(TextList.join(names)));
    }
  }
}
