package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.colour.ColourNoise;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.objective.ScaledInputs;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.Bounds;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.region.KeptRemainder;
import sc.fiji.styletransfer.region.RegionMask;
import sc.fiji.styletransfer.region.Remainder;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The pictures of a run as tensors of shape {@code (1, 3, H, W)}, at the size and in the pixel
 * units of the run.
 */
final class RunPictures {

  private final NDManager manager;
  private final InputConvention units;
  private final ColourScale toUnits;
  private final ColourScale toRgb;
  private final TransferSettings settings;

  /**
   * @param manager owner of the tensors made here
   * @param units what the optimised pixels follow
   * @param settings of the run
   */
  RunPictures(
      final NDManager manager, final InputConvention units, final TransferSettings settings) {
    this.manager = manager;
    this.units = units;
    this.settings = settings;
    final InputConvention rgb = PixelUnits.UNIT.convention(units);
    toUnits = new ColourScale(rgb, units, manager);
    toRgb = new ColourScale(units, rgb, manager);
  }

  /** Size of the result for this content. */
  PictureSize size(final RandomAccessibleInterval<FloatType> content) {
    final PictureSize own = PictureSize.of(content);
    final int side = settings.get(Settings.SIZE);
    return side == 0 ? own : own.withLongSide(side);
  }

  /** The content at the size of the result. */
  NDArray content(final RandomAccessibleInterval<FloatType> content) {
    return pixels(content, size(content));
  }

  /** The content at another size. */
  NDArray content(final RandomAccessibleInterval<FloatType> content, final PictureSize size) {
    return pixels(content, size);
  }

  /** Whether the run starts from nothing but the content. */
  boolean startsFromContent(final TransferInputs inputs) {
    return inputs.start().isEmpty() && settings.get(Settings.INIT).equals(StartPicture.CONTENT);
  }

  /** Content, styles, guides and neighbour at one size of the content. */
  ScaledInputs scene(final TransferInputs inputs, final PictureSize size) {
    final List<NDArray> styles = styles(inputs.styles(), size);
    final List<ScaledInputs.ScaledGuide> guides = new ArrayList<>();
    for (final Guide guide : inputs.guides())
      guides.add(
          new ScaledInputs.ScaledGuide(
              RegionMask.of(guide.content(), size),
              guide.style(),
              guide
                  .source()
                  .map(
                      source -> RegionMask.of(source, PictureSize.of(styles.get(guide.style()))))));
    return new ScaledInputs(
        pixels(inputs.content(), size),
        styles,
        guides,
        inputs.neighbour().map(neighbour -> rgb(neighbour, size)));
  }

  /**
   * The styles, each in its own proportions and with as many pixels as the content, times the
   * square of the style scale, so that their strokes have about the size they have in the style
   * beside a content of the same size.
   */
  private List<NDArray> styles(
      final List<? extends RandomAccessibleInterval<FloatType>> styles, final PictureSize content) {
    final double scale = settings.get(Settings.STYLE_SCALE);
    final List<NDArray> tensors = new ArrayList<>();
    for (final RandomAccessibleInterval<FloatType> style : styles)
      tensors.add(pixels(style, PictureSize.of(style).withAreaOf(content, scale)));
    return tensors;
  }

  /** Where the run starts; a new tensor that may be changed. */
  NDArray start(final TransferInputs inputs, final PictureSize size) {
    if (inputs.start().isPresent()) return pixels(inputs.start().get(), size);
    final StartPicture start = settings.get(Settings.INIT);
    if (start.isFile())
      throw new StyleTransferException(
          "The picture '" + start + "' to start from was not given to the transfer.");
    if (start.equals(StartPicture.NOISE)) return noise(size);
    if (start.equals(StartPicture.STYLE))
      return pixels(
          new ColourNoise(settings.get(Settings.SEED)).like(inputs.styles().get(0), size), size);
    return pixels(inputs.content(), size);
  }

  /** Where the pixels of a scene may go. */
  Bounds bounds(final ScaledInputs scene) {
    final boolean clamp = settings.get(Settings.CLAMP);
    return new Bounds(
        clamp ? Optional.of(level(0)) : Optional.empty(),
        clamp ? Optional.of(level(1)) : Optional.empty(),
        kept(scene.guides().stream().map(ScaledInputs.ScaledGuide::region).toList())
            .map(kept -> kept.changeable(manager)));
  }

  /** What stays as it is at this size of the content, if anything does. */
  Optional<KeptRemainder> keptRemainder(final TransferInputs inputs, final PictureSize size) {
    final List<RegionMask> regions = new ArrayList<>();
    for (final Guide guide : inputs.guides()) regions.add(RegionMask.of(guide.content(), size));
    return kept(regions);
  }

  private Optional<KeptRemainder> kept(final List<RegionMask> regions) {
    return regions.isEmpty() || settings.get(Settings.REMAINDER) != Remainder.KEEP
        ? Optional.empty()
        : Optional.of(KeptRemainder.of(regions));
  }

  /** The picture that pixels of the run show. */
  Img<FloatType> toImg(final NDArray pixels) {
    try (NDArray rgb = toRgb.apply(pixels)) {
      return PictureTensor.toImg(rgb);
    }
  }

  /** A picture at another size, values limited to 0 to 1. */
  Img<FloatType> resized(
      final RandomAccessibleInterval<FloatType> picture, final PictureSize size) {
    try (NDArray resized = rgb(picture, size)) {
      return PictureTensor.toImg(resized);
    }
  }

  private NDArray pixels(
      final RandomAccessibleInterval<FloatType> picture, final PictureSize size) {
    try (NDArray resized = rgb(picture, size)) {
      return toUnits.apply(resized);
    }
  }

  private NDArray rgb(final RandomAccessibleInterval<FloatType> picture, final PictureSize size) {
    try (NDArray rgb = PictureTensor.of(picture, manager)) {
      return PictureTensor.resize(rgb, size);
    }
  }

  /** A grey level in the units of the run, shape {@code (1, 3, 1, 1)}. */
  private NDArray level(final float grey) {
    try (NDArray rgb = manager.full(new Shape(1, ColourPlanes.COLOURS, 1, 1), grey)) {
      return toUnits.apply(rgb);
    }
  }

  /** Gaussian noise with the mean and spread of natural colours, from the seed. */
  private NDArray noise(final PictureSize size) {
    final InputConvention normalised = PixelUnits.NORMALISED.convention(units);
    final Shape shape = new Shape(1, ColourPlanes.COLOURS, size.height(), size.width());
    final Random random = new Random(settings.get(Settings.SEED));
    final float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    try (ColourScale toPixels = new ColourScale(normalised, units, manager);
        NDArray gaussian = manager.create(values, shape)) {
      return toPixels.apply(gaussian);
    }
  }
}
