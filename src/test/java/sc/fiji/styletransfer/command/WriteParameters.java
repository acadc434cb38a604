package sc.fiji.styletransfer.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.RemovedSettings;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/**
 * Writes the annotated fields of the commands from the descriptions of the settings, because
 * annotations cannot read their texts from objects. Run it after a change of a setting; {@code
 * ParameterDescriptionTest} fails until then.
 */
public final class WriteParameters {

  private static final Path COMMANDS =
      Path.of("src", "main", "java", "sc", "fiji", "styletransfer", "command");
  private static final String BEGIN = "  // written by WriteParameters\n";
  private static final String END = "  // end of what is written\n";

  private WriteParameters() {}

  /**
   * Rewrites the sources of the commands.
   *
   * @param args none; the working directory is that of the project
   * @throws IOException if a source cannot be read or written
   */
  public static void main(final String[] args) throws IOException {
    write("StyleTransferCommand", DialogPage.BASIC);
    write("ExpertCommand", DialogPage.EXPERT);
    write("FolderCommand", DialogPage.FOLDER);
    write(
        "RemovedInputs",
        RemovedSettings.names().stream()
            .map(WriteParameters::removedField)
            .collect(Collectors.joining("\n")));
  }

  private static void write(final String command, final DialogPage page) throws IOException {
    write(
        command,
        Stream.concat(
                page.settings().stream().map(setting -> field(setting, true)),
                page.hiddenSettings().stream().map(setting -> field(setting, false)))
            .collect(Collectors.joining("\n")));
  }

  private static void write(final String command, final String fields) throws IOException {
    final Path file = COMMANDS.resolve(command + ".java");
    final String source = Files.readString(file);
    final int begin = source.indexOf(BEGIN) + BEGIN.length();
    final int end = source.indexOf(END);
    Files.writeString(file, source.substring(0, begin) + fields + source.substring(end));
  }

  private static <T> String field(final Setting<T> setting, final boolean shown) {
    final Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("label", quoted(setting.label()));
    attributes.put("description", quoted(setting.help()));
    final T value = setting.fallback();
    if (value instanceof Number) putRange(attributes, setting);
    else if (!(value instanceof Boolean)) putChoices(attributes, setting);
    // The plugin remembers entries itself, without those of macros and scripts.
    attributes.put("persist", "false");
    if (!shown) {
      attributes.put("visibility", "ItemVisibility.INVISIBLE");
    }
    final String annotation =
        attributes.entrySet().stream()
            .map(attribute -> attribute.getKey() + " = " + attribute.getValue())
            .collect(Collectors.joining(", ", "  @Parameter(", ")\n"));
    return annotation + declaration(setting, value);
  }

  private static String removedField(final String name) {
    return "  @Parameter(required = false, persist = false, visibility ="
        + " ItemVisibility.INVISIBLE)\n"
        + "  private String "
        + name.replace("-", "")
        + ";\n";
  }

  private static void putRange(final Map<String, String> attributes, final Setting<?> setting) {
    final String[] ends = setting.domain().description().split(" to ");
    attributes.put("min", quoted(ends[0]));
    attributes.put("max", quoted(ends[1]));
  }

  private static void putChoices(final Map<String, String> attributes, final Setting<?> setting) {
    final List<String> choices = NetworkEntry.choices(setting);
    if (!choices.isEmpty())
      attributes.put(
          "choices",
          choices.stream()
              .map(WriteParameters::quoted)
              .collect(Collectors.joining(", ", "{", "}")));
  }

  private static String declaration(final Setting<?> setting, final Object value) {
    final String type =
        value instanceof Integer
            ? "int"
            : value instanceof Double ? "double" : value instanceof Boolean ? "boolean" : "String";
    final String initial = type.equals("String") ? "text" : "value";
    return "  private %s %s = InitialValue.%s(%s.%s);\n"
        .formatted(type, setting.key(), initial, owner(setting), constant(setting));
  }

  private static String owner(final Setting<?> setting) {
    return Stream.of(Settings.class, ImageSettings.class, ViewSettings.class, BatchSettings.class)
        .filter(
            type ->
                Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(constant(setting))))
        .findFirst()
        .orElseThrow()
        .getSimpleName();
  }

  private static String constant(final Setting<?> setting) {
    return setting.name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String quoted(final String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }
}
