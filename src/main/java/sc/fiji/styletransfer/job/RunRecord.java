package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.image.InfoRecord;
import sc.fiji.styletransfer.image.write.FlatImageText;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.transfer.StyleTransfer;

/**
 * The record of a run in the Info property of its result. Each line is {@code StyleTransfer.key:
 * value}. The record states every setting, the network, the versions and the final loss.
 */
public final class RunRecord {

  /** Key of the title of the content image. */
  public static final String CONTENT_TITLE = "contenttitle";

  /** Key of the titles of the style images. */
  public static final String STYLE_TITLE = "styletitle";

  /** Key of the last loss; a stack has one for each plane. */
  public static final String LOSS = "loss";

  /** Key of the network's fingerprint. */
  static final String NETWORK_SHA256 = "networksha256";

  private static final String PREFIX = FlatImageText.RECORD_PREFIX;

  private static final Pattern LINE = Pattern.compile("(?m)^StyleTransfer\\.(\\w+): (.*)$");

  private final Map<String, String> entries = new LinkedHashMap<>();

  /**
   * @param settings settings of the run; the record also states the defaults
   */
  RunRecord(final SettingTexts settings) {
    settings.record().forEach(this::put);
  }

  /** Adds the titles of the images. */
  RunRecord images(final ImagePlus content, final List<ImagePlus> styles) {
    put(CONTENT_TITLE, content.getTitle());
    put(STYLE_TITLE, styles.stream().map(ImagePlus::getTitle).collect(Collectors.joining(", ")));
    return this;
  }

  /** Adds name, fingerprint and origin of the network. */
  RunRecord network(final NetworkIdentity network) {
    put("networkname", network.name());
    put(NETWORK_SHA256, network.fingerprint());
    network.source().ifPresent(source -> put("networksource", source));
    return this;
  }

  /** Adds the fingerprints of the files that the settings name. */
  RunRecord fingerprints(final Map<String, String> fingerprints) {
    fingerprints.forEach(this::put);
    return this;
  }

  /**
   * Adds the factors of the layer weights for a network other than Oxford's, see {@link
   * StyleTransfer#responseScale}; adds nothing for Oxford's.
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
   * Adds the versions of plugin and engine, the device that computed the result, and whether the
   * device rounded the factors of convolutions to TF32.
   */
  RunRecord engine(final String device, final boolean tf32) {
    final Optional<String> version =
        Optional.ofNullable(RunRecord.class.getPackage().getImplementationVersion());
    put("pluginversion", version.orElse("not packaged"));
    put("engineversion", TensorEngine.start().version());
    put("deviceused", device);
    if (tf32) put("tf32", "convolutions");
    return this;
  }

  /** Adds evaluations and losses of each plane. */
  RunRecord results(final List<PlaneResult> results) {
    put("evaluations", join(results, result -> String.valueOf(result.evaluations())));
    put(LOSS, join(results, result -> number(result.loss().total())));
    put("contentloss", join(results, result -> number(result.loss().content())));
    put("styleloss", join(results, result -> number(result.loss().style())));
    put("contentfactor", join(results, result -> number(result.contentFactor())));
    put("stopped", String.valueOf(results.stream().anyMatch(PlaneResult::stopped)));
    return this;
  }

  /** Writes the record to the Info property of an image and removes an older record. */
  void write(final ImagePlus image) {
    final String info = image.getInfoProperty();
    if (info != null) image.setProperty("Info", LINE.matcher(info).replaceAll("").stripTrailing());
    InfoRecord.append(image, entries);
  }

  /**
   * Adds entries to the record of an image.
   *
   * @param image result of a run
   * @param more values by key
   */
  public static void append(final ImagePlus image, final Map<String, String> more) {
    final Map<String, String> lines = new TreeMap<>();
    more.forEach((key, value) -> lines.put(PREFIX + key, value));
    InfoRecord.append(image, lines);
  }

  /**
   * Reads the settings of a run, with which the run can be repeated.
   *
   * @param image result of a run
   * @return the settings; empty if the image has no record
   */
  public static SettingTexts settings(final ImagePlus image) {
    final Map<String, String> texts = read(image);
    texts.keySet().removeIf(key -> !Settings.isKnown(key) && !ImageSettings.isKnown(key));
    return new SettingTexts(texts);
  }

  /**
   * Reads the record of an image.
   *
   * @param image result of a run
   * @return values by key; empty if the image has no record
   */
  public static Map<String, String> read(final ImagePlus image) {
    return read(String.valueOf(image.getInfoProperty()));
  }

  /**
   * Reads a record from the text of an image.
   *
   * @param info text of the Info property
   * @return values by key; empty if the text has no record
   */
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
