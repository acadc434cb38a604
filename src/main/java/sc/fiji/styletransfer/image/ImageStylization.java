package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.image.SliceScope.Extent;
import sc.fiji.styletransfer.image.plane.DisplayRendering;
import sc.fiji.styletransfer.image.plane.ImagePlanes;
import sc.fiji.styletransfer.image.plane.PlaneFile;
import sc.fiji.styletransfer.image.plane.StackLimit;

/**
 * Stylises an ImageJ image of any type plane by plane, without changing the original. One plane is
 * in memory at a time, so virtual stacks stay on disk.
 */
public final class ImageStylization {

  private static final Logger LOG = LoggerFactory.getLogger(ImageStylization.class);

  private final PictureStylizer stylizer;
  private final ImageOptions options;
  private final BooleanSupplier stopped;
  private final StackLimit limit;

  /**
   * Creates a stylisation that runs to its end.
   *
   * @param stylizer converts each picture
   * @param options conversion between image and pictures
   */
  public ImageStylization(final PictureStylizer stylizer, final ImageOptions options) {
    this(stylizer, options, () -> false);
  }

  /**
   * Creates a stylisation that the user can stop.
   *
   * @param stylizer converts each picture
   * @param options conversion between image and pictures
   * @param stopped evaluated before each plane; after it returns true, the remaining planes are
   *     copied into the result without a change, resized to its size
   */
  public ImageStylization(
      final PictureStylizer stylizer, final ImageOptions options, final BooleanSupplier stopped) {
    this(stylizer, options, stopped, StackLimit.ofHeap());
  }

  ImageStylization(
      final PictureStylizer stylizer,
      final ImageOptions options,
      final BooleanSupplier stopped,
      final StackLimit limit) {
    this.limit = limit;
    this.stylizer = Objects.requireNonNull(stylizer);
    this.options = Objects.requireNonNull(options);
    this.stopped = Objects.requireNonNull(stopped);
  }

  /**
   * Stylises an image into a new image, not shown. A ROI restricts the change to its inside in
   * every plane. ROIs without an inside are ignored, with a warning in the log.
   *
   * @param image any ImageJ image
   * @return the stylised planes with the original's calibration, labels, overlay, lookup tables and
   *     properties; a stack in memory, or one in a {@link PlaneFile} if it is larger than 2 GiB or
   *     a quarter of Java's heap
   * @throws sc.fiji.styletransfer.StyleTransferException if scope or ROI do not fit the image, or
   *     the stylizer fails
   */
  public ImagePlus stylize(final ImagePlus image) {
    final Run run = new Run(image);
    final StackSink sink = new StackSink(limit);
    run.into(sink);
    final ImagePlus result = new ResultImage(run.planes, run.extent, run.rendered).of(sink.stack);
    if (run.nonFinite > 0) {
      result.setProp(NonFinitePixels.PROPERTY, String.valueOf(run.nonFinite));
      LOG.warn(
          "{} pixels of '{}' are NaN or infinite; the result contains them unchanged",
          run.nonFinite,
          image.getTitle());
    }
    return result;
  }

  /**
   * Stylises an image and passes each finished plane to a sink, for results larger than memory.
   *
   * @param image any ImageJ image
   * @param sink receives the planes
   * @throws sc.fiji.styletransfer.StyleTransferException as in {@link #stylize(ImagePlus)}
   */
  public void stylize(final ImagePlus image, final PlaneSink sink) {
    new Run(image).into(sink);
  }

  /**
   * Assembles planes that were stylised one by one, for example on several computers.
   *
   * @param image the original image
   * @param options options of the stylisation of the whole image
   * @param planes the stylised planes in the order of {@link PlanePosition#index}
   * @return the image that {@link #stylize(ImagePlus)} would return for these planes
   */
  public static ImagePlus assemble(
      final ImagePlus image, final ImageOptions options, final ImageStack planes) {
    return new ResultImage(
            new ImagePlanes(image), options.scope().in(image), options.kind().rendersDisplay(image))
        .of(planes);
  }

