package sc.fiji.styletransfer.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import net.imglib2.Cursor;
import net.imglib2.Dimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Creates guides from label images. A pixel of a label image is 0 outside all regions, and the
 * number of the region inside it. Region n of the content takes the style of region n in the first
 * style picture that has one. Without label images of the style pictures, region n takes the style
 * of the whole n-th style picture.
 */
public final class LabelGuides {

  private static final int MOST_LISTED = 20;

  private LabelGuides() {}

  /**
   * Pairs the regions of the content with the regions of the style pictures.
   *
   * @param content label image of the content, dimensions (W, H)
   * @param styles label images of the style pictures in their order, one for each; or an empty list
   * @return one guide for each label of the content, in ascending order
   * @throws StyleTransferException if no style picture has a label of the content
   */
  public static List<Guide> of(
      final RandomAccessibleInterval<? extends RealType<?>> content,
      final List<? extends RandomAccessibleInterval<? extends RealType<?>>> styles) {
    return of(content, styles, String::valueOf);
  }

  /**
   * Pairs the regions of the content with the regions of the style pictures.
   *
   * @param content label image of the content, dimensions (W, H)
   * @param styles label images of the style pictures in their order, one for each; or an empty list
   * @param names from a label to the name of its region in error messages
   * @return one guide for each label of the content, in ascending order
   * @throws StyleTransferException if no style picture has a label of the content
   */
  public static List<Guide> of(
      final RandomAccessibleInterval<? extends RealType<?>> content,
      final List<? extends RandomAccessibleInterval<? extends RealType<?>>> styles,
      final IntFunction<String> names) {
    final List<SortedSet<Integer>> styleLabels = new ArrayList<>();
    styles.forEach(style -> styleLabels.add(labels(style)));
    final List<Guide> guides = new ArrayList<>();
    for (final int label : labels(content)) {
      final int style = styles.isEmpty() ? label - 1 : styleWith(label, styleLabels, names);
      guides.add(
          new Guide(
              mask(content, label),
              style,
              styles.isEmpty() ? Optional.empty() : Optional.of(mask(styles.get(style), label))));
    }
    return guides;
  }

  private static int styleWith(
      final int label,
      final List<SortedSet<Integer>> styleLabels,
      final IntFunction<String> names) {
    for (int style = 0; style < styleLabels.size(); style++)
      if (styleLabels.get(style).contains(label)) return style;
    throw new StyleTransferException(
        "Region %s of the content has no counterpart in the style images, whose regions are %s. Draw a region %s in one of them."
            .formatted(names.apply(label), listed(styleLabels, names), names.apply(label)));
  }

  private static String listed(
      final List<SortedSet<Integer>> styleLabels, final IntFunction<String> names) {
    final SortedSet<Integer> all = new TreeSet<>();
    styleLabels.forEach(all::addAll);
    final String some =
        all.stream().limit(MOST_LISTED).map(names::apply).collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : some + (all.size() > MOST_LISTED ? " and others" : "");
  }

  private static SortedSet<Integer> labels(
      final RandomAccessibleInterval<? extends RealType<?>> image) {
    final SortedSet<Integer> labels = new TreeSet<>();
    for (final RealType<?> pixel : Views.iterable(image)) labels.add((int) pixel.getRealDouble());
    labels.remove(0);
    return labels;
  }

  private static Img<FloatType> mask(
      final RandomAccessibleInterval<? extends RealType<?>> image, final int label) {
    final Dimensions size = image;
    final Img<FloatType> mask = ArrayImgs.floats(size.dimension(0), size.dimension(1));
    final Cursor<? extends RealType<?>> labels = Views.flatIterable(image).cursor();
    for (final FloatType pixel : mask) pixel.set(labels.next().getRealDouble() == label ? 1 : 0);
    return mask;
  }
}
