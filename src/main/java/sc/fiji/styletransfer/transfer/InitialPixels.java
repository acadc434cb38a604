package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.colour.ColourNoise;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.PixelUnits;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.TensorParts;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The pixels from which the optimisation starts: those of the content, of noise, or of a picture.
 */
final class InitialPixels {

  private static final NDIndex ALL = new NDIndex("...");

  private final TransferInputs inputs;
  private final PictureConverter converter;
  private final StartPicture start;
  private final int seed;

  /**
   * @param settings start and seed
   * @param inputs inputs with prepared colours; their start, if present, replaces that of the
   *     settings
   * @param converter converter to the units of the run
   */
  InitialPixels(
      final TransferSettings settings,
      final TransferInputs inputs,
      final PictureConverter converter) {
    this.inputs = inputs;
    this.converter = converter;
    start = settings.get(Settings.INIT);
    seed = settings.get(Settings.SEED);
  }

  /** Returns whether the run starts from the content. */
  boolean isContent() {
    return inputs.start().isEmpty() && start.equals(StartPicture.CONTENT);
  }

  /**
   * Creates the pixels.
   *
   * @param content content at the size of the first scale
   * @param owner owner of the result
   * @return a new tensor of the shape of the content
   * @throws StyleTransferException if the settings name a file and the inputs have no start
   */
  NDArray create(final ScaledContent content, final NDManager owner) {
    final PictureSize size = content.size();
    if (isContent()) {
      final NDArray copy = content.pixels().duplicate();
      copy.attach(owner);
      return copy;
    }
    if (inputs.start().isPresent()) return converter.toPixels(inputs.start().get(), size, owner);
    if (start.isFile())
      throw new StyleTransferException(
          "The image '%s' to start from is not among the inputs. Give it as the start of the inputs."
              .formatted(start));
    return start.equals(StartPicture.NOISE)
        ? noise(size, owner)
        : converter.toPixels(new ColourNoise(seed).like(inputs.styles().get(0), size), size, owner);
  }

  /** Gaussian noise with mean and standard deviation of natural images. */
  private NDArray noise(final PictureSize size, final NDManager owner) {
    final InputConvention normalised = PixelUnits.NORMALISED.convention(converter.units());
    final Shape shape = new Shape(1, ColourPlanes.COLOURS, size.height(), size.width());
    final Random random = new Random(seed);
    try (ColourScale toUnits = new ColourScale(normalised, converter.units(), owner);
        NDArray gaussian = owner.create(shape, DataType.FLOAT32)) {
      // In parts, because one array of Java holds the values of 715 megapixels at most.
      TensorParts.of(gaussian, part -> part.set(ALL, normal(random, part)));
      return toUnits.apply(gaussian);
    }
  }

  private static NDArray normal(final Random random, final NDArray like) {
    final float[] values = new float[Math.toIntExact(like.size())];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return like.getManager().create(values);
  }
}
