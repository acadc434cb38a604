package sc.fiji.styletransfer.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import sc.fiji.styletransfer.transfer.Setting;
import sc.fiji.styletransfer.transfer.Settings;
import sc.fiji.styletransfer.transfer.TransferSettings;

/** An option {@code --name} for every setting, made from the setting's own description. */
final class SettingOptions {

  private SettingOptions() {}

  static void addTo(final CommandSpec spec) {
    Settings.all().forEach(setting -> spec.addOption(option(setting)));
  }

  /** The settings whose options were given. */
  static TransferSettings read(final ParseResult parsed) {
    final TransferSettings.Builder settings = TransferSettings.builder();
    for (final Setting<?> setting : Settings.all())
      if (parsed.hasMatchedOption(name(setting)))
        settings.parse(setting.name(), parsed.matchedOptionValue(name(setting), ""));
    return settings.build();
  }

  private static String name(final Setting<?> setting) {
    return "--" + setting.name();
  }

  private static <T> OptionSpec option(final Setting<T> setting) {
    return OptionSpec.builder(name(setting))
        .paramLabel(setting.name().toUpperCase(java.util.Locale.ROOT))
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
