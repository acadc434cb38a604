package sc.fiji.styletransfer.colour;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** Origin of the colours of the result (Gatys et al. 2017, section 6). */
public enum ColourMode {
  /** Colours of the style. */
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
   * Colours of the content. The transfer stylises grey pictures, after the brightness of the styles
   * was matched to mean and standard deviation of the content's. The result gets the chroma of the
   * content.
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

  /** Colours of the style after they were mapped to mean and covariance of the content's. */
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
   * Content and styles of a transfer, each of dimensions (W, H, 3), values from 0 to 1.
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
   * @param given pictures of the user
   * @return pictures for the transfer
   */
  public abstract Pictures prepare(Pictures given);

  /**
   * Returns whether {@link #finish} uses the content.
   *
   * @return false if any picture can be given as the content
   */
  public boolean usesContent() {
    return this == LUMINANCE;
  }

  /**
   * Changes the colours of the picture after the transfer.
   *
   * @param picture stylised picture, dimensions (W, H, 3)
   * @param content content of the user at the same size
   * @return the result
   */
  public abstract Img<FloatType> finish(
      Img<FloatType> picture, RandomAccessibleInterval<FloatType> content);

  /** Returns the name in the settings, for example {@code style}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
