package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.RegionPlane;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.region.LabelGuides;

/**
 * Which region of a content takes which style, as the user said it: by overlays, the ROI Manager or
 * label images. Neither is changed.
 *
 * @param content where the content's regions are
 * @param styles where the styles' regions are, for all of them or one for each
 */
record RegionPairing(String content, String styles) {

  /** Where there are no regions. */
  static final String NONE = "none";

  /** The overlay of the image itself. */
  static final String OVERLAY = "overlay";

  /** The list of the ROI Manager. */
  static final String MANAGER = "manager";

  private static final String SEPARATOR = ",";

  static RegionPairing of(final SettingTexts words) {
    return new RegionPairing(
        words.get(ImageSettings.CONTENT_LABELS), words.get(ImageSettings.STYLE_LABELS));
  }

  /**
   * @param image the content
   * @param pictures the styles
   * @return a guide for each region of the content; none if there are no regions
   * @throws StyleTransferException if regions are missing or do not fit
   */
  List<Guide> guides(final ImagePlus image, final List<ImagePlus> pictures) {
    if (content.equalsIgnoreCase(NONE)) return withoutContent();
    final RegionLabels numbers = new RegionLabels();
    if (styles.equalsIgnoreCase(NONE))
      return LabelGuides.of(
          plane(content, image, (name, position) -> position), List.of(), numbers::name);
    return LabelGuides.of(
        plane(content, image, numbers::number), planes(pictures, numbers), numbers::name);
  }

  private List<Guide> withoutContent() {
    if (styles.equalsIgnoreCase(NONE)) return List.of();
    throw new StyleTransferException(
        "The style has regions and the content has none; say where they are with content-labels.");
  }

  private List<Img<FloatType>> planes(final List<ImagePlus> pictures, final RegionLabels numbers) {
    final List<String> sources = Arrays.stream(styles.split(SEPARATOR)).map(String::trim).toList();
    if (sources.size() > 1 && sources.size() != pictures.size())
      throw new StyleTransferException(
          "There are %d label images for %d styles; name one for each."
              .formatted(sources.size(), pictures.size()));
    final List<Img<FloatType>> planes = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++)
      planes.add(
          plane(sources.get(Math.min(i, sources.size() - 1)), pictures.get(i), numbers::number));
    return planes;
  }

  private static Img<FloatType> plane(
      final String source, final ImagePlus image, final RegionPlane.Numbering numbering) {
    if (source.equalsIgnoreCase(OVERLAY))
      return RegionPlane.ofRois(overlay(image), numbering, image);
    if (source.equalsIgnoreCase(MANAGER)) return RegionPlane.ofRois(managed(), numbering, image);
    return RegionPlane.ofLabels(labels(source), image);
  }

  private static List<Roi> overlay(final ImagePlus image) {
    return image.getOverlay() == null ? List.of() : List.of(image.getOverlay().toArray());
  }

  private static List<Roi> managed() {
    final RoiManager manager = RoiManager.getInstance2();
    return manager == null ? List.of() : List.of(manager.getRoisAsArray());
  }

  /** An image that is open, or else a file. */
  private static ImagePlus labels(final String source) {
    final ImagePlus open = WindowManager.getImage(source);
    if (open != null) return open;
    try {
      final Path file = Path.of(source);
      if (Files.exists(file)) return new ImageFileReader().open(file);
    } catch (final InvalidPathException e) {
      throw noLabels(source, e);
    }
    throw noLabels(source, null);
  }

  private static StyleTransferException noLabels(final String source, final Exception cause) {
    return new StyleTransferException(
        "There is no label image '%s', open or as a file; check its name, or write overlay, manager or none."
            .formatted(source),
        cause);
  }
}
