package sc.fiji.styletransfer.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.DialogPage;

class MacroOptionsTest {

  private static Map<String, String> parse(final String options) {
    return MacroOptions.parse(options).byKey();
  }

  @Test
  void readsWhatTheRecorderWrites() {
    assertEquals(
        Map.of(
            "stylesource", "file",
            "stylefile", "/data/my dir/style [a].png",
            "size", "256",
            "plot", "true"),
        parse("stylesource=file stylefile=[/data/my dir/style [a].png] size=256 plot=true"));
  }

  @Test
  void aBareWordMeansYes() {
    assertEquals(Map.of("plot", "true", "seed", "3"), parse(" plot seed=3 "));
    assertEquals(Map.of("seed", "3", "plot", "true"), parse("seed=3 plot"));
  }

  @Test
  void quotesHoldSpacesToo() {
    assertEquals(
        Map.of("styleimage", "my style", "size", "1"), parse("styleimage='my style' size=1"));
  }

  @Test
  void nothingIsNothing() {
    assertEquals(Map.of(), parse(""));
    assertEquals(Map.of(), parse("   "));
  }

  @Test
  void anEmptyValueIsEmpty() {
    assertEquals(Map.of("saveas", "", "stylefile", ""), parse("stylefile= saveas="));
    assertTrue(MacroOptions.parse("saveas=").get("saveas").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=[b", "a=[b [c]", "a='b"})
  void refusesWhatIsNotClosed(final String options) {
    assertThrows(StyleTransferException.class, () -> parse(options));
  }

  @Test
  void refusesUnknownKeys() {
    final var words = MacroOptions.parse("contentwieght=5");
    final var failure =
        assertThrows(
            StyleTransferException.class, () -> words.requireKeys(DialogPage.EXPERT.keys()));
    assertTrue(failure.getMessage().startsWith("The setting 'contentwieght' does not exist"));
  }
}
