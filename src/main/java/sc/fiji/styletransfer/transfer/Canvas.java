package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.weights.InputConvention;

/**
 * The pictures of a run as tensors of shape {@code (1, 3, H, W)}, at the size and in the pixel
 * units of the run.
 */
final class Canvas {

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
  Canvas(final NDManager manager, final InputConvention units, final TransferSettings settings) {
    this.manager = manager;
    this.units = units;
    this.settings = settings;
    final InputConvention rgb = PixelUnits.UNIT.convention(units);
    toUnits = new ColourScale(rgb, units, manager);
    toRgb = new ColourScale(units, rgb, manager);
  }

  /** The content at the size of the result. */
  NDArray content(final RandomAccessibleInterval<FloatType> content) {
    final PictureSize own = PictureSize.of(content);
    final int side = settings.get(Settings.SIZE);
    return pixels(content, side == 0 ? own : own.withLongSide(side));
  }

  /**
   * The styles, each in its own proportions and with as many pixels as the content, so that their
   * strokes have about the size they have in the style beside a content of the same size.
   */
  List<NDArray> styles(
      final List<? extends RandomAccessibleInterval<FloatType>> styles, final NDArray content) {
    final List<NDArray> tensors = new ArrayList<>();
    for (final RandomAccessibleInterval<FloatType> style : styles)
      tensors.add(pixels(style, PictureSize.of(style).withAreaOf(PictureSize.of(content), 1)));
    return tensors;
  }

  /** Where the run starts; a new tensor that may be changed. */
  NDArray start(final TransferInputs inputs, final NDArray content) {
    if (inputs.start().isPresent()) return pixels(inputs.start().get(), PictureSize.of(content));
    final Start start = settings.get(Settings.INIT);
    if (start.isFile())
      throw new StyleTransferException(
          "The picture '" + start + "' to start from was not given to the transfer.");
    return start.equals(Start.NOISE) ? noise(content) : content.duplicate();
  }

  /** The picture that pixels of the run show. */
  Img<FloatType> toImg(final NDArray pixels) {
    try (NDArray rgb = toRgb.apply(pixels)) {
      return PictureTensor.toImg(rgb);
    }
  }

  private NDArray pixels(
      final RandomAccessibleInterval<FloatType> picture, final PictureSize size) {
    try (NDArray rgb = PictureTensor.of(picture, manager);
        NDArray resized = PictureTensor.resize(rgb, size)) {
      return toUnits.apply(resized);
    }
  }

  /** Gaussian noise with the mean and spread of natural colours, from the seed. */
  private NDArray noise(final NDArray content) {
    final InputConvention normalised = PixelUnits.NORMALISED.convention(units);
    final Random random = new Random(settings.get(Settings.SEED));
    final float[] values = new float[(int) content.size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    try (ColourScale toPixels = new ColourScale(normalised, units, manager);
        NDArray gaussian = manager.create(values, content.getShape())) {
      return toPixels.apply(gaussian);
    }
  }
}
