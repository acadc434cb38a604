package sc.fiji.styletransfer.job;

import java.util.List;
import sc.fiji.styletransfer.image.ImageOptions;
import sc.fiji.styletransfer.image.ResultKind;
import sc.fiji.styletransfer.image.SliceScope;
import sc.fiji.styletransfer.settings.Domain;
import sc.fiji.styletransfer.settings.Setting;

/** The settings of how an ImageJ image becomes pictures and the pictures an image again. */
public final class ImageSettings {

  /** What the planes of the result are. */
  public static final Setting<ResultKind> RESULT =
      new Setting<>(
          "result",
          "Result",
          ResultKind.AUTOMATIC,
          Domain.choice(ResultKind.class),
          "Grey values at the image's own-depth, or RGB as-displayed; automatic decides by how the"
              + " image is shown.");

  /** Which planes are stylised. */
  public static final Setting<SliceScope> SLICES =
      new Setting<>(
          "slices",
          "Slices",
          SliceScope.all(),
          new Domain<>("all, current, 3-7, z3-7 or t2-4", List.of(), SliceScope::parse),
          "Which planes of a stack are stylised; the result holds no others.");

  /** Whether a plane starts from the one before. */
  public static final Setting<Boolean> NEIGHBOUR =
      new Setting<>(
          "neighbour",
          "Start from neighbour",
          false,
          Domain.truth(),
          "Starts each plane from the stylised plane before it, so that neighbours agree.");

  /** Regions of the content. */
  public static final Setting<String> CONTENT_LABELS =
      new Setting<>(
          "content-labels",
          "Content labels",
          RegionPairing.NONE,
          Domain.text("none, overlay, manager, or a label image"),
          "Regions of the content: its overlay, the ROI Manager's list, or a label image, open or a"
              + " file.");

  /** Regions of the styles. */
  public static final Setting<String> STYLE_LABELS =
      new Setting<>(
          "style-labels",
          "Style labels",
          RegionPairing.NONE,
          Domain.text("none, overlay, manager, or label images joined by commas"),
          "Regions of the style; one of the content takes the one of its name or label. none: the"
              + " n-th takes all of the n-th style.");

  private ImageSettings() {}

  /**
   * @return every one, in the order in which they are shown
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
   * @param words of the user
   * @return what they say about images
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed
   */
  public static ImageOptions read(final SettingTexts words) {
    return new ImageOptions(words.get(RESULT), words.get(SLICES), words.get(NEIGHBOUR));
  }
}
