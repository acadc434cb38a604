package sc.fiji.styletransfer.job;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.settings.RemovedSettings;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * Settings as text by key. Dialogs, macros, scripts, the command line and batch jobs pass settings
 * in this form.
 *
 * @param byKey the texts; keys are lower case
 */
public record SettingTexts(Map<String, String> byKey) {

  /** Makes keys lower case and the map immutable. */
  public SettingTexts {
    final Map<String, String> texts = new LinkedHashMap<>();
    byKey.forEach((key, text) -> texts.put(key.toLowerCase(Locale.ROOT), text));
    byKey = Collections.unmodifiableMap(texts);
  }

  /**
   * Returns a text.
   *
   * @param key a key
   * @return its text, or nothing if the text is missing or blank
   */
  public Optional<String> get(final String key) {
    return Optional.ofNullable(byKey.get(key)).filter(text -> !text.isBlank());
  }

  /**
   * Replaces a text.
   *
   * @param key a key
   * @param text the new text of the key
   * @return a copy with that text
   */
  public SettingTexts with(final String key, final String text) {
    final Map<String, String> texts = new LinkedHashMap<>(byKey);
    texts.put(key, text);
    return new SettingTexts(texts);
  }

  /**
   * Returns the value of a setting outside {@link Settings}.
   *
   * @param setting the setting
   * @param <T> type of its values
   * @return the value of its text, or its default
   * @throws StyleTransferException if the value is not allowed
   */
  public <T> T get(final Setting<T> setting) {
    return get(setting.key()).map(setting::parse).orElse(setting.fallback());
  }

  /**
   * Returns the settings of the transfer and ignores other keys.
   *
   * @return the settings with defaults for missing keys
   * @throws StyleTransferException if a value is not allowed
   */
  public TransferSettings transferSettings() {
    final TransferSettings.Builder settings = TransferSettings.builder();
    byKey.forEach(
        (key, text) -> {
          if (Settings.isKnown(key) || RemovedSettings.sentence(key).isPresent())
            settings.parse(key, text);
        });
    return settings.build();
  }

  /**
   * Returns the settings of transfer and image without other keys.
   *
   * @return a copy with fewer keys
   */
  public SettingTexts settings() {
    final Map<String, String> texts = new LinkedHashMap<>(byKey);
    texts.keySet().retainAll(record().keySet());
    return new SettingTexts(texts);
  }

  /**
   * Returns every setting of transfer and image, with defaults.
   *
   * @return values by key
   * @throws StyleTransferException if a value is not allowed
   */
  public Map<String, String> record() {
    final Map<String, String> record = new LinkedHashMap<>(transferSettings().record());
    ImageSettings.all().forEach(setting -> record.put(setting.key(), text(setting)));
    return record;
  }

  private <T> String text(final Setting<T> setting) {
    return setting.format(get(setting));
  }

  /**
   * Refuses settings of earlier versions that users can no longer set.
   *
   * @throws StyleTransferException with a sentence that says what replaces the setting
   */
  public void refuseRemoved() {
    for (final String key : byKey.keySet())
      RemovedSettings.sentence(key)
          .ifPresent(
              sentence -> {
                throw new StyleTransferException(sentence);
              });
  }

  /**
   * Refuses unknown keys, which would have no effect.
   *
   * @param known the allowed keys
   * @throws StyleTransferException if there is another key
   */
  public void requireKeys(final Collection<String> known) {
    for (final String key : byKey.keySet())
      if (!known.contains(key))
        throw new StyleTransferException(
            RemovedSettings.sentence(key)
                .orElseGet(
                    () ->
                        "The setting '%s' does not exist. The settings are %s."
                            .formatted(key, String.join(", ", known))));
  }
}
