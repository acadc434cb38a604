package sc.fiji.styletransfer.settings;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * An immutable value for every setting. A setting that was not set has the value of the preset, or
 * else its default.
 */
public final class TransferSettings {

  private final Map<Setting<?>, Object> chosen;

  private TransferSettings(final Map<Setting<?>, Object> chosen) {
    this.chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
    validate();
  }

  /**
   * Returns a builder in which no setting is set.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the value of a setting.
   *
   * @param setting a setting
   * @param <T> type of its values
   * @return the value that was set, that of the preset, or the default, in this order
   */
  public <T> T get(final Setting<T> setting) {
    final T value = chosen(setting);
    if (value != null) return value;
    return setting == Settings.PRESET ? setting.fallback() : get(Settings.PRESET).value(setting);
  }

  /**
   * Returns the settings as text, from which {@link Builder#parse} restores them.
   *
   * @return values by macro key: of every public setting, of those {@link Settings#inside} that
   *     differ from the preset, and of those {@link Settings#recorded} that differ from the default
   */
  public Map<String, String> record() {
    final Map<String, String> record = new LinkedHashMap<>();
    for (final Setting<?> setting : Settings.all()) record.put(setting.key(), text(setting));
    for (final Setting<?> setting : Settings.inside())
      if (!get(setting).equals(get(Settings.PRESET).value(setting)))
        record.put(setting.key(), text(setting));
    putRecorded(record);
    return record;
  }

  private void putRecorded(final Map<String, String> record) {
    for (final Setting<?> setting : Settings.recorded())
      if (!get(setting).equals(setting.fallback())) record.put(setting.key(), text(setting));
  }

  /**
   * Returns every setting as text, those {@link Settings#inside} included.
   *
   * @return values by macro key
   */
  public Map<String, String> complete() {
    final Map<String, String> complete = new LinkedHashMap<>();
    for (final Setting<?> setting : Settings.all()) complete.put(setting.key(), text(setting));
    for (final Setting<?> setting : Settings.inside()) complete.put(setting.key(), text(setting));
    putRecorded(complete);
    return complete;
  }

  /**
   * Returns a builder that starts with these settings.
   *
   * @return a new builder
   */
  public Builder change() {
    final Builder builder = new Builder();
    builder.chosen.putAll(chosen);
    return builder;
  }

  /**
   * Returns how pictures and style are compared: whether each place is matched to a place of the
   * style, or statistics describe the style.
   *
   * @return whether places are matched
   */
  public boolean matches() {
    return get(Settings.STYLE_FORMULA) == StyleFormula.NEIGHBOURS;
  }

  /**
   * Returns whether the network computes in mixed precision.
   *
   * @return false in single precision, and while the precision is not decided
   */
  public boolean isMixed() {
    return get(Settings.PRECISION) == PrecisionChoice.MIXED;
  }

  /**
   * Returns the deepest layer that the network must evaluate.
   *
   * @return the deepest layer of the content loss and the style loss
   */
  public Vgg19Layer deepestLayer() {
    return Stream.of(Settings.CONTENT_LAYERS, Settings.STYLE_LAYERS)
        .flatMap(setting -> get(setting).byLayer().keySet().stream())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  // The builder stores each value under a setting of the value's type.
  @SuppressWarnings("unchecked")
  private <T> T chosen(final Setting<T> setting) {
    return (T) chosen.get(setting);
  }

  private <T> String text(final Setting<T> setting) {
    return setting.format(get(setting));
  }

  private void validate() {
    if (weighs(Settings.CONTENT_WEIGHT, Settings.CONTENT_LAYERS)
        || weighs(Settings.STYLE_WEIGHT, Settings.STYLE_LAYERS)) return;
    throw new StyleTransferException(
        "All weights of content and style are zero. Set 'content-weight' or 'style-weight' to a"
            + " positive number.");
  }

  private boolean weighs(final Setting<Double> weight, final Setting<LayerWeights> layers) {
    return get(weight) > 0 && get(layers).byLayer().values().stream().anyMatch(w -> w > 0);
  }

  /** Collects settings. Each value is checked at once, their combination by {@link #build}. */
  public static final class Builder {

    private final Map<Setting<?>, Object> chosen = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Sets a value.
     *
     * @param setting a setting
     * @param value its value
     * @param <T> type of its values
     * @return this builder
     * @throws StyleTransferException if the value is not allowed
     */
    public <T> Builder set(final Setting<T> setting, final T value) {
      chosen.put(setting, setting.parse(setting.format(value)));
      return this;
    }

    /**
     * Sets a value that is given as text. Code that reads the texts of users has to refuse those
     * {@link Settings#inside} first.
     *
     * @param name name of a public or inside setting, with or without hyphens
     * @param text the value as a user writes it
     * @return this builder
     * @throws StyleTransferException if no setting has the name or the value is not allowed
     */
    public Builder parse(final String name, final String text) {
      final Setting<?> setting =
          Settings.any(name).orElseThrow(() -> new StyleTransferException(unknown(name)));
      chosen.put(setting, setting.parse(text));
      return this;
    }

    private static String unknown(final String name) {
      return RemovedSettings.sentence(name)
          .orElseGet(() -> "There is no setting '%s'.".formatted(name));
    }

    /**
     * Returns the settings.
     *
     * @return the settings
     * @throws StyleTransferException if the values contradict each other
     */
    public TransferSettings build() {
      return new TransferSettings(chosen);
    }
  }
}
