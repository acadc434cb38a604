package sc.fiji.styletransfer.image.read;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;

/**
 * Converts the numbers of a TIFF page to ImageJ planes, where the library would lose depth, range
 * or channels.
 *
 * <ul>
 *   <li>Grey integers of fewer than 8 bits are spread over 0 to 255, others of at most 16 bits keep
 *       their values, and all other numbers become 32-bit floats.
 *   <li>Red, green and blue as integers of at most 16 bits are spread over 8 or 16 bits; all other
 *       numbers become 32-bit floats.
 *   <li>CIE Lab becomes sRGB, see {@link LabColours}.
 *   <li>Alpha is composited over white: the first sample that the file calls alpha. Each further
 *       sample of a grey image is a channel; further samples of RGB are not read.
 * </ul>
 *
 * @param samples of the page
 */
record TiffChannels(TiffSamples samples) {

  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int COLOURS = 3;
  private static final int MULTIPLIED_ALPHA = 1;
  private static final int ALPHA = 2;
  private static final int BYTE_MAX = 255;
  private static final int SHORT_MAX = 65535;

  private TiffDirectory page() {
    return samples.page();
  }

  private int photometric() {
    return (int) page().first(TiffDirectory.PHOTOMETRIC, -1);
  }

  private boolean isGrey() {
    return photometric() == BLACK_IS_ZERO || photometric() == WHITE_IS_ZERO;
  }

  private boolean isInteger() {
    return !samples.isFloat() && !samples.isSigned();
  }

  /** Whether this class converts the page; otherwise the library does. */
  boolean suit() {
    final long bits = page().bits();
    final boolean usual = isInteger() && (bits == Byte.SIZE || bits == Short.SIZE);
    if (!samples.areBytes()) return false;
    if (isGrey()) return page().samples() > 1 || !isUsualGrey(bits);
    if (photometric() == RGB)
      return page().samples() >= COLOURS
          && (!usual || page().samples() > COLOURS + 1)
          && !(samples.isFloat() && page().has(TiffDirectory.PROFILE));
    return LabColours.isLab(photometric()) && usual && page().samples() >= COLOURS;
  }

  private boolean isUsualGrey(final long bits) {
    if (isInteger()) return List.of(1L, 2L, 4L, 8L, 16L).contains(bits);
    return photometric() == BLACK_IS_ZERO
        && (samples.isFloat() ? List.of(16L, 32L, 64L) : List.of(8L, 16L, 32L)).contains(bits);
  }

  /**
   * Reads the planes of the page.
   *
   * @param reader reader of a file with the directories of {@link TiffSamples#asBytes}
   * @param first index of the first of these directories
   * @return one plane for each channel, or one RGB plane
   * @throws IOException if the file is damaged
   */
  List<ImageProcessor> read(final ImageReader reader, final int first) throws IOException {
    final double[][] numbers = samples.read(reader, first);
    if (LabColours.isLab(photometric())) {
      new LabColours(photometric(), (int) page().bits()).toSrgb(numbers);
      return colours(numbers, 1, page().bits() > Byte.SIZE);
    }
    if (photometric() == WHITE_IS_ZERO && isInteger()) invert(numbers);
    final int channels = overWhite(numbers);
    if (photometric() == RGB)
      return isInteger() && page().bits() <= Short.SIZE
          ? colours(numbers, max(), page().bits() > Byte.SIZE)
          : List.of(floats(numbers[0]), floats(numbers[1]), floats(numbers[2]));
    final List<ImageProcessor> planes = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) planes.add(grey(numbers[channel]));
    return planes;
  }

  private double max() {
    return Math.scalb(1.0, (int) page().bits()) - 1;
  }

  private void invert(final double[][] numbers) {
    for (final double[] channel : numbers)
      for (int i = 0; i < channel.length; i++) channel[i] = max() - channel[i];
  }

  /** Composites the colours over white and returns the number of channels without alpha. */
  private int overWhite(final double[][] numbers) {
    final int colours = photometric() == RGB ? COLOURS : 1;
    final int alpha = alpha(colours, numbers.length);
    if (alpha < 0) return numbers.length;
    final boolean multiplied = extraKinds()[alpha - colours] == MULTIPLIED_ALPHA;
    final double white = samples.isFloat() ? 1 : max();
    for (int c = 0; c < colours; c++)
      for (int i = 0; i < numbers[c].length; i++) {
        final double share = numbers[alpha][i] / white;
        final double own = multiplied ? numbers[c][i] : share * numbers[c][i];
        numbers[c][i] = own + (1 - share) * white;
      }
    return colours;
  }

  private long[] extraKinds() {
    return page().values().getOrDefault(TiffDirectory.EXTRA_SAMPLES, new long[0]);
  }

  /** Returns the index of the first sample that is alpha, or -1. Several greys are channels. */
  private int alpha(final int colours, final int count) {
    if (samples.isSigned() || colours == 1 && count != 2) return -1;
    final long[] kinds = extraKinds();
    for (int i = 0; i < kinds.length && colours + i < count; i++)
      if (kinds[i] == MULTIPLIED_ALPHA || kinds[i] == ALPHA) return colours + i;
    return -1;
  }

  private ImageProcessor grey(final double[] values) {
    final int bits = (int) page().bits();
    if (samples.isFloat() || bits > Short.SIZE || samples.isSigned() && bits % Byte.SIZE != 0) {
      final ImageProcessor plane = floats(values);
      if (photometric() == WHITE_IS_ZERO) plane.invertLut();
      return plane;
    }
    final ImageProcessor plane = integers(bits > Byte.SIZE);
    // ImageJ stores signed values with this offset and subtracts it in the calibration.
    final int offset = samples.isSigned() ? 1 << bits - 1 : 0;
    final double factor = bits < Byte.SIZE ? BYTE_MAX / max() : 1;
    for (int i = 0; i < values.length; i++)
      plane.set(i, (int) Math.round(values[i] * factor) + offset);
    if (photometric() == WHITE_IS_ZERO && samples.isSigned()) plane.invertLut();
    return plane;
  }

  private ImageProcessor integers(final boolean wide) {
    final int width = (int) page().width();
    final int height = (int) page().height();
    return wide ? new ShortProcessor(width, height) : new ByteProcessor(width, height);
  }

  private ImageProcessor floats(final double[] values) {
    final float[] pixels = new float[values.length];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) values[i];
    return new FloatProcessor((int) page().width(), (int) page().height(), pixels);
  }

  /** Red, green and blue from 0 to a maximum. */
  private List<ImageProcessor> colours(
      final double[][] numbers, final double max, final boolean wide) {
    final double factor = (wide ? SHORT_MAX : BYTE_MAX) / max;
    final List<ImageProcessor> planes = new ArrayList<>();
    for (int c = 0; c < COLOURS; c++) {
      final ImageProcessor plane = integers(wide);
      for (int i = 0; i < numbers[c].length; i++)
        plane.set(i, (int) Math.round(numbers[c][i] * factor));
      planes.add(plane);
    }
    if (wide) return planes;
    final ColorProcessor rgb = new ColorProcessor((int) page().width(), (int) page().height());
    for (int c = 0; c < COLOURS; c++) rgb.setChannel(c + 1, (ByteProcessor) planes.get(c));
    return List.of(rgb);
  }
}
