package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Which planes of a stack are stylised; the result holds these and no others. Channels are never
 * left out. In a hyperstack of slices (z) and frames (t):
 *
 * <ul>
 *   <li>{@link #all()}: every slice of every frame;
 *   <li>{@link #current()}: the current slice of the current frame;
 *   <li>{@link #slices}: these slices of the current frame;
 *   <li>{@link #frames}: the current slice of these frames;
 *   <li>{@link #range}: as {@link #slices} where the image has more than one slice, otherwise as
 *       {@link #frames}, so that in a plain stack or a time series it counts its planes.
 * </ul>
 */
public final class SliceScope {

  private static final Pattern RANGE = Pattern.compile("([zt]?)(\\d{1,9})(?:-(\\d{1,9}))?");

  private final Axis axis;
  private final int first;
  private final int last;

  private enum Axis {
    ALL,
    CURRENT,
    SLICES,
    FRAMES,
    ONLY
  }

  /** The slices and frames of one image, counted from 1, both ends included. */
  record Extent(int firstSlice, int lastSlice, int firstFrame, int lastFrame) {

    int slices() {
      return lastSlice - firstSlice + 1;
    }

    int frames() {
      return lastFrame - firstFrame + 1;
    }
  }

  private SliceScope(final Axis axis, final int first, final int last) {
    this.axis = axis;
    this.first = first;
    this.last = last;
  }

  /**
   * @return every slice of every frame
   */
  public static SliceScope all() {
    return new SliceScope(Axis.ALL, 0, 0);
  }

  /**
   * @return the current slice of the current frame
   */
  public static SliceScope current() {
    return new SliceScope(Axis.CURRENT, 0, 0);
  }

  /**
   * @param first first slice, from 1
   * @param last last slice, included
   * @return these slices of the current frame
   * @throws StyleTransferException if the range is empty
   */
  public static SliceScope slices(final int first, final int last) {
    return ranged(Axis.SLICES, first, last);
  }

  /**
   * @param first first frame, from 1
   * @param last last frame, included
   * @return the current slice of these frames
   * @throws StyleTransferException if the range is empty
   */
  public static SliceScope frames(final int first, final int last) {
    return ranged(Axis.FRAMES, first, last);
  }

  /**
   * @param first first plane, from 1
   * @param last last plane, included
   * @return these slices, or these frames of an image with one slice
   * @throws StyleTransferException if the range is empty
   */
  public static SliceScope range(final int first, final int last) {
    return ranged(Axis.ONLY, first, last);
  }

  /**
   * Reads what {@link #toString()} writes: <code>all</code>, <code>current</code>, <code>3-7</code>
   * or <code>5</code> (range), <code>z3-7</code> (slices), <code>t2-4</code> (frames).
   *
   * @param text one of these, in upper or lower case
   * @return the scope
   * @throws StyleTransferException if the text is none of these
   */
  public static SliceScope parse(final String text) {
    final String word = text.trim().toLowerCase(Locale.ROOT);
    if ("all".equals(word)) {
      return all();
    } else if ("current".equals(word)) {
      return current();
    }
    final Matcher matcher = RANGE.matcher(word);
    if (!matcher.matches()) {
      throw new StyleTransferException(
          "The value '" + text + "' names no slices. Write all, current, 3-7, z3-7 or t2-4.");
    }
    final int first = Integer.parseInt(matcher.group(2));
    final int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
    return ranged(axis(matcher.group(1)), first, last);
  }

  private static Axis axis(final String letter) {
    return switch (letter) {
      case "z" -> Axis.SLICES;
      case "t" -> Axis.FRAMES;
      default -> Axis.ONLY;
    };
  }

  private static SliceScope ranged(final Axis axis, final int first, final int last) {
    if (first < 1 || last < first) {
      throw new StyleTransferException(
          "The range "
              + first
              + "-"
              + last
              + " is empty. Count from 1 and put the first before the last.");
    }
    return new SliceScope(axis, first, last);
  }

  /** Returns the slices and frames of an image in this scope. */
  Extent in(final ImagePlus image) {
    final int slice = image.getSlice();
    final int frame = image.getFrame();
    return switch (axis) {
      case ALL -> new Extent(1, image.getNSlices(), 1, image.getNFrames());
      case CURRENT -> new Extent(slice, slice, frame, frame);
      case SLICES -> slicesOf(image);
      case FRAMES -> framesOf(image);
      case ONLY -> image.getNSlices() > 1 ? slicesOf(image) : framesOf(image);
    };
  }

  private Extent slicesOf(final ImagePlus image) {
    checkEnd(image.getNSlices(), "slices");
    return new Extent(first, last, image.getFrame(), image.getFrame());
  }

  private Extent framesOf(final ImagePlus image) {
    checkEnd(image.getNFrames(), "frames");
    return new Extent(image.getSlice(), image.getSlice(), first, last);
  }

  private void checkEnd(final int available, final String what) {
    if (last > available) {
      throw new StyleTransferException(
          String.format(
              "The range %s-%s goes beyond the image's %s. The last is %s.",
              first, last, what, available));
    }
  }

  @Override
  public String toString() {
    final String range = first == last ? "" + first : first + "-" + last;
    return switch (axis) {
      case ALL -> "all";
      case CURRENT -> "current";
      case SLICES -> "z" + range;
      case FRAMES -> "t" + range;
      case ONLY -> range;
    };
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof SliceScope scope
        && axis == scope.axis
        && first == scope.first
        && last == scope.last;
  }

  @Override
  public int hashCode() {
    return Objects.hash(axis, first, last);
  }
}
