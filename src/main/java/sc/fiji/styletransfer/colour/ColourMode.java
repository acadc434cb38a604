package sc.fiji.styletransfer.colour;

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
    public Pictures prepare(final Pictures given) {
      return given;
    }

    @Override
    public Img<FloatType> finish(
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
    public Pictures prepare(final Pictures given) {
      final Img<FloatType> grey = Luminance.grey(given.content());
      return new Pictures(
          grey, given.mapStyles(style -> Luminance.matched(Luminance.grey(style), grey)));
    }

    @Override
    public Img<FloatType> finish(
        final Img<FloatType> picture, final RandomAccessibleInterval<FloatType> content) {
      return Luminance.withChromaOf(picture, content);
    }
  },

  /** Those of the style after its colours were moved to mean and covariance of the content's. */
  RECOLOUR {
    @Override
    public Pictures prepare(final Pictures given) {
      final ColourStatistics wanted = ColourStatistics.of(given.content());
      return new Pictures(
          given.content(),
          given.mapStyles(
              style -> ColourTransport.between(ColourStatistics.of(style), wanted).apply(style)));
    }

    @Override
    public Img<FloatType> finish(
        final Img<FloatType> picture, final RandomAccessibleInterval<FloatType> content) {
      return picture;
    }
  };

  /**
   * Content and styles of a transfer, each of dimensions (W, H, 3) with red, green and blue from 0
   * to 1.
   *
   * @param content the content
   * @param styles the styles
   */
  public record Pictures(
      RandomAccessibleInterval<FloatType> content,
      List<? extends RandomAccessibleInterval<FloatType>> styles) {

    private List<RandomAccessibleInterval<FloatType>> mapStyles(
        final UnaryOperator<RandomAccessibleInterval<FloatType>> change) {
      return styles.stream()
          .map(style -> change.apply((RandomAccessibleInterval<FloatType>) style))
          .toList();
    }
  }

  /**
   * Changes the colours of the pictures before the transfer.
   *
   * @param given the pictures as the user gave them
   * @return the pictures that the transfer uses instead
   */
  public abstract Pictures prepare(Pictures given);

  /**
   * What is shown of the picture that the transfer made.
   *
   * @param picture dimensions (W, H, 3)
   * @param content as it was given, at the same size
   */
  public abstract Img<FloatType> finish(
      Img<FloatType> picture, RandomAccessibleInterval<FloatType> content);

  /** The name in the settings, for example {@code style}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
