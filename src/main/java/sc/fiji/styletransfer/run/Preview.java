package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * Paints a part of an image at the size that the part will have in the result: the inside of the
 * selection, or the middle of the image. A run decides at its coarse scales which colours of the
 * style a place gets, and what it decides depends on the whole image. The preview therefore paints
 * the whole image at a small size first, and goes on in smaller and smaller windows (see {@link
 * PreviewStep}). Of a large style only {@link StylePatches} are evaluated, at the size that they
 * will have in the run.
 */
public final class Preview {

  /** Longest side of the part, in pixels of the result. */
  static final int SIDE = 512;

  /** Smallest side of the part, in pixels of the result. */
  private static final int SMALLEST = 64;

  /** Least number of pixels along the longest side of the first scale. */
  private static final int COARSEST = 128;

  /** Width of what is painted around the part, where edges show, in pixels of the result. */
  private static final int MARGIN = 16;

  private final int longest;
  private final ImagePlus content;
  private final ImagePlus style;
  private final PreviewSettings plain;
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
    settings = texts.transferSettings();
    plain = new PreviewSettings(texts);
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
    final List<PreviewStep> steps = steps();
    final PreviewStep last = steps.get(steps.size() - 1);
    final ColorProcessor sharp = content(last).convertToColorProcessor();
    final PreviewProgress progress =
        new PreviewProgress(
            observer, steps.stream().mapToDouble(step -> plain.work(step, last)).sum());
    Optional<StepPicture> before = Optional.empty();
    for (int i = 0; i < steps.size(); i++) {
      final PreviewStep step = steps.get(i);
      final int later =
          steps.stream().skip(i + 1).mapToInt(further -> plain.iterations(further, last)).sum();
      final ImagePlus content = new ImagePlus("preview", content(step));
      final TransferObserver watch =
          progress.next(
              plain.work(step, last), later, picture -> seen(step, last, content, sharp, picture));
      final ImagePlus painted = paint(step, last, content, before, watch);
      if (step == last) return withoutMargin(painted, last);
      before = Optional.of(picture(step, content, rgb(painted)));
      if (observer.isCancelled())
        return withoutMargin(new ImagePlus("preview", before.get().enlarged(last, sharp)), last);
    }
    throw new IllegalStateException("a preview without steps");
  }

  private List<PreviewStep> steps() {
    final int side = 2 * Math.max(COARSEST, settings.get(Settings.COARSEST));
    return PreviewStep.of(withMargin(part()), all(), scale(), side);
  }

  /** Returns the part and what surrounds it. */
  private Rectangle withMargin(final Rectangle part) {
    final Rectangle larger = new Rectangle(part);
    final int margin = (int) Math.round(MARGIN / scale());
    larger.grow(margin, margin);
    return larger.intersection(all());
  }

  private ImagePlus withoutMargin(final ImagePlus painted, final PreviewStep step) {
    painted.setProcessor(withoutMargin(painted.getProcessor(), step));
    return painted;
  }

  /** Returns the part of a picture of a window that contains the part. */
  private ImageProcessor withoutMargin(final ImageProcessor painted, final PreviewStep step) {
    final Rectangle part = part();
    return part.equals(step.window())
        ? painted
        : StylePatches.crop(painted, step.pixelsOf(part, painted.getWidth()));
  }

  private Rectangle all() {
    return new Rectangle(content.getWidth(), content.getHeight());
  }

  private ImagePlus paint(
      final PreviewStep step,
      final PreviewStep last,
      final ImagePlus crop,
      final Optional<StepPicture> before,
      final TransferObserver observer) {
    final StylePatches patches =
        new StylePatches(plane(style), settings, new PreviewStep(all(), step.scale()));
    if (before.isEmpty()) {
      final StylePatches.Choice whole = patches.whole(step);
      try (ImageTransfer transfer = new ImageTransfer(plain.of(step, last, whole.scale()))) {
        return transfer.run(crop, whole.styles(), observer);
      }
    }
    final StylePatches.Choice choice = patches.parts(before.get(), step);
    final SettingTexts oneScale =
        plain.of(step, last, choice.scale()).with(Settings.COARSEST.key(), "0");
    try (ImageTransfer transfer = new ImageTransfer(oneScale)) {
      final ColorProcessor start = before.get().enlarged(step, rgb(crop));
      final ImageTransfer.Beginning beginning =
          new ImageTransfer.Beginning(
              Optional.of(RgbPicture.of(start)),
              patches.surroundings(before.get(), step, choice, step == last));
      return transfer.runFrom(beginning, crop, choice.styles(), observer);
    }
  }

  /** Returns what a picture of a step shows of the part, at the size of the part. */
  private ColorProcessor seen(
      final PreviewStep step,
      final PreviewStep last,
      final ImagePlus crop,
      final ColorProcessor sharp,
      final ColorProcessor picture) {
    final ColorProcessor there =
        step == last ? picture : picture(step, crop, picture).enlarged(last, sharp);
    return (ColorProcessor) withoutMargin(there, last);
  }

  private StepPicture picture(
      final PreviewStep step, final ImagePlus crop, final ColorProcessor picture) {
    return new StepPicture(
        step,
        plain.start().equals(StartPicture.CONTENT)
            ? Optional.of(
                (ColorProcessor)
                    StylePatches.resized(rgb(crop), picture.getWidth(), picture.getHeight()))
            : Optional.empty(),
        picture);
  }

  /** Returns the window of the content, with no more pixels than the step needs. */
  private ImageProcessor content(final PreviewStep step) {
    final ImageProcessor crop = StylePatches.crop(plane(content), step.window());
    return step.scale() >= 1
        ? crop
        : StylePatches.resized(
            crop,
            (int) Math.round(step.scale() * crop.getWidth()),
            (int) Math.round(step.scale() * crop.getHeight()));
  }

  private static ColorProcessor rgb(final ImagePlus image) {
    return plane(image).convertToColorProcessor();
  }

  /** Returns the size of a pixel of the content in pixels of the result. */
  private double scale() {
    final int side = settings.get(Settings.SIZE);
    return side == 0 ? 1 : (double) side / Math.max(content.getWidth(), content.getHeight());
  }

  /** Returns the part of the content. */
  Rectangle part() {
    final Rectangle all = all();
    final Roi selection = content.getRoi();
    final Rectangle wanted =
        selection != null && selection.isArea() ? selection.getBounds().intersection(all) : all;
    return PreviewStep.centred(
        wanted, all, side(wanted.width, all.width), side(wanted.height, all.height));
  }

  private int side(final int wanted, final int all) {
    final double most = longest / scale();
    final double least = SMALLEST / scale();
    return (int) Math.round(Math.min(all, Math.max(least, Math.min(most, wanted))));
  }

  /** Returns the plane in front; channels that are displayed together become RGB. */
  private static ImageProcessor plane(final ImagePlus image) {
    return image.isComposite() ? new ColorProcessor(image.getImage()) : image.getProcessor();
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
