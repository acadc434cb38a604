package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.FloatProcessor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.weights.Checksum;

/**
 * Fingerprints (SHA-256) of what settings name: the start picture and the label images. The record
 * of a run has them, because a file can change without its name.
 */
final class SettingFingerprints {

  /** End of the keys; the rest is the key of the setting without hyphens. */
  static final String SHA256 = "sha256";

  private static final String ALGORITHM = "SHA-256";

  private SettingFingerprints() {}

  /**
   * Computes the fingerprints.
   *
   * @param texts settings of a run
   * @return fingerprints by key; none for settings that name nothing
   * @throws sc.fiji.styletransfer.StyleTransferException if a file cannot be read
   */
  static Map<String, String> of(final SettingTexts texts) {
    final Map<String, String> fingerprints = new LinkedHashMap<>();
    final StartPicture start = texts.transferSettings().get(Settings.INIT);
    if (start.isFile()) fingerprints.put(key(Settings.INIT.key()), ofFile(start.file()));
    final RegionPairing regions = RegionPairing.of(texts);
    put(fingerprints, ImageSettings.CONTENT_LABELS.key(), regions.contentSources());
    put(fingerprints, ImageSettings.STYLE_LABELS.key(), regions.styleSources());
    return fingerprints;
  }

  /** Returns the key of the fingerprint of what a setting names. */
  static String key(final String setting) {
    return setting.replace("-", "") + SHA256;
  }

  private static void put(
      final Map<String, String> fingerprints, final String setting, final List<String> sources) {
    if (sources.stream().anyMatch(RegionPairing::isNamed))
      fingerprints.put(
          key(setting),
          sources.stream().map(SettingFingerprints::of).collect(Collectors.joining(",")));
  }

  private static String of(final String source) {
    if (source.equalsIgnoreCase(RegionPairing.MANAGER)) return ofRois(RegionPairing.managed());
    if (!RegionPairing.isNamed(source)) return source;
    final ImagePlus open = WindowManager.getImage(source);
    if (open != null) return ofPixels(open);
    // A label image that is missing is reported when it is opened.
    return RegionPairing.file(source).map(SettingFingerprints::ofFile).orElse(source);
  }

  private static String ofFile(final Path file) {
    return Checksum.of(ALGORITHM, file).hex();
  }

  private static String ofRois(final List<Roi> rois) {
    final MessageDigest digest = digest();
    for (final Roi roi : rois) digest.update(RoiEncoder.saveAsByteArray(roi));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String ofPixels(final ImagePlus image) {
    final FloatProcessor plane = image.getProcessor().convertToFloatProcessor();
    final float[] values = (float[]) plane.getPixels();
    final ByteBuffer row = ByteBuffer.allocate(plane.getWidth() * Float.BYTES);
    final MessageDigest digest = digest();
    for (int begin = 0; begin < values.length; begin += plane.getWidth()) {
      row.clear().asFloatBuffer().put(values, begin, plane.getWidth());
      digest.update(row);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance(ALGORITHM);
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform provides SHA-256.", e);
    }
  }
}
