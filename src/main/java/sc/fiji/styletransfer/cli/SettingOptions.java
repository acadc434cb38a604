package sc.fiji.styletransfer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TextList;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** The options of the settings: each setting has the option {@code --name}. */
public final class SettingOptions {

  private SettingOptions() {}

  /**
   * Adds an option for each setting to a command.
   *
   * @param spec the command
   */
  public static void addTo(final CommandSpec spec) {
    settings().forEach(setting -> spec.addOption(option(setting)));
  }

  /**
   * Returns the values of the given options.
   *
   * @param parsed the arguments of the command
   * @return the settings that the user gave
   */
  public static SettingTexts read(final ParseResult parsed) {
    final Map<String, String> texts = new LinkedHashMap<>();
    settings()
        .filter(setting -> parsed.hasMatchedOption(name(setting)))
        .forEach(setting -> texts.put(setting.key(), value(parsed, setting)));
    return new SettingTexts(texts);
  }

  private static String value(final ParseResult parsed, final Setting<?> setting) {
    if (!isRepeatable(setting)) return parsed.matchedOptionValue(name(setting), "");
    final List<String> values = parsed.matchedOptionValue(name(setting), List.of());
    // A single value may be a list that the user joined by commas.
    return values.size() == 1 ? values.get(0) : TextList.join(values);
  }

  private static Stream<Setting<?>> settings() {
    return Stream.concat(Settings.all().stream(), ImageSettings.all().stream());
  }

  private static String name(final Setting<?> setting) {
    return "--" + setting.name();
  }

  private static boolean isRepeatable(final Setting<?> setting) {
    return setting.equals(ImageSettings.STYLE_LABELS);
  }

  private static <T> OptionSpec option(final Setting<T> setting) {
    final OptionSpec.Builder option =
        OptionSpec.builder(name(setting))
            .paramLabel(setting.name().toUpperCase(Locale.ROOT))
            .description(
                "%s Allowed: %s. Default: %s."
                    .formatted(
                        setting.help(),
                        setting.domain().description(),
                        setting.format(setting.fallback())));
    return isRepeatable(setting)
        ? option.type(List.class).auxiliaryTypes(String.class).arity("1").build()
        : option.type(String.class).build();
  }
}
