package sc.fiji.styletransfer.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** An option {@code --name} for every setting, made from the setting's own description. */
final class SettingOptions {

  private SettingOptions() {}

  static void addTo(final CommandSpec spec) {
    settings().forEach(setting -> spec.addOption(option(setting)));
  }

  /** What the options given say, by key of the setting. */
  static SettingTexts read(final ParseResult parsed) {
    final Map<String, String> words = new LinkedHashMap<>();
    settings()
        .filter(setting -> parsed.hasMatchedOption(name(setting)))
        .forEach(setting -> words.put(setting.key(), parsed.matchedOptionValue(name(setting), "")));
    return new SettingTexts(words);
  }

  private static Stream<Setting<?>> settings() {
    return Stream.concat(Settings.all().stream(), ImageSettings.all().stream());
  }

  private static String name(final Setting<?> setting) {
    return "--" + setting.name();
  }

  private static <T> OptionSpec option(final Setting<T> setting) {
    return OptionSpec.builder(name(setting))
        .paramLabel(setting.name().toUpperCase(Locale.ROOT))
        .type(String.class)
        .description(
            "%s Allowed: %s. Default: %s."
                .formatted(
                    setting.help(),
                    setting.domain().description(),
                    setting.format(setting.fallback())))
        .build();
  }
}
