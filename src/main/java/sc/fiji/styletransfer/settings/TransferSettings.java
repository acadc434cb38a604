package sc.fiji.styletransfer.settings;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * A complete, immutable choice of all settings. A setting that was not chosen has the preset's
 * value, or the setting's fallback.
 */
public final class TransferSettings {

  private final Map<Setting<?>, Object> chosen;

  private TransferSettings(final Map<Setting<?>, Object> chosen) {
    this.chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
    validate();
  }

  /**
   * @return a builder with nothing chosen
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * @param setting a setting
   * @param <T> its type
   * @return its value here
   */
  public <T> T get(final Setting<T> setting) {
    final T value = chosen(setting);
    if (value != null) return value;
    return setting == Settings.PRESET ? setting.fallback() : get(Settings.PRESET).value(setting);
  }

  /**
   * @return the value of every setting as text, by macro key; {@link Builder#parse} takes it back
   */
  public Map<String, String> record() {
    final Map<String, String> record = new LinkedHashMap<>();
    for (final Setting<?> setting : Settings.all()) record.put(setting.key(), text(setting));
    return record;
  }

  /**
   * @return a builder that starts with these choices
   */
  public Builder change() {
    final Builder builder = new Builder();
    builder.chosen.putAll(chosen);
    return builder;
  }

  /** The deepest layer that represents content or style, and that the network must have. */
  public Vgg19Layer deepestLayer() {
    return Stream.of(Settings.CONTENT_LAYERS, Settings.STYLE_LAYERS)
        .flatMap(setting -> get(setting).byLayer().keySet().stream())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  // Only Builder.set puts values in, each under a setting of its type.
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
        "All weights are zero, so there is nothing to do; give content or style a weight.");
  }

  private boolean weighs(final Setting<Double> weight, final Setting<LayerWeights> layers) {
    return get(weight) > 0 && get(layers).byLayer().values().stream().anyMatch(w -> w > 0);
  }

  /** Collects choices; each is checked when it is made, and all together by {@link #build}. */
  public static final class Builder {

    private final Map<Setting<?>, Object> chosen = new LinkedHashMap<>();

    private Builder() {}

    /**
     * @param setting a setting
     * @param value for it
     * @param <T> its type
     * @return this builder
     * @throws StyleTransferException if the value is not allowed
     */
    public <T> Builder set(final Setting<T> setting, final T value) {
      chosen.put(setting, setting.parse(setting.format(value)));
      return this;
    }

    /**
     * @param name of a setting, with or without hyphens
     * @param text its value as a user writes it
     * @return this builder
     * @throws StyleTransferException if there is no such setting or the value is not allowed
     */
    public Builder parse(final String name, final String text) {
      final Setting<?> setting =
          Settings.named(name)
              .orElseThrow(() -> new StyleTransferException("There is no setting '" + name + "'."));
      chosen.put(setting, setting.parse(text));
      return this;
    }

    /**
     * @return the settings
     * @throws StyleTransferException if the choices contradict each other
     */
    public TransferSettings build() {
      return new TransferSettings(chosen);
    }
  }
}
