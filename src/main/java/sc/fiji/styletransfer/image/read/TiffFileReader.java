package sc.fiji.styletransfer.image.read;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Decodes TIFF files with the TwelveMonkeys library: compressed ones, tiles, BigTIFF, CMYK, Lab and
 * whatever else ImageJ's decoder does not read. Pages of the first page's size become slices.
 */
final class TiffFileReader {

  private static final int SIGNED = 2;

  /** Compressions of CCITT Group 3 and 4, which only know black and white. */
  private static final List<Long> FAX = List.of(2L, 3L, 4L);

  private static final int MOST_SAMPLES = 1 << 10;
  private static final int WIDEST = 64;
  private static final int INCH = 2;
  private static final int CENTIMETRE = 3;

  private final Path file;
  private final TiffLayout layout;
  private final TiffPages pages;
  private final TiffDirectory first;
  private final TiffChannels channels;
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
    first = pages.first();
    channels = new TiffChannels(new TiffSamples(first, layout.order()));
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
    try (ImageInputStream in = pages.open(channels.suit())) {
      final DamageReport damage = new DamageReport();
      reader.addIIOReadWarningListener(damage);
      reader.setInput(in, false, true);
      for (int page = 0; page < pages.list().size(); page++)
        planes.addAll(upright(planes(reader, page)));
      damage.check();
    } finally {
      reader.dispose();
    }
    final int perPage = planes.size() / pages.list().size();
    final ImagePlus image =
        DecodedImage.of(file.getFileName().toString(), planes, perPage, isColour());
    image.setCalibration(calibration(image));
    return image;
  }

  private List<ImageProcessor> upright(final List<ImageProcessor> planes) {
    final int orientation = (int) first.first(TiffDirectory.ORIENTATION, 1);
    return planes.stream().map(plane -> Orientation.upright(plane, orientation)).toList();
  }

  private List<ImageProcessor> planes(final ImageReader reader, final int page) throws IOException {
    if (isMeasurement()) return RasterPlanes.of(reader.readRaster(page, null), isSigned());
    if (!channels.suit()) return RasterPlanes.of(reader.read(page));
    final TiffSamples samples = new TiffSamples(pages.list().get(page), layout.order());
    final int perPage = first.isSeparate() ? (int) first.samples() : 1;
    return new TiffChannels(samples).read(reader, page * perPage);
  }

  /** Whether the library gives the numbers as stored, which is faster than {@link TiffSamples}. */
  private boolean isMeasurement() {
    final boolean plain = first.first(TiffDirectory.PHOTOMETRIC, 1) == 1 && !channels.suit();
    return plain && (first.bits() >= Short.SIZE || isSigned());
  }

  private boolean isColour() {
    return first.first(TiffDirectory.PHOTOMETRIC, 1) > 1;
  }

  private boolean isSigned() {
    return first.first(TiffDirectory.SAMPLE_FORMAT, 1) == SIGNED;
  }

  private void checkSizes() throws IOException {
    if (!first.hasOneDepth()) throw new IIOException("its samples differ in their number of bits");
    if (FAX.contains(first.first(TiffDirectory.COMPRESSION, 1))
        && (first.bits() != 1 || first.samples() != 1))
      throw new IIOException("the compression of fax pages does not suit its samples");
    if (first.samples() < 1
        || first.samples() > MOST_SAMPLES
        || first.bits() < 1
        || first.bits() > WIDEST)
      throw new StyleTransferException(
          "The TIFF file '%s' is damaged: it states %s samples of %s bits. Copy or download the file again."
              .formatted(file, first.samples(), first.bits()));
    final double perPixel = Math.max(1, first.samples() * first.bits() / (double) Byte.SIZE);
    limit.check(file, first.width(), first.height(), perPixel * pages.list().size());
    if (channels.suit()) checkNumbers(perPixel);
    if (first.isTiled()) limit.check(file, first.blockWidth(), first.blockHeight(), perPixel);
  }

  /** Of one page at a time, {@link TiffSamples} holds the bytes and a double for each sample. */
  private void checkNumbers(final double perPixel) {
    final double kept = pages.list().size() * (double) Float.BYTES;
    limit
        .inPlace()
        .check(
            file,
            first.width(),
            first.height(),
            perPixel + first.samples() * (Double.BYTES + kept));
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
    final int expected = first.isOwnStack() ? 1 : pages.list().size();
    return layout.directories().size() == expected
        && new TiffSuitability(layout, Files.size(file)).suitsImageJ();
  }

  /**
   * Tells whether ImageJ's decoder finds the same pages, because it takes tags for others if they
   * have unusual types or occur twice.
   *
   * @param decoded ImageJ's directories
   * @return whether ImageJ will read the pixels that this reader would
   */
  boolean agreesWith(final List<FileInfo> decoded) {
    if (decoded.size() != layout.directories().size()) return false;
    for (final FileInfo info : decoded)
      if (info.width != first.width()
          || info.height != first.height()
          || info.compression > FileInfo.COMPRESSION_NONE
          || info.samplesPerPixel != first.samples()
          || info.getBytesPerPixel() * (long) Byte.SIZE != first.bits() * first.samples()
          || info.nImages > 1 && info.nImages != first.ownPlanes()) return false;
    return true;
  }
}
