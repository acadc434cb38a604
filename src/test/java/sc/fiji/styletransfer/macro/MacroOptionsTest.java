package sc.fiji.styletransfer.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.macro.Interpreter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.read.Damage;
import sc.fiji.styletransfer.job.SettingTexts;

class MacroOptionsTest {

  private static final List<String> KEYS =
      List.of(
          "content",
          "stylesource",
          "styleimage",
          "stylefile",
          "saveas",
          "size",
          "seed",
          "plot",
          "liveview",
          "device");

  private static final int RANDOM_CASES = 20_000;
  private static final int FUZZ_CASES = Integer.getInteger("fuzz.cases", 2000);
  private static final long FUZZ_SEED = Long.getLong("fuzz.seed", 17);

  /** Pieces of names that can be mistaken for the syntax of options. */
  private static final List<String> PIECES =
      List.of(
          "[",
          "]",
          "] ",
          " [",
          "'",
          "' ",
          "\"",
          "=",
          " ",
          "  ",
          ",",
          "size=3",
          " size=",
          " plot",
          "] saveas=[",
          "]seed=1",
          "\\",
          "/",
          "%",
          "%20",
          "+",
          "&",
          "encoded:",
          "ä",
          "ß",
          "図",
          "\uD83D\uDE00",
          "\u00A0",
          "\u3000",
          "\t",
          "\n",
          "a",
          "b.png",
          "(",
          ")",
          "{",
          "}",
          "#",
          "@",
          "-",
          "*",
          "?",
          ";");

  private static Map<String, String> parse(final String options) {
    return MacroOptions.parse(options, KEYS).byKey();
  }

