package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.Surroundings;

/**
 * What a step of a preview evaluates of the style: all of it, or patches. A run matches each place
 * of the content to the style as a whole, or to its statistics; a window of it gets a part of the
 * style only. The patches are as large as the window, and those whose colours the previous step has
 * painted in it. Statistics describe how much of the style there is at a place. Where positions are
 * matched, the moments are therefore those of patches of the whole style, changed by the {@link
 * Surroundings}; with other formulas the patches get the {@link PatchContrast}.
 */
final class StylePatches {

  /** Cells of a window in a row, and in a column; each gets a patch. */
  private static final int CELLS = 3;

  /** Patches that represent the whole style in a row, and in a column. */
  private static final int SPREAD = 4;

  /**
   * Powers of the ratio of place and whole that remain from step to step, and in the last step. In
   * a run the logarithm of the ratio at twice the size was .66 to .88 of that before, and .44 to
   * .70 at the last size ({@code benchmark/results.md}). The power of the last step makes the
   * largest error of the Wasserstein distance small, of previews of eight places.
   */
  private static final double REMAINS = 0.8;

  private static final double REMAINS_AT_LAST = 0.74;

  /** Smallest side of a patch in pixels of the style. */
  private static final int SMALLEST = 24;

  /** Side of the pictures in which colours are compared. */
  private static final int SMALL = 16;

  private static final int COLOURS = 3;

  /** Largest value of a colour. */
  static final int BYTE = 255;

  private final ImageProcessor style;
  private final double styleScale;
  private final boolean matches;
  private final PreviewStep whole;

  /**
   * Styles of a step.
   *
   * @param styles the style, or patches of it
   * @param scale {@code style-scale} with which they have the size that they have in the run
   * @param whole the style, or patches of the same size that represent it
   */
  record Choice(List<ImagePlus> styles, double scale, List<ImagePlus> whole) {}

  /**
   * @param style the style, in RGB or grey
   * @param settings settings of the run
   * @param whole the whole content at the scale of the step
   */
  StylePatches(
      final ImageProcessor style, final TransferSettings settings, final PreviewStep whole) {
    this.style = style;
    styleScale = settings.get(Settings.STYLE_SCALE);
    matches = settings.matches();
    this.whole = whole;
  }

  /**
   * Returns the whole style.
   *
   * @param step the step
   */
  Choice whole(final PreviewStep step) {
    final List<ImagePlus> all = List.of(new ImagePlus("style", style));
    return new Choice(all, styleScale * Math.sqrt(whole.pixels() / step.pixels()), all);
  }

  /**
   * Chooses for each of nine cells of a picture the patch with the most similar colours.
   *
   * @param before what the previous step has painted
   * @param step the step
   * @return the patches, some of them more than once; the whole style if patches would cover it
   */
  Choice like(final StepPicture before, final PreviewStep step) {
    final double enlarged = enlarged();
    final int side = (int) Math.round(Math.max(SMALLEST, step.side() / enlarged));
    if (side * CELLS >= Math.min(style.getWidth(), style.getHeight())) return whole(step);
    final ColorProcessor picture = before.seen(step);
    final Optional<PatchContrast> contrast =
        matches
            ? Optional.empty()
            : Optional.of(
                new PatchContrast(
                    style,
                    before,
                    whole.window(),
                    enlarged * before.step().scale() / step.scale()));
    final List<Rectangle> places = places(side);
    final List<double[]> moments = places.stream().map(p -> moments(crop(style, p))).toList();
    final List<ImagePlus> chosen = new ArrayList<>();
    for (int cell = 0; cell < CELLS * CELLS; cell++) {
      final ImageProcessor there = cell(picture, cell % CELLS, cell / CELLS);
      final double[] wanted = moments(there);
      int best = 0;
      for (int i = 1; i < places.size(); i++)
        if (distance(moments.get(i), wanted) < distance(moments.get(best), wanted)) best = i;
      final ImageProcessor patch = crop(style, places.get(best));
      chosen.add(
          new ImagePlus(
              "patch", contrast.isEmpty() ? patch : contrast.get().adapted(patch, there)));
    }
    return new Choice(
        chosen, side * enlarged / Math.sqrt(step.pixels()), matches ? spread(side) : chosen);
  }

  /** Returns how many pixels of the picture a pixel of the style has in the run. */
  private double enlarged() {
    return styleScale * Math.sqrt(whole.pixels() / style.getPixelCount());
  }

  /** Returns patches at equal distances in the whole style. */
  private List<ImagePlus> spread(final int side) {
    final List<ImagePlus> patches = new ArrayList<>();
    for (int i = 0; i < SPREAD * SPREAD; i++)
      patches.add(
          new ImagePlus(
              "patch",
              crop(
                  style,
                  new Rectangle(
                      i % SPREAD * (style.getWidth() - side) / (SPREAD - 1),
                      i / SPREAD * (style.getHeight() - side) / (SPREAD - 1),
                      side,
                      side))));
    return patches;
  }

