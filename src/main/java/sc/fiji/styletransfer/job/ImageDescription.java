package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.Locale;
import sc.fiji.styletransfer.image.ResultPlan;
import sc.fiji.styletransfer.settings.Settings;

/** Says in words what a run would stylise and what it would return. */
public final class ImageDescription {

  private static final int RGB_BYTES = 3;

  private ImageDescription() {}

  /**
   * Describes an image.
   *
   * @param image any image
   * @return title, type and size
   */
  public static String of(final ImagePlus image) {
    final int planes = image.getNSlices() * image.getNFrames();
    return "%s (%s%s, %s × %s%s)"
        .formatted(
            image.getTitle(),
            image.getBitDepth() == 24 ? "RGB" : image.getBitDepth() + "-bit",
            image.getNChannels() == 1 ? "" : ", " + image.getNChannels() + " channels",
            image.getWidth(),
            image.getHeight(),
            planes == 1 ? "" : ", " + planes + " planes");
  }

  /**
   * Describes what a selection does.
   *
   * @param image the content
   * @return a sentence, or an empty text if there is no selection
   */
  public static String selection(final ImagePlus image) {
    final Roi selection = image.getRoi();
    if (selection == null) return "";
    if (!selection.isArea())
      return "A %s selection has no inside: the whole image is stylised."
          .formatted(selection.getTypeAsString().toLowerCase(Locale.ROOT));
    return "Only the inside of the selection (%s × %s) is stylised."
        .formatted(selection.getBounds().width, selection.getBounds().height);
  }

  /**
   * Describes the result.
   *
   * @param texts settings of the run
   * @param content image to stylise
   * @return type, size and planes of the result
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed
   */
  public static String result(final SettingTexts texts, final ImagePlus content) {
    final ResultPlan plan = ResultPlan.of(ImageSettings.read(texts), content);
    final int side = texts.transferSettings().get(Settings.SIZE);
    final double longSide = Math.max(content.getWidth(), content.getHeight());
    final double scale = side == 0 ? 1 : side / longSide;
    final boolean rgb = plan.bytesPerPixel() == RGB_BYTES;
    final int channels = rgb ? 1 : content.getNChannels();
    final int planes = plan.planes() / channels;
    return "The result is %s%s, %s × %s pixels%s."
        .formatted(
            rgb ? "RGB" : 8 * plan.bytesPerPixel() + "-bit",
            channels == 1 ? "" : " with " + channels + " channels",
            Math.round(scale * content.getWidth()),
            Math.round(scale * content.getHeight()),
            planes == 1 ? "" : ", " + planes + " planes");
  }
}