  private static String write(final Map<String, String> values) {
    return MacroOptions.write(new SettingTexts(values));
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
  void aKeyWithoutValueMeansTrue() {
    assertEquals(Map.of("plot", "true", "seed", "3"), parse(" plot seed=3 "));
    assertEquals(Map.of("seed", "3", "plot", "true"), parse("seed=3 plot"));
  }

  @Test
  void quotationMarksEncloseSpaces() {
    assertEquals(
        Map.of("styleimage", "my style", "size", "1"), parse("styleimage='my style' size=1"));
  }

  @Test
  void emptyOptionsHaveNoKeys() {
    assertEquals(Map.of(), parse(""));
    assertEquals(Map.of(), parse("   "));
  }

  @Test
  void anEmptyValueIsEmpty() {
    assertEquals(Map.of("saveas", "", "stylefile", ""), parse("stylefile= saveas="));
    assertTrue(MacroOptions.parse("saveas=", KEYS).get("saveas").isEmpty());
  }

  /** Macros join options from pieces: brackets around a path, whatever the path contains. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "my tmp[A(.png",
        "my tmp]A(.png",
        "a[",
        "a]",
        "[a",
        "]a",
        "[",
        "]",
        "[]",
        "][",
        "a [1] copy",
        "a [1] final copy",
        "a b] c=d.png",
        "a=b.png",
        "size=3.png",
        "x size=3",
        "it's",
        "'",
        "say \"x\"",
        "100%",
        "a+b",
        "Größe ß",
        "図 1",
        "a,b",
        "a;b",
        "C:\\my dir\\b.png",
        "plot",
        "a plot b",
        "- x"
      })
  void anyNameWorksInBrackets(final String name) {
    final Map<String, String> values = new LinkedHashMap<>();
    values.put("content", "/data/" + name);
    values.put("stylefile", name);
    values.put("saveas", "/data/out.png");
    values.put("size", "48");
    assertEquals(
        values,
        parse(
            "content=[/data/"
                + name
                + "] stylefile=["
                + name
                + "] saveas=[/data/out.png] size=48"));
    assertEquals(Map.of("size", "1", "stylefile", name), parse("size=1 stylefile=[" + name + "]"));
  }

  /** Fiji's recorder puts only values with spaces into brackets. */
  @ParameterizedTest
  @ValueSource(
      strings = {"tmp[A(.png", "tmp]A.png", "[a", "]a", "a=b.png", "'a", "it's", "a\"b", "図"})
  void anyNameWithoutSpacesWorksWithoutBrackets(final String name) {
    assertEquals(
        Map.of("styleimage", name, "stylefile", "b c", "size", "1"),
        parse("styleimage=" + name + " stylefile=[b c] size=1"));
    assertEquals(Map.of("size", "1", "styleimage", name), parse("size=1 styleimage=" + name));
  }

  @Test
  void aMissingSpaceAfterABracketIsTolerated() {
    assertEquals(Map.of("stylefile", "a b", "size", "3"), parse("stylefile=[a b]size=3"));
  }

  @Test
  void aWrongKeyAfterABracketIsNotPartOfTheName() {
    final StyleTransferException e =
        assertThrows(
            StyleTransferException.class,
            () -> parse("stylefile=[a b] contentwieght=5 saveas=[c.png]"));
    assertTrue(e.getMessage().contains("'contentwieght'"), e.getMessage());
  }

  static Stream<String> writtenValues() {
    return Stream.of(
        "a.png",
        "[my dir/a.png]",
        "[a[1].png]",
        "encoded:my%20tmp%5BA(.png",
        "encoded:say%20%22x%22",
        "encoded:a%3Db",
        "encoded:Gr%C3%B6%C3%9Fe%20%E5%9B%B3.png");
  }

  @ParameterizedTest
  @MethodSource("writtenValues")
  void valuesAreWrittenPlainInBracketsOrEncoded(final String written) {
    final Map<String, String> values = parse("stylefile=" + written);
    assertEquals("stylefile=" + written, write(values));
  }

  @Test
  void whatIsWrittenIsReadAgainWhateverTheNames() {
    final Random random = new Random(20);
    for (int i = 0; i < RANDOM_CASES; i++) {
      final Map<String, String> values = new LinkedHashMap<>();
      for (final String key : KEYS) if (random.nextInt(3) > 0) values.put(key, name(random));
      final String options = write(values);
      assertEquals(values, parse(options), () -> "seed 20: " + options);
      assertTrue(options.matches("[ !#-~]*"), options);
    }
  }

  /** Only a name that contains a whole option between brackets cannot be told from options. */
  @Test
  void randomNamesWorkInBrackets() {
    final Pattern option = Pattern.compile("[\\]']\\s*[\\w-]+=|(size|saveas|seed)=|plot|^encoded:");
    final Random random = new Random(21);
    int cases = 0;
    while (cases < RANDOM_CASES) {
      final String name = name(random);
      if (option.matcher(name).find()) continue;
      cases++;
      final Map<String, String> values = Map.of("content", "a b", "stylefile", name, "size", "48");
      final String options = "content=[a b] stylefile=[" + name + "] size=48";
      assertEquals(values, parse(options), options);
    }
  }

  /** The recorder writes options into a string of a macro, which ImageJ reads again. */
  @Test
  void whatIsWrittenSurvivesAStringOfAMacro() {
    final Random random = new Random(22);
    for (int i = 0; i < 500; i++) {
      final Map<String, String> values = Map.of("stylefile", name(random), "size", "3");
      final String literal = write(values).replace("\\", "\\\\");
      final String read = new Interpreter().run("return \"" + literal + "\";", "");
      assertEquals(values, parse(read), literal);
    }
  }

  /** Options that were cut and garbled: each gives settings or one sentence. */
  @Test
  void damagedOptionsGiveSettingsOrASentence() {
    final String whole =
        "content=[a b.tif] stylesource=file stylefile=[/my dir/a [1].png] saveas='x y.png' size=512"
            + " seed=7 plot liveview=false device=cpu";
    final String[] pieces = PIECES.toArray(String[]::new);
    int read = 0;
    for (int i = 0; i < FUZZ_CASES; i++) {
      final String options = Damage.to(whole, pieces, new Random(FUZZ_SEED + i));
      read += assertTimeoutPreemptively(Duration.ofSeconds(20), () -> outcome(options), options);
    }
    assertTrue(read > FUZZ_CASES / 20 && read < FUZZ_CASES, "read " + read);
  }

  private static int outcome(final String options) {
    try {
      MacroOptions.parse(options, KEYS).record();
      return 1;
    } catch (final StyleTransferException e) {
      assertTrue(e.getMessage().endsWith("."), e.getMessage());
      assertFalse(e.getMessage().matches("(?s).*[a-z](Exception|Error).*"), e.getMessage());
      return 0;
    }
  }

  private static String name(final Random random) {
    final StringBuilder name = new StringBuilder();
    final int pieces = random.nextInt(7);
    for (int i = 0; i < pieces; i++) name.append(PIECES.get(random.nextInt(PIECES.size())));
    return name.toString();
  }

  @Test
  void hostileOptionsAreReadInReasonableTime() {
    final String options = "a=[ ] '".repeat(1000);
    assertThrows(StyleTransferException.class, () -> parse(options));
  }

  @Test
  void refusesUnknownKeys() {
    final StyleTransferException e =
        assertThrows(StyleTransferException.class, () -> parse("contentwieght=5"));
    assertTrue(e.getMessage().contains("'contentwieght'"), e.getMessage());
  }
}