  /** Appends planes to a stack in memory or on disk. */
  private static final class StackSink implements PlaneSink {

    private final StackLimit limit;
    private ImageStack stack;

    StackSink(final StackLimit limit) {
      this.limit = limit;
    }

    @Override
    public void accept(final PlanePosition position, final ImageProcessor plane) {
      if (stack == null) {
        stack = stackFor(position, plane);
      }
      final String label = position.label().isEmpty() ? null : position.label();
      if (stack instanceof PlaneFile file) {
        file.append(label, plane);
      } else {
        stack.addSlice(label, plane);
      }
    }

    private ImageStack stackFor(final PlanePosition position, final ImageProcessor plane) {
      final long bytes = (long) plane.getPixelCount() * plane.getBitDepth() / Byte.SIZE;
      return limit.isExceededBy(position.count(), bytes)
          ? new PlaneFile(plane, position.count())
          : new ImageStack(plane.getWidth(), plane.getHeight());
    }
  }

  /** The state of one run: one image and the planes finished so far. */
  private final class Run {

    private final ImagePlanes planes;
    private final Extent extent;
    private final boolean rendered;
    private final Optional<FeatheredSelection> selection;
    private final NeighbourResults neighbours;
    private PlaneSize size;
    private long nonFinite;

    Run(final ImagePlus image) {
      planes = new ImagePlanes(image);
      extent = options.scope().in(image);
      rendered = options.kind().rendersDisplay(image);
      selection = FeatheredSelection.of(image);
      neighbours = new NeighbourResults(options.startFromNeighbour(), extent.firstSlice());
    }

    void into(final PlaneSink sink) {
      int index = 0;
      for (int frame = extent.firstFrame(); frame <= extent.lastFrame(); frame++) {
        for (int slice = extent.firstSlice(); slice <= extent.lastSlice(); slice++) {
          for (int channel = 1; channel <= channels(); channel++) {
            final PlanePosition position = position(index++, channel, slice, frame);
            sink.accept(position, stylized(position));
          }
        }
      }
    }

    private int channels() {
      return rendered ? 1 : planes.channels();
    }

    private PlanePosition position(
        final int index, final int channel, final int slice, final int frame) {
      final int count = channels() * extent.slices() * extent.frames();
      final String label = planes.label(channel, slice, frame);
      return new PlanePosition(index, count, channel, slice, frame, label == null ? "" : label);
    }

    private ImageProcessor stylized(final PlanePosition position) {
      final ImageProcessor plane = read(position);
      nonFinite += NonFinitePixels.count(plane);
      if (stopped.getAsBoolean()) {
        return size == null ? plane : size.fit(plane);
      }
      final PlaneMapping mapping = PlaneMapping.of(plane);
      final Picture picture =
          new Picture(mapping.toPicture(plane), position, neighbours.before(position));
      LOG.debug("Stylising {}", position.describe());
      final RandomAccessibleInterval<FloatType> stylised = stylizer.stylize(picture);
      checkSize(stylised);
      neighbours.remember(position, stylised);
      return changed(mapping, size.fit(plane), stylised);
    }

    private ImageProcessor read(final PlanePosition position) {
      return rendered
          ? new DisplayRendering(planes).render(position.slice(), position.frame())
          : planes.plane(position.channel(), position.slice(), position.frame());
    }

    private void checkSize(final RandomAccessibleInterval<FloatType> stylised) {
      if (size == null) {
        size = PlaneSize.of(stylised);
      } else if (!size.equals(PlaneSize.of(stylised))) {
        throw new IllegalStateException("The stylised pictures of one run differ in size");
      }
    }

    private ImageProcessor changed(
        final PlaneMapping mapping,
        final ImageProcessor plane,
        final RandomAccessibleInterval<FloatType> stylised) {
      if (selection.isEmpty()) {
        return mapping.apply(plane, stylised);
      }
      final Img<FloatType> content = mapping.toPicture(plane);
      return mapping.apply(plane, selection.get().blend(content, stylised));
    }
  }
}
