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
 * What a user said, as text by key: the one form in which a dialog, a macro, a script and the
 * command line hand over what they were told.
 *
 * @param byKey the texts; keys are lower case
 */
public record SettingTexts(Map<String, String> byKey) {

  /** Makes keys lower case and the map immutable. */
  public SettingTexts {
    final Map<String, String> words = new LinkedHashMap<>();
    byKey.forEach((key, text) -> words.put(key.toLowerCase(Locale.ROOT), text));
    byKey = Collections.unmodifiableMap(words);
  }

  /**
   * @param key a key
   * @return what was said about it, if anything
   */
  public Optional<String> get(final String key) {
    return Optional.ofNullable(byKey.get(key)).filter(text -> !text.isBlank());
  }

  /**
   * @param key a key
   * @param text for it
   * @return these words with that text instead of what was said about the key
   */
  public SettingTexts with(final String key, final String text) {
    final Map<String, String> words = new LinkedHashMap<>(byKey);
    words.put(key, text);
    return new SettingTexts(words);
  }

  /**
   * @param setting a setting outside the transfer proper
   * @param <T> its type
   * @return the value said, or the setting's fallback
   * @throws StyleTransferException if the value is not allowed
   */
  public <T> T get(final Setting<T> setting) {
    return get(setting.key()).map(setting::parse).orElse(setting.fallback());
  }

  /**
   * @return the settings of the transfer that were said; words about other things are passed over
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
   * @return what was said about settings of transfer and image, without words about other things
   */
  public SettingTexts settings() {
    final Map<String, String> words = new LinkedHashMap<>(byKey);
    words.keySet().retainAll(record().keySet());
    return new SettingTexts(words);
  }

  /**
   * @return every setting of transfer and image with the value it has by these words, by key
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
   * Refuses words that would be passed over unnoticed.
   *
   * @param known the keys that mean something
   * @throws StyleTransferException if there is another key
   */
  public void requireKeys(final Collection<String> known) {
    for (final String key : byKey.keySet())
      if (!known.contains(key))
        throw new StyleTransferException(
            RemovedSettings.sentence(key)
                .orElseGet(
                    () ->
                        "There is no setting '%s' here; the settings are %s."
                            .formatted(key, String.join(", ", known))));
  }
}
