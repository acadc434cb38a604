package sc.fiji.styletransfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * In some languages, such as Arabic, Java writes other digits than 0 to 9. Files, reports and
 * messages always have these, so no format of a number depends on the language of the computer.
 */
class NumbersInMessagesTest {

  private static final String TEXT = "\"(?:[^\"\\\\]++|\\\\.)*+\"";

  private static final Pattern FORMATTED =
      Pattern.compile("(" + TEXT + "(?:\\s*+\\+\\s*+" + TEXT + ")*+)\\s*+\\.formatted\\(");

  private static final Pattern WITHOUT_LOCALE =
      Pattern.compile(
          "(?:String\\.format|printf)\\(\\s*(" + TEXT + "(?:\\s*\\+\\s*" + TEXT + ")*)");

  private static final Pattern NUMBER = Pattern.compile("%[-+0-9.,#]*[defg]");

  @Test
  void noFormatOfANumberDependsOnTheLanguage() throws IOException {
    final List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (final Path file : (Iterable<Path>) files::iterator)
        if (file.toString().endsWith(".java"))
          for (final Pattern pattern : List.of(FORMATTED, WITHOUT_LOCALE)) {
            final Matcher format = pattern.matcher(Files.readString(file));
            while (format.find())
              if (NUMBER.matcher(format.group(1)).find())
                wrong.add(file.getFileName() + ": " + format.group(1));
          }
    }
    assertEquals(List.of(), wrong, "use %s, or String.format with Locale.ROOT");
  }
}
