package sc.fiji.styletransfer.transfer;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** Whose colours the result has (Gatys et al. 2017, section 6). */
public enum ColourMode {
  /** Those of the style. */
  STYLE {
    @Override
    TransferInputs prepare(final TransferInputs inputs) {
      return inputs;
    }

    @Override
    Img<FloatType> finish(
        final Img<FloatType> picture, final RandomAccessibleInterval<FloatType> content) {
      return picture;
    }
  },

  /**
   * Those of the content: only brightness is stylised, in pictures without colour, the style's
   * brought to the content's mean and spread first; then the content's chroma is put back.
   */
  LUMINANCE {
    @Override
    TransferInputs prepare(final TransferInputs inputs) {
      final Img<FloatType> grey = Luminance.grey(inputs.content());
      return replaced(inputs, grey, style -> Luminance.matched(Luminance.grey(style), grey));
    }

    @Override
    Img<FloatType> finish(
        final Img<FloatType> picture, final RandomAccessibleInterval<FloatType> content) {
      return Luminance.withChromaOf(picture, content);
    }
  },

  /** Those of the style after its colours were moved to mean and covariance of the content's. */
  RECOLOUR {
    @Override
    TransferInputs prepare(final TransferInputs inputs) {
      final ColourStatistics wanted = ColourStatistics.of(inputs.content());
      return replaced(
          inputs,
          inputs.content(),
          style -> ColourTransport.between(ColourStatistics.of(style), wanted).apply(style));
    }

    @Override
    Img<FloatType> finish(
        final Img<FloatType> picture, final RandomAccessibleInterval<FloatType> content) {
      return picture;
    }
  };

  /** The pictures that the transfer is to see instead. */
  abstract TransferInputs prepare(TransferInputs inputs);

  /**
   * What is shown of the picture that the transfer made.
   *
   * @param picture dimensions (W, H, 3)
   * @param content as it was given, at the same size
   */
  abstract Img<FloatType> finish(
      Img<FloatType> picture, RandomAccessibleInterval<FloatType> content);

  private static TransferInputs replaced(
      final TransferInputs inputs,
      final RandomAccessibleInterval<FloatType> content,
      final UnaryOperator<RandomAccessibleInterval<FloatType>> change) {
    final List<RandomAccessibleInterval<FloatType>> styles =
        inputs.styles().stream()
            .map(style -> change.apply((RandomAccessibleInterval<FloatType>) style))
            .toList();
    return new TransferInputs(content, styles, inputs.start(), inputs.neighbour(), inputs.guides());
  }

  /** The name in the settings, for example {@code style}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
