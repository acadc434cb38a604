package sc.fiji.styletransfer.job;

import java.util.List;
import sc.fiji.styletransfer.image.ImageOptions;
import sc.fiji.styletransfer.image.ResultKind;
import sc.fiji.styletransfer.image.SliceScope;
import sc.fiji.styletransfer.settings.Domain;
import sc.fiji.styletransfer.settings.Setting;

/** Settings that select the planes and regions of an ImageJ image and the type of its result. */
public final class ImageSettings {

  /** Type of the result's planes. */
  public static final Setting<ResultKind> RESULT =
      new Setting<>(
          "result",
          "Result",
          ResultKind.AUTOMATIC,
          Domain.choice(ResultKind.class),
          "Type of the result. own-depth keeps bit depth and channels; as-displayed gives RGB;"
              + " automatic gives RGB for indexed colours only. Usually automatic.");

  /** Planes to stylise. */
  public static final Setting<SliceScope> SLICES =
      new Setting<>(
          "slices",
          "Slices",
          SliceScope.all(),
          new Domain<>("all, current, 3-7, z3-7 or t2-4", List.of(), SliceScope::parse),
          "Planes of a stack to stylise; the result contains only these. z3-7 selects slices"
              + " and t2-4 selects frames. Usually all.");

  /** Whether each plane starts from the previous result. */
  public static final Setting<Boolean> NEIGHBOUR =
      new Setting<>(
          "neighbour",
          "Start from neighbour",
          false,
          Domain.truth(),
          "Starts each plane from the result of the previous plane, so that neighbouring planes"
              + " look alike. Usually on for time series and stacks.");

  /** Source of the content's regions. */
  public static final Setting<String> CONTENT_LABELS =
      new Setting<>(
          "content-labels",
          "Content labels",
          RegionPairing.NONE,
          Domain.text("none, overlay, manager, or a label image"),
          "Regions of the content, each of which gets a style of its own: the overlay of the"
              + " image, the list of the ROI Manager, or a label image (an open image or a file)."
              + " Usually none.");

  /** Sources of the styles' regions. */
  public static final Setting<String> STYLE_LABELS =
      new Setting<>(
          "style-labels",
          "Style labels",
          RegionPairing.NONE,
          Domain.text("none, overlay, manager, or label images joined by commas"),
          "Regions of the styles. A region of the content gets the style of the region with the"
              + " same name or label. Usually none: region 1 gets the first style, region 2 the"
              + " second, and so on.");

  private ImageSettings() {}

  /**
   * Returns all settings.
   *
   * @return the settings in the order of dialogs and tables
   */
  public static List<Setting<?>> all() {
    return List.of(RESULT, SLICES, NEIGHBOUR, CONTENT_LABELS, STYLE_LABELS);
  }

  /**
   * Returns whether a setting of images has a key.
   *
   * @param key a macro key
   * @return whether {@link #all} contains its setting
   */
  static boolean isKnown(final String key) {
    return all().stream().anyMatch(setting -> setting.key().equals(key));
  }

  /**
   * Reads the options of an image.
   *
   * @param texts settings as text
   * @return the options, with defaults for missing keys
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed
   */
  public static ImageOptions read(final SettingTexts texts) {
    return new ImageOptions(texts.get(RESULT), texts.get(SLICES), texts.get(NEIGHBOUR));
  }
}
