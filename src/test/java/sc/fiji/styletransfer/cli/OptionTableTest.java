package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** The README's table of options has the words of the settings themselves. */
class OptionTableTest {

  @Test
  void readmeDescribesEverySettingInItsOwnWords() throws IOException {
    final String table =
        Stream.concat(Settings.all().stream(), ImageSettings.all().stream())
            .map(OptionTableTest::row)
            .collect(Collectors.joining());
    assertTrue(
        Files.readString(Path.of("README.md")).contains(table),
        () -> "Put this table into the README:\n\n" + header() + table);
  }

  private static String header() {
    return "| option | what it does | allowed | default |\n|---|---|---|---|\n";
  }

  private static <T> String row(final Setting<T> setting) {
    return "| `--%s` | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            setting.help(),
            setting.domain().description(),
            setting.format(setting.fallback()));
  }
}
