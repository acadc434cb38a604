package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * Paints a part of an image at the size that the part will have in the result, with at most 80
 * iterations: the inside of the selection, or the middle of the image. Of a large style only
 * patches are evaluated, at the size that they will have in the run.
 */
public final class Preview {

  /** Longest side of the part, in pixels of the result. */
  static final int SIDE = 512;

  /** Most iterations at the last scale; the user sees the picture long before. */
  private static final int ITERATIONS = 80;

  /** Smallest side of the part, in pixels of the result. */
  private static final int SMALLEST = 64;

  /** Patches of a large style have this fraction of the longest side of the part. */
  private static final int PATCHES_IN_SIDE = 2;

  /** Patches in a row, and in a column. */
  private static final int PATCHES = 3;

  private static final int SMALLEST_PATCH = 24;

  /** Settings that concern the whole image or the whole run. */
  private static final List<Setting<?>> LEFT_OUT =
      List.of(
          Settings.STYLE_SHARES,
          Settings.CHECKPOINT,
          Settings.TIME_BUDGET,
          Settings.CHANGES,
          ImageSettings.SLICES,
          ImageSettings.CONTENT_LABELS,
          ImageSettings.STYLE_LABELS);

  private final int longest;
  private final ImagePlus content;
  private final ImagePlus style;
  private final SettingTexts texts;
  private final TransferSettings settings;

  /**
   * Checks the inputs.
   *
   * @param content image to stylise
   * @param texts settings and the style, as for a run; the network is installed
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed or the style
   *     cannot be opened
   */
  public Preview(final ImagePlus content, final SettingTexts texts) {
    this(content, texts, SIDE);
  }

  /**
   * A preview of another size, which tests compare with runs that take minutes.
   *
   * @param longest longest side of the part, in pixels of the result
   */
  Preview(final ImagePlus content, final SettingTexts texts, final int longest) {
    this.longest = longest;
    this.content = content;
    this.texts = texts;
    settings = texts.transferSettings();
    style =
        StyleSource.style(
            texts, texts.get(InputKeys.STYLE_IMAGE).map(OpenImages::named).orElse(null));
  }

  /**
   * Paints the part.
   *
   * @param observer receives every evaluation and may stop the preview
   * @return the stylised part
   * @throws sc.fiji.styletransfer.StyleTransferException if network or device are not available
   */
  public ImagePlus paint(final TransferObserver observer) {
    final Rectangle part = part();
    final List<ImagePlus> styles = new ArrayList<>();
    final double styleScale = styles(part, styles);
    final ImagePlus crop = new ImagePlus("preview", crop(plane(content), part));
    try (ImageTransfer transfer = new ImageTransfer(settings(part, styleScale))) {
      return transfer.run(crop, styles, observer);
    }
  }

  /** Returns the size of a pixel of the content in pixels of the result. */
  private double scale() {
    final int side = settings.get(Settings.SIZE);
    return side == 0 ? 1 : (double) side / Math.max(content.getWidth(), content.getHeight());
  }

  /** Returns the part of the content. */
  Rectangle part() {
    final Rectangle all = new Rectangle(content.getWidth(), content.getHeight());
    final Roi selection = content.getRoi();
    final Rectangle wanted =
        selection != null && selection.isArea() ? selection.getBounds().intersection(all) : all;
    final int width = side(wanted.width, all.width);
    final int height = side(wanted.height, all.height);
    final int x = (int) Math.round(wanted.getCenterX() - width / 2.0);
    final int y = (int) Math.round(wanted.getCenterY() - height / 2.0);
    return new Rectangle(
        Math.max(0, Math.min(x, all.width - width)),
        Math.max(0, Math.min(y, all.height - height)),
        width,
        height);
  }

  private int side(final int wanted, final int all) {
    final double most = longest / scale();
    final double least = SMALLEST / scale();
    return (int) Math.round(Math.min(all, Math.max(least, Math.min(most, wanted))));
  }

  /** Adds the style or patches of it to a list, and returns their scale beside the part. */
  private double styles(final Rectangle part, final List<ImagePlus> styles) {
    final double partArea = scale() * scale() * part.width * part.height;
    final double fullArea = scale() * scale() * content.getWidth() * content.getHeight();
    final ImageProcessor pixels = plane(style);
    final double given = settings.get(Settings.STYLE_SCALE);
    final double enlarged =
        given * Math.sqrt(fullArea / ((double) pixels.getWidth() * pixels.getHeight()));
    final double side = (double) longest / PATCHES_IN_SIDE;
    final int patch = (int) Math.round(Math.max(SMALLEST_PATCH, side / enlarged));
    final int shortSide = Math.min(pixels.getWidth(), pixels.getHeight());
    if (patch * PATCHES >= shortSide) {
      styles.add(style);
      return given * Math.sqrt(fullArea / partArea);
    }
    for (int i = 0; i < PATCHES * PATCHES; i++) {
      final int x = i % PATCHES * (pixels.getWidth() - patch) / (PATCHES - 1);
      final int y = i / PATCHES * (pixels.getHeight() - patch) / (PATCHES - 1);
      styles.add(new ImagePlus("patch", crop(pixels, new Rectangle(x, y, patch, patch))));
    }
    return patch * enlarged / Math.sqrt(partArea);
  }

  private SettingTexts settings(final Rectangle part, final double styleScale) {
    final long side = Math.round(scale() * Math.max(part.width, part.height));
    final SettingTexts whole =
        texts
            .with(Settings.SIZE.key(), String.valueOf(side))
            .with(
                Settings.STYLE_SCALE.key(),
                String.valueOf(Math.max(0.05, Math.min(20, styleScale))))
            .with(
                Settings.ITERATIONS.key(),
                String.valueOf(Math.min(ITERATIONS, settings.get(Settings.ITERATIONS))));
    SettingTexts plain =
        settings.get(Settings.INIT).isFile()
            ? whole.with(Settings.INIT.key(), StartPicture.CONTENT.toString())
            : whole;
    for (final Setting<?> setting : LEFT_OUT) plain = plain.with(setting.key(), fallback(setting));
    return plain;
  }

  private static <T> String fallback(final Setting<T> setting) {
    return setting.format(setting.fallback());
  }

  /** Returns the plane in front; channels that are displayed together become RGB. */
  private static ImageProcessor plane(final ImagePlus image) {
    return image.isComposite() ? new ColorProcessor(image.getImage()) : image.getProcessor();
  }

  private static ImageProcessor crop(final ImageProcessor pixels, final Rectangle part) {
    final Rectangle before = pixels.getRoi();
    pixels.setRoi(part);
    final ImageProcessor crop = pixels.crop();
    pixels.setRoi(before);
    if (!(crop instanceof ColorProcessor)) crop.setMinAndMax(pixels.getMin(), pixels.getMax());
    return crop;
  }

  /**
   * Opens the style of a request.
   *
   * @param texts inputs of {@link InputKeys}
   * @return the style, or nothing if it is missing
   * @throws sc.fiji.styletransfer.StyleTransferException if the file cannot be opened
   */
  public static Optional<ImagePlus> style(final SettingTexts texts) {
    final Optional<ImagePlus> open = texts.get(InputKeys.STYLE_IMAGE).flatMap(OpenImages::find);
    final boolean known = open.isPresent() || texts.get(InputKeys.STYLE_FILE).isPresent();
    return known ? Optional.of(StyleSource.style(texts, open.orElse(null))) : Optional.empty();
  }
}
