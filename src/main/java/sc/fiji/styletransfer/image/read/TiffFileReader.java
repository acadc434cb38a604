package sc.fiji.styletransfer.image.read;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Decodes TIFF files with the TwelveMonkeys library: compressed ones, tiles, BigTIFF, CMYK, Lab and
 * whatever else ImageJ's decoder does not read. Pages of the first page's size become slices.
 */
final class TiffFileReader {

  private static final int SIGNED = 2;
  private static final int MOST_SAMPLES = 1 << 10;
  private static final int WIDEST = 64;
  private static final int INCH = 2;
  private static final int CENTIMETRE = 3;

  private final Path file;
  private final TiffLayout layout;
  private final TiffPages pages;
  private final TiffDirectory first;
  private final HeapLimit limit;

  /**
   * Creates a reader of one file.
   *
   * @param file the file
   * @param layout its directories
   * @param limit of the memory it may take
   */
  TiffFileReader(final Path file, final TiffLayout layout, final HeapLimit limit) {
    this.file = file;
    this.layout = layout;
    this.limit = limit;
    pages = new TiffPages(file, layout);
    first = layout.directories().get(0);
  }

  /**
   * Decodes all pages.
   *
   * @return a new image, not shown
   * @throws IOException if the file is damaged
   */
  ImagePlus read() throws IOException {
    checkSizes();
    final List<ImageProcessor> planes = new ArrayList<>();
    final ImageReader reader = ReaderLibrary.get().reader(PictureFormat.TIFF);
    try (ImageInputStream in = pages.open()) {
      final DamageReport damage = new DamageReport();
      reader.addIIOReadWarningListener(damage);
      reader.setInput(in, false, true);
      for (int page = 0; page < pages.list().size(); page++)
        planes.addAll(upright(planes(reader, page)));
      damage.check();
    } finally {
      reader.dispose();
    }
    final int channels = planes.size() / pages.list().size();
    final ImagePlus image =
        DecodedImage.of(file.getFileName().toString(), planes, channels, isColour());
    image.setCalibration(calibration(image));
    return image;
  }

  private List<ImageProcessor> upright(final List<ImageProcessor> planes) {
    final int orientation = (int) first.first(TiffDirectory.ORIENTATION, 1);
    return planes.stream().map(plane -> Orientation.upright(plane, orientation)).toList();
  }

  private List<ImageProcessor> planes(final ImageReader reader, final int page) throws IOException {
    if (isMeasurement()) return RasterPlanes.of(reader.readRaster(page, null), isSigned());
    final BufferedImage picture = reader.read(page);
    return RasterPlanes.of(picture);
  }

  /** Whether values are kept as stored, because they are numbers rather than colours. */
  private boolean isMeasurement() {
    final boolean plain = first.first(TiffDirectory.PHOTOMETRIC, 1) == 1;
    return plain && !isColour() && (first.bits() >= Short.SIZE || isSigned() || isFloat());
  }

  private boolean isColour() {
    return first.first(TiffDirectory.PHOTOMETRIC, 1) > 1;
  }

  private boolean isSigned() {
    return first.first(TiffDirectory.SAMPLE_FORMAT, 1) == SIGNED;
  }

  private boolean isFloat() {
    return first.first(TiffDirectory.SAMPLE_FORMAT, 1) == 3;
  }

  private void checkSizes() {
    if (first.samples() < 1
        || first.samples() > MOST_SAMPLES
        || first.bits() < 1
        || first.bits() > WIDEST)
      throw new StyleTransferException(
          "The TIFF file '%s' is damaged: it states %d samples of %d bits. Copy or download the file again."
              .formatted(file, first.samples(), first.bits()));
    final double perPixel = Math.max(1, first.samples() * first.bits() / (double) Byte.SIZE);
    limit.check(file, first.width(), first.height(), perPixel * pages.list().size());
    if (first.isTiled()) limit.check(file, first.blockWidth(), first.blockHeight(), perPixel);
  }

  private Calibration calibration(final ImagePlus image) {
    final Calibration calibration = image.getCalibration().copy();
    final long unit = first.first(TiffDirectory.RESOLUTION_UNIT, INCH);
    final double x = ratio(TiffDirectory.X_RESOLUTION);
    final double y = ratio(TiffDirectory.Y_RESOLUTION);
    if (x > 0 && y > 0 && (unit == INCH || unit == CENTIMETRE)) {
      calibration.pixelWidth = 1 / x;
      calibration.pixelHeight = 1 / y;
      calibration.setUnit(unit == INCH ? "inch" : "cm");
    }
    if (isSigned() && image.getBitDepth() == Short.SIZE) calibration.setSigned16BitCalibration();
    if (isSigned() && image.getBitDepth() == Byte.SIZE)
      calibration.setFunction(
          Calibration.STRAIGHT_LINE, new double[] {Byte.MIN_VALUE, 1}, "gray value");
    return calibration;
  }

  private double ratio(final int tag) {
    final long[] fraction = first.values().getOrDefault(tag, new long[0]);
    return fraction.length < 2 || fraction[1] == 0 ? 0 : (double) fraction[0] / fraction[1];
  }

  /**
   * Tells whether ImageJ's own decoder reads the file correctly and with all that ImageJ stores in
   * it: uncompressed strips that the directories describe without a mistake.
   *
   * @return whether ImageJ reads it
   */
  boolean suitsImageJ() throws IOException {
    return new TiffSuitability(layout, Files.size(file)).suitsImageJ();
  }
}
