package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of the project with other values for the variables that a user sets at its beginning.
 *
 * @param name name of the file
 * @param text the script
 */
record ScriptText(String name, String text) {

  /** Reads a script. */
  static ScriptText of(final Path file) throws IOException {
    return new ScriptText(file.getFileName().toString(), Files.readString(file));
  }

  /** Replaces the value of a variable, which the script has to set. */
  ScriptText with(final String variable, final Object value) {
    final Matcher line = Pattern.compile("(?m)^" + variable + " = [^;\\n]*").matcher(text);
    assertTrue(line.find(), () -> variable + " is not set in " + text);
    final String literal = value instanceof Number ? "" + value : '"' + value.toString() + '"';
    return new ScriptText(
        name, line.replaceFirst(Matcher.quoteReplacement(variable + " = " + literal)));
  }

  /** Writes the script into a folder. */
  Path writeTo(final Path folder) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
