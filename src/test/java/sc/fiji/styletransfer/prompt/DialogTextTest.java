package sc.fiji.styletransfer.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialogTextTest {

  @Test
  void shortLinesStayAndEmptyLinesBecomeVisible() {
    assertEquals("a b\n \nc", DialogText.of("a b\n\nc"));
  }

  @Test
  void longLinesBreakAtSpacesAndLoseNothing() {
    final String text = "The network is not installed. ".repeat(20).strip();
    final String wrapped = DialogText.of(text);
    assertEquals(text, wrapped.replace('\n', ' '));
    assertTrue(wrapped.lines().allMatch(line -> line.length() <= DialogText.COLUMNS), wrapped);
    assertTrue(wrapped.lines().count() <= 8, wrapped);
  }

  @Test
  void aPathLongerThanALineBreaksWithinItself() {
    final String path = "/data/" + "x".repeat(1000);
    final List<String> lines =
        DialogText.of("The file " + path + " does not exist.").lines().toList();
    assertTrue(
        lines.stream().allMatch(line -> line.length() <= DialogText.COLUMNS), lines::toString);
    assertTrue(String.join("", lines).contains("x".repeat(1000)), lines::toString);
  }
}
