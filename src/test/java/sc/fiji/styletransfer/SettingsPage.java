package sc.fiji.styletransfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The generated parts of {@code docs/settings.md}: the tables of all settings, from the settings'
 * own descriptions, and the values of the presets. To write the page again:
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=sc.fiji.styletransfer.SettingsPage</pre>
 */
final class SettingsPage {

  static final Path FILE = Path.of("docs", "settings.md");

  private static final String BEGIN = "<!-- generated: %s -->\n";
  private static final String END = "<!-- end of %s -->\n";

  /** Names of the settings by heading, in the order of the page. */
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    group("Basics", "preset network size iterations");
    group(
        "Content and style",
        "content-weight style-weight content-layers style-layers style-formula style-shares"
            + " style-scale pooling");
    group("Colour and smoothness", "colour tv-weight edge-fade");
    group("Regions", "content-labels style-labels remainder");
    group("Stacks and image types", "result slices neighbour coherence-weight");
    group("Optimisation", "optimizer learning-rate init seed time-budget");
    group("Computer", "device precision memory checkpoint");
    group("Display, in dialogs and macros", "live-view plot");
    group("Folders", "format processes");
  }

  private final Map<String, Setting<?>> settings = new LinkedHashMap<>();
  private final Map<String, String> defaults = new SettingTexts(Map.of()).record();

  SettingsPage() {
    Stream.of(Settings.all(), ImageSettings.all(), ViewSettings.all(), BatchSettings.all())
        .flatMap(Collection::stream)
        .forEach(setting -> settings.put(setting.name(), setting));
  }

  private static void group(final String heading, final String names) {
    GROUPS.put(heading, List.of(names.split(" ")));
  }

  /** Returns the names of the public settings that no group of the page contains. */
  List<String> missing() {
    return settings.keySet().stream()
        .filter(name -> GROUPS.values().stream().noneMatch(group -> group.contains(name)))
        .toList();
  }

  /** Returns the page with its generated parts replaced by what the settings are now. */
  String update(final String page) {
    return replaced(replaced(page, "settings", tables()), "presets", presets());
  }

  private static String replaced(final String page, final String part, final String text) {
    final String begin = BEGIN.formatted(part);
    final int from = page.indexOf(begin) + begin.length();
    final int to = page.indexOf(END.formatted(part));
    return page.substring(0, from) + text + page.substring(to);
  }

  private String tables() {
    return GROUPS.entrySet().stream()
        .map(group -> table(group.getKey(), group.getValue()))
        .collect(Collectors.joining("", "", "\n"));
  }

  private String table(final String heading, final List<String> names) {
    final String header =
        "\n### %s\n\n| setting | effect | values | default |\n|---|---|---|---|\n";
    return names.stream()
        .map(name -> row(settings.get(name)))
        .collect(Collectors.joining("", header.formatted(heading), ""));
  }

  private <T> String row(final Setting<T> setting) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            setting.help(),
            setting.domain().description(),
            defaults.getOrDefault(setting.key(), setting.format(setting.fallback())));
  }

  private String presets() {
    return Stream.of(Preset.values())
        .map(preset -> "- `%s`: %s\n".formatted(preset, values(preset)))
        .collect(Collectors.joining("", "\n", "\n"));
  }

  /** Returns the values that a preset gives to public settings, in alphabetical order. */
  private String values(final Preset preset) {
    final Map<String, String> recipe = new TreeMap<>(preset.recipe());
    recipe.keySet().retainAll(settings.keySet());
    return recipe.entrySet().stream()
        .map(entry -> "`%s=%s`".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Writes the page.
   *
   * @param args ignored
   * @throws IOException if the page cannot be read or written
   */
  public static void main(final String... args) throws IOException {
    Files.writeString(FILE, new SettingsPage().update(Files.readString(FILE)));
  }
}
