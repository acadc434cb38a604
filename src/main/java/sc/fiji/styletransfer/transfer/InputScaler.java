package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.objective.ScaledInputs;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.Bounds;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.region.KeptRemainder;
import sc.fiji.styletransfer.region.RegionMask;
import sc.fiji.styletransfer.region.Remainder;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/** Converts the inputs of a run to the size of a scale. */
final class InputScaler {

  private final PictureConverter converter;
  private final TransferSettings settings;
  private final TransferInputs given;
  private final TransferInputs prepared;

  /**
   * @param converter converter to the units of the run
   * @param settings settings of the run
   * @param given inputs of the run
   */
  InputScaler(
      final PictureConverter converter,
      final TransferSettings settings,
      final TransferInputs given) {
    this.converter = converter;
    this.settings = settings;
    this.given = given;
    prepared = given.prepared(settings.get(Settings.COLOUR));
  }

  /** Returns the inputs with the colours that the setting {@code colour} prepares. */
  TransferInputs prepared() {
    return prepared;
  }

  /** Returns the size of the result. */
  PictureSize fullSize() {
    final PictureSize own = PictureSize.of(given.content());
    final int side = settings.get(Settings.SIZE);
    return side == 0 ? own : own.withLongSide(side);
  }

  /**
   * Converts the content.
   *
   * @param size size of the scale
   * @param parent parent of the tensor's manager
   * @return the content at this size, to be closed
   */
  ScaledContent content(final PictureSize size, final NDManager parent) {
    final NDManager owner = parent.newSubManager();
    final List<RegionMask> regions = new ArrayList<>();
    for (final Guide guide : given.guides()) regions.add(RegionMask.of(guide.content(), size));
    final Optional<KeptRemainder> remainder = remainder(regions);
    final boolean shown = settings.get(Settings.COLOUR).usesContent() || remainder.isPresent();
    try (NDArray rgb = converter.toRgb(prepared.content(), size, owner)) {
      return new ScaledContent(
          converter.toPixels(rgb),
          shown ? Optional.of(picture(rgb, owner)) : Optional.empty(),
          regions,
          remainder);
    }
  }

  private Img<FloatType> picture(final NDArray rgb, final NDManager owner) {
    if (prepared.content() == given.content()) return PictureTensor.toImg(rgb);
    try (NDArray own = converter.toRgb(given.content(), PictureSize.of(rgb), owner)) {
      return PictureTensor.toImg(own);
    }
  }

  private Optional<KeptRemainder> remainder(final List<RegionMask> regions) {
    return regions.isEmpty() || settings.get(Settings.REMAINDER) != Remainder.KEEP
        ? Optional.empty()
        : Optional.of(KeptRemainder.of(regions));
  }

  /**
   * Converts styles and neighbour, and the regions of the styles.
   *
   * @param content content at the size of the scale
   * @param strokes factor of the style scale
   * @param owner owner of the other tensors
   * @return the inputs of the loss
   */
  ScaledInputs inputs(final ScaledContent content, final double strokes, final NDManager owner) {
    final double scale = strokes * settings.get(Settings.STYLE_SCALE);
    final List<NDArray> styles = styles(prepared.styles(), content.size(), scale, owner);
    final List<ScaledInputs.ScaledGuide> guides = new ArrayList<>();
    for (int i = 0; i < prepared.guides().size(); i++) {
      final Guide guide = prepared.guides().get(i);
      final PictureSize style = PictureSize.of(styles.get(guide.style()));
      guides.add(
          new ScaledInputs.ScaledGuide(
              content.regions().get(i),
              guide.style(),
              guide.source().map(source -> RegionMask.of(source, style))));
    }
    return new ScaledInputs(
        content.pixels(),
        styles,
        guides,
        prepared.neighbour().map(neighbour -> converter.toRgb(neighbour, content.size(), owner)),
        prepared
            .surroundings()
            .map(
                given ->
                    new ScaledInputs.ScaledSurroundings(
                        ownSize(given.place(), owner),
                        ownSize(given.whole(), owner),
                        given.share())));
  }

  private NDArray ownSize(
      final RandomAccessibleInterval<FloatType> picture, final NDManager owner) {
    return converter.toPixels(picture, PictureSize.of(picture), owner);
  }

  /**
   * Converts the styles. Each keeps its proportions and gets as many pixels as the content, times
   * the square of the style scale. Strokes then have about the size that they have in the style
   * beside a content of the same size.
   */
  private List<NDArray> styles(
      final List<? extends RandomAccessibleInterval<FloatType>> pictures,
      final PictureSize content,
      final double scale,
      final NDManager owner) {
    final List<NDArray> tensors = new ArrayList<>();
    for (final RandomAccessibleInterval<FloatType> style : pictures)
      tensors.add(
          converter.toPixels(style, PictureSize.of(style).withAreaOf(content, scale), owner));
    return tensors;
  }

  /**
   * Returns the limits of the pixels.
   *
   * @param content content at the size of the scale
   * @param owner owner of the tensors
   * @return black and white if the settings clamp, and the pixels that may change
   */
  Bounds bounds(final ScaledContent content, final NDManager owner) {
    final boolean clamp = settings.get(Settings.CLAMP);
    return new Bounds(
        clamp ? Optional.of(converter.grey(0, owner)) : Optional.empty(),
        clamp ? Optional.of(converter.grey(1, owner)) : Optional.empty(),
        content.remainder().map(remainder -> remainder.changeable(owner)));
  }
}
