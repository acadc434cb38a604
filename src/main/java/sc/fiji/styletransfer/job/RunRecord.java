package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.image.InfoRecord;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.transfer.StyleTransfer;

/**
 * How an image was made, kept in its Info property as lines {@code StyleTransfer.key: value}: every
 * setting, what the network was, versions, and the loss in the end.
 */
public final class RunRecord {

  private static final String PREFIX = "StyleTransfer.";

  /** Key of the network's fingerprint. */
  static final String NETWORK_SHA256 = "networksha256";

  private static final Pattern LINE = Pattern.compile("(?m)^StyleTransfer\\.(\\w+): (.*)$");

  private final Map<String, String> entries = new LinkedHashMap<>();

  /**
   * @param words of the user; every setting is recorded, said or not
   */
  RunRecord(final SettingTexts words) {
    words.record().forEach(this::put);
  }

  /** Adds the titles of the images. */
  RunRecord images(final ImagePlus content, final List<ImagePlus> styles) {
    put("contenttitle", content.getTitle());
    put("styletitle", styles.stream().map(ImagePlus::getTitle).collect(Collectors.joining(", ")));
    return this;
  }

  /** Adds what identifies the network. */
  RunRecord network(final NetworkIdentity network) {
    put("networkname", network.name());
    put(NETWORK_SHA256, network.fingerprint());
    return this;
  }

  /**
   * Adds what the layers of a network other than Oxford's were weighed by, see {@link
   * StyleTransfer#responseScale}; nothing if it was not needed.
   */
  RunRecord responseScale(final Map<Vgg19Layer, Double> ratios) {
    if (!ratios.isEmpty())
      put(
          "responsescale",
          ratios.entrySet().stream()
              .map(ratio -> ratio.getKey() + ":" + number(ratio.getValue()))
              .collect(Collectors.joining(",")));
    return this;
  }

  /**
   * Adds the versions of plugin and engine, and the device that computed, whatever was asked for.
   */
  RunRecord engine(final String device) {
    final Optional<String> version =
        Optional.ofNullable(RunRecord.class.getPackage().getImplementationVersion());
    put("pluginversion", version.orElse("not packaged"));
    put("engineversion", TensorEngine.start().version());
    put("deviceused", device);
    return this;
  }

  /** Adds how the run of each plane ended. */
  RunRecord results(final List<PlaneResult> results) {
    put("evaluations", join(results, result -> String.valueOf(result.evaluations())));
    put("loss", join(results, result -> number(result.loss().total())));
    put("contentloss", join(results, result -> number(result.loss().content())));
    put("styleloss", join(results, result -> number(result.loss().style())));
    put("contentfactor", join(results, result -> number(result.contentFactor())));
    put("stopped", String.valueOf(results.stream().anyMatch(PlaneResult::stopped)));
    return this;
  }

  /** Writes the record into an image, in place of an older one. */
  void write(final ImagePlus image) {
    final String info = image.getInfoProperty();
    if (info != null) image.setProperty("Info", LINE.matcher(info).replaceAll("").stripTrailing());
    InfoRecord.append(image, entries);
  }

  /**
   * @param image made by this plugin
   * @return the settings of its run, from which the run can be repeated; empty if there are none
   */
  public static SettingTexts settings(final ImagePlus image) {
    final Map<String, String> words = read(image);
    words.keySet().removeIf(key -> !Settings.isKnown(key) && !ImageSettings.isKnown(key));
    return new SettingTexts(words);
  }

  /**
   * @param image made by this plugin
   * @return every entry of its record, by key
   */
  public static Map<String, String> read(final ImagePlus image) {
    return read(String.valueOf(image.getInfoProperty()));
  }

  /** Every entry of a record, by key, from the text kept with an image. */
  public static Map<String, String> read(final String info) {
    final Map<String, String> record = new LinkedHashMap<>();
    final Matcher line = LINE.matcher(info);
    while (line.find()) record.put(line.group(1), line.group(2));
    return record;
  }

  private void put(final String key, final String value) {
    entries.put(PREFIX + key, value);
  }

  private static String join(
      final List<PlaneResult> results, final Function<PlaneResult, String> value) {
    return results.stream().map(value).collect(Collectors.joining(" "));
  }

  private static String number(final double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
