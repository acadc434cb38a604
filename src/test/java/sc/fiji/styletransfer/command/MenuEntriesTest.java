package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** The menus of Fiji, which the SciJava commands make, and of plain ImageJ: plugins.config. */
class MenuEntriesTest {

  private static final Pattern ENTRY =
      Pattern.compile(
          "(.+), \"(.+)\", sc\\.fiji\\.styletransfer\\.start\\.Style_Transfer_Menu"
              + "\\(\"(\\w+):(.*)\"\\)");

  @Test
  void fijiAndImageJHaveTheSameEntries() throws IOException {
    assertEquals(fiji(), imagej());
  }

  /** ImageJ keeps one command for each label, in whatever menu. */
  @Test
  void noTwoEntriesHaveOneLabel() throws IOException {
    final List<String> labels = entries().stream().map(entry -> entry.group(2)).toList();
    assertEquals(labels.size(), new TreeSet<>(labels).size(), labels::toString);
  }

  @Test
  void eachEntryOfImageJNamesAClassThatIsThere() throws Exception {
    for (final Matcher entry : entries())
      assertTrue(
          ij.plugin.PlugIn.class.isAssignableFrom(
              Class.forName(MenuEntriesTest.class.getPackageName() + "." + entry.group(3))));
  }

  private static TreeSet<String> fiji() {
    final TreeSet<String> paths = new TreeSet<>();
    try (Context context = new Context(CommandService.class)) {
      for (final CommandInfo info : context.service(CommandService.class).getCommands())
        if (info.getClassName().startsWith("sc.fiji.styletransfer.command."))
          paths.add(info.getMenuPath().getMenuString());
    }
    return paths;
  }

  private static TreeSet<String> imagej() throws IOException {
    final TreeSet<String> paths = new TreeSet<>();
    for (final Matcher entry : entries())
      paths.add((entry.group(1) + ">" + entry.group(2)).replace(">", " > "));
    return paths;
  }

  private static List<Matcher> entries() throws IOException {
    return Files.readAllLines(Path.of("plugins.config")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(ENTRY::matcher)
        .peek(entry -> assertTrue(entry.matches(), entry::toString))
        .toList();
  }
}
