package sc.fiji.styletransfer.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
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
 * Regions from label images, whose pixels are 0 outside all regions and a region's number inside
 * it. The content's region n is paired with region n of the first style picture that has one;
 * without label images of the styles it takes the style of the whole n-th style picture.
 */
public final class LabelGuides {

  private LabelGuides() {}

  /**
   * @param content label image of the content, dimensions (W, H)
   * @param styles label images of the style pictures in their order; none at all, or one for each
   * @return a guide for each label of the content
   * @throws StyleTransferException if a label of the content is in none of the styles
   */
  public static List<Guide> of(
      final RandomAccessibleInterval<? extends RealType<?>> content,
      final List<? extends RandomAccessibleInterval<? extends RealType<?>>> styles) {
    return of(content, styles, String::valueOf);
  }

  /**
   * @param content label image of the content, dimensions (W, H)
   * @param styles label images of the style pictures in their order; none at all, or one for each
   * @param names what to call the region of a label in a message
   * @return a guide for each label of the content
   * @throws StyleTransferException if a label of the content is in none of the styles
   */
  public static List<Guide> of(
      final RandomAccessibleInterval<? extends RealType<?>> content,
      final List<? extends RandomAccessibleInterval<? extends RealType<?>>> styles,
      final IntFunction<String> names) {
    final List<SortedSet<Integer>> known = new ArrayList<>();
    styles.forEach(style -> known.add(labels(style)));
    final List<Guide> guides = new ArrayList<>();
    for (final int label : labels(content)) {
      final int style = styles.isEmpty() ? label - 1 : styleWith(label, known, names);
      guides.add(
          new Guide(
              mask(content, label),
              style,
              styles.isEmpty() ? Optional.empty() : Optional.of(mask(styles.get(style), label))));
    }
    return guides;
  }

  private static int styleWith(
      final int label, final List<SortedSet<Integer>> known, final IntFunction<String> names) {
    for (int style = 0; style < known.size(); style++)
      if (known.get(style).contains(label)) return style;
    throw new StyleTransferException(
        "Region %s of the content has no partner in the styles; draw a region %s there."
            .formatted(names.apply(label), names.apply(label)));
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
