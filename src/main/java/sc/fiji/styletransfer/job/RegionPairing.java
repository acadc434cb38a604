package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.RegionPlane;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.region.LabelGuides;

/**
 * Assigns regions of the styles to regions of the content. The regions come from overlays, from the
 * ROI Manager or from label images, none of which is changed.
 *
 * @param content source of the content's regions
 * @param styles sources of the styles' regions: one for all styles, or a {@link TextList} with one
 *     for each
 */
record RegionPairing(String content, String styles) {

  /** No regions. */
  static final String NONE = "none";

  /** The overlay of the image. */
  static final String OVERLAY = "overlay";

  /** The list of the ROI Manager. */
  static final String MANAGER = "manager";

  private static final Logger LOG = LoggerFactory.getLogger(RegionPairing.class);

  static RegionPairing of(final SettingTexts settings) {
    return new RegionPairing(
        settings.get(ImageSettings.CONTENT_LABELS), settings.get(ImageSettings.STYLE_LABELS));
  }

  /**
   * Reads the regions of the images.
   *
   * @param image the content
   * @param pictures the styles
   * @return a guide for each region of the content; none if there are no regions
   * @throws StyleTransferException if regions are missing or do not match
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
        "The style has regions and the content has none; name the content's regions with"
            + " content-labels.");
  }

  private List<Img<FloatType>> planes(final List<ImagePlus> pictures, final RegionLabels numbers) {
    final List<String> sources = styleSources();
    if (sources.size() > 1 && sources.size() != pictures.size())
      throw new StyleTransferException(
          String.format(
              Locale.ROOT,
              "style-labels names %d label images for %d styles; name one for each style, and write"
                  + " a backslash before a comma that is part of a name.",
              sources.size(),
              pictures.size()));
    final List<Img<FloatType>> planes = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++)
      planes.add(
          plane(sources.get(Math.min(i, sources.size() - 1)), pictures.get(i), numbers::number));
    return planes;
  }

  /** Returns every source that may be a label image. */
  List<String> sources() {
    return Stream.concat(contentSources().stream(), styleSources().stream())
        .filter(source -> isNamed(source) && !source.equalsIgnoreCase(MANAGER))
        .toList();
  }

  /** Returns whether a source is more than nothing or the overlay of the image itself. */
  static boolean isNamed(final String source) {
    return !source.equalsIgnoreCase(NONE) && !source.equalsIgnoreCase(OVERLAY);
  }

  /** Returns the source of the content's regions as a list of one element. */
  List<String> contentSources() {
    return List.of(content);
  }

  /**
   * Returns the sources of the styles' regions. A text that names an image as a whole is no list,
   * whatever commas it has.
   */
  List<String> styleSources() {
    if (isImage(styles)) return List.of(styles);
    return TextList.split(styles).stream()
        .map(source -> isImage(source) ? source : source.strip())
        .toList();
  }

  private static boolean isImage(final String source) {
    return WindowManager.getImage(source) != null || file(source).isPresent();
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

  static List<Roi> managed() {
    final RoiManager manager = RoiManager.getInstance2();
    return manager == null ? List.of() : List.of(manager.getRoisAsArray());
  }

  /** An open image takes precedence over a file. */
  private static ImagePlus labels(final String source) {
    final ImagePlus open = WindowManager.getImage(source);
    if (open != null) return open;
    return new ImageFileReader()
        .open(
            file(source)
                .orElseThrow(
                    () ->
                        new StyleTransferException(
                            "No open image and no file is named '%s'; check the name of the label"
                                    .formatted(source)
                                + " image, or choose overlay, manager or none.")));
  }

  static Optional<Path> file(final String source) {
    try {
      return Optional.of(Path.of(source)).filter(Files::exists);
    } catch (final InvalidPathException e) {
      LOG.debug("'{}' is no file name", source, e);
      return Optional.empty();
    }
  }
}