  /**
   * Returns what the previous step has painted around a step.
   *
   * @param before what the previous step has painted
   * @param step the step
   * @param choice styles of the step
   * @param isLast whether no step follows
   * @return the surroundings; empty if the style formula compares statistics only
   */
  Optional<Surroundings> surroundings(
      final StepPicture before, final PreviewStep step, final Choice choice, final boolean isLast) {
    if (!matches) return Optional.empty();
    final List<Img<FloatType>> described =
        before.step().window().equals(whole.window())
            ? List.of(RgbPicture.of(before.picture()))
            : choice.whole().stream()
                .map(picture -> RgbPicture.of(small(picture, before.step().scale() / step.scale())))
                .toList();
    return Optional.of(
        new Surroundings(
            choice.whole().stream().map(RgbPicture::asDisplayed).toList(),
            RgbPicture.of(before.seen(step)),
            described,
            isLast ? REMAINS_AT_LAST : REMAINS));
  }

  /** Returns a part of the style at the size that it has in a smaller version of the picture. */
  private ColorProcessor small(final ImagePlus picture, final double ratio) {
    final double size = enlarged() * ratio;
    return (ColorProcessor)
        resized(
            picture.getProcessor().convertToColorProcessor(),
            (int) Math.max(1, Math.round(size * picture.getWidth())),
            (int) Math.max(1, Math.round(size * picture.getHeight())));
  }

  private static ImageProcessor cell(
      final ColorProcessor picture, final int column, final int row) {
    final int left = column * picture.getWidth() / CELLS;
    final int top = row * picture.getHeight() / CELLS;
    return crop(
        picture,
        new Rectangle(
            left,
            top,
            Math.max(1, (column + 1) * picture.getWidth() / CELLS - left),
            Math.max(1, (row + 1) * picture.getHeight() / CELLS - top)));
  }

  private static double distance(final double[] one, final double[] other) {
    double distance = 0;
    for (int k = 0; k < one.length; k++) distance += (one[k] - other[k]) * (one[k] - other[k]);
    return distance;
  }

  /** Returns the places of patches that overlap by half. */
  private List<Rectangle> places(final int side) {
    final List<Rectangle> places = new ArrayList<>();
    for (final int y : offsets(style.getHeight(), side))
      for (final int x : offsets(style.getWidth(), side))
        places.add(new Rectangle(x, y, side, side));
    return places;
  }

  private static int[] offsets(final int length, final int side) {
    final int count = 1 + (int) Math.ceil(2.0 * (length - side) / side);
    final int[] offsets = new int[count];
    for (int i = 1; i < count; i++) offsets[i] = (int) ((long) i * (length - side) / (count - 1));
    return offsets;
  }

  /** Returns a copy of a part of a picture. */
  static ImageProcessor crop(final ImageProcessor pixels, final Rectangle part) {
    final Rectangle before = pixels.getRoi();
    pixels.setRoi(part);
    final ImageProcessor crop = pixels.crop();
    pixels.setRoi(before);
    if (!(crop instanceof ColorProcessor)) crop.setMinAndMax(pixels.getMin(), pixels.getMax());
    return crop;
  }

  /** Returns a picture at another size; of a smaller one the pixels are averages. */
  static ImageProcessor resized(final ImageProcessor pixels, final int width, final int height) {
    pixels.setInterpolationMethod(ImageProcessor.BICUBIC);
    return pixels.resize(width, height, true);
  }

  /** Returns the means of the colours and of their products, from 0 to 1. */
  static double[] moments(final ImageProcessor picture) {
    final ImageProcessor small =
        picture
            .convertToColorProcessor()
            .resize(
                Math.min(SMALL, picture.getWidth()), Math.min(SMALL, picture.getHeight()), true);
    final double[] moments = new double[COLOURS + COLOURS * COLOURS];
    for (int i = 0; i < small.getPixelCount(); i++) {
      final double[] colour = new double[COLOURS];
      for (int a = 0; a < COLOURS; a++) colour[a] = value(small.get(i), a) / (double) BYTE;
      for (int a = 0; a < COLOURS; a++) {
        moments[a] += colour[a] / small.getPixelCount();
        for (int b = 0; b < COLOURS; b++)
          moments[COLOURS + a * COLOURS + b] += colour[a] * colour[b] / small.getPixelCount();
      }
    }
    return moments;
  }

  /** Returns the value of a colour, blue first, in a pixel in RGB, from 0 to 255. */
  static int value(final int pixel, final int colour) {
    return pixel >> Byte.SIZE * colour & BYTE;
  }
}
