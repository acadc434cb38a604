package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.Surroundings;

/**
 * What a step of a preview evaluates of the style: all of it, or parts, because the style of a
 * large result is large, too. Where places are matched, a window is matched to a mosaic: small
 * parts from everywhere in the style, which stand for the whole as one picture, and whose
 * statistics the {@link Surroundings} change to those of the place. With other formulas the style
 * is patches as large as the window, with the colours that the previous step has painted in it and
 * their {@link PatchContrast}.
 */
final class StylePatches {

  /** Cells of a window in a row, and in a column; each gets a patch. */
  private static final int CELLS = 3;

  /** Parts of a mosaic in a row, and in a column. */
  private static final int PARTS = 5;

  /** Side of a part relative to that of the window. */
  private static final double PART = 0.5;

  /**
   * Shares of the difference of place and whole that remain from step to step, and in the last
   * step. In a run, busy places lose some of the difference at each larger scale, and smooth ones
   * keep nearly all of it ({@code benchmark/results.md}).
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
   */
  record Choice(List<ImagePlus> styles, double scale) {}

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
    return new Choice(
        List.of(new ImagePlus("style", style)),
        styleScale * Math.sqrt(whole.pixels() / step.pixels()));
  }

  /**
   * Returns what a step after the first evaluates.
   *
   * @param before what the previous step has painted
   * @param step the step
   * @return a mosaic, or patches; the whole style if they would cover it
   */
  Choice parts(final StepPicture before, final PreviewStep step) {
    return matches ? mosaic(step) : like(before, step);
  }

  /** Joins parts at equal distances in the style. */
  private Choice mosaic(final PreviewStep step) {
    final double enlarged = enlarged();
    final int side = (int) Math.round(Math.max(SMALLEST, PART * step.side() / enlarged));
    if (side * PARTS >= Math.min(style.getWidth(), style.getHeight())) return whole(step);
    final ColorProcessor mosaic = new ColorProcessor(PARTS * side, PARTS * side);
    final int[] tops = offsets(style.getHeight(), side, PARTS);
    final int[] lefts = offsets(style.getWidth(), side, PARTS);
    for (int row = 0; row < PARTS; row++)
      for (int column = 0; column < PARTS; column++) {
        final Rectangle place = new Rectangle(lefts[column], tops[row], side, side);
        final ImageProcessor part = crop(style, place);
        mosaic.insert(part.convertToColorProcessor(), column * side, row * side);
      }
    return new Choice(
        List.of(new ImagePlus("mosaic", mosaic)),
        PARTS * side * enlarged / Math.sqrt(step.pixels()));
  }

  /** Chooses for each of nine cells of a picture the patch with the most similar colours. */
  private Choice like(final StepPicture before, final PreviewStep step) {
    final double enlarged = enlarged();
    final int side = (int) Math.round(Math.max(SMALLEST, step.side() / enlarged));
    if (side * CELLS >= Math.min(style.getWidth(), style.getHeight())) return whole(step);
    final ColorProcessor picture = before.seen(step);
    final PatchContrast contrast =
        new PatchContrast(
            style, before, whole.window(), enlarged * before.step().scale() / step.scale());
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
      chosen.add(new ImagePlus("patch", contrast.adapted(patch, there)));
    }
    return new Choice(chosen, side * enlarged / Math.sqrt(step.pixels()));
  }

  /** Returns how many pixels of the picture a pixel of the style has in the run. */
  private double enlarged() {
    return styleScale * Math.sqrt(whole.pixels() / style.getPixelCount());
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
    final ColorProcessor described =
        before.step().window().equals(whole.window())
            ? before.picture()
            : small(choice.styles().get(0), before.step().scale() / step.scale());
    return Optional.of(
        new Surroundings(
            RgbPicture.of(before.seen(step)),
            RgbPicture.of(described),
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
    for (final int y : offsets(style.getHeight(), side, overlapping(style.getHeight(), side)))
      for (final int x : offsets(style.getWidth(), side, overlapping(style.getWidth(), side)))
        places.add(new Rectangle(x, y, side, side));
    return places;
  }

  private static int overlapping(final int length, final int side) {
    return 1 + (int) Math.ceil(2.0 * (length - side) / side);
  }

  /** Returns where parts begin that are at equal distances, the first and last at the edges. */
  private static int[] offsets(final int length, final int side, final int count) {
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
