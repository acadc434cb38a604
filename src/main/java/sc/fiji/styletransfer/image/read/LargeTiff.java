package sc.fiji.styletransfer.image.read;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.plugin.FileInfoVirtualStack;
import ij.process.LUT;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.StackLimit;

/**
 * Opens a stack in ImageJ's own TIFF without reading its planes into memory. Such a file has one
 * directory, followed by all planes. ImageJ writes no other TIFF beyond 4 GiB.
 */
final class LargeTiff {

  private final FileInfo info;

  private LargeTiff(final FileInfo info) {
    this.info = info;
  }

  /**
   * Finds a large stack in a file.
   *
   * @param file a well-formed TIFF file
   * @param limit largest stack that is read into memory
   * @return the stack; empty if the file has no such stack, or one within the limit
   * @throws IOException if the file cannot be read
   * @throws StyleTransferException if ImageJ cannot read planes of that size
   */
  static Optional<LargeTiff> in(final Path file, final StackLimit limit) throws IOException {
    final List<FileInfo> directories = TiffDirectories.of(file);
    if (directories.size() != 1) return Optional.empty();
    final FileInfo info = directories.get(0);
    final long plane = (long) info.width * info.height * info.getBytesPerPixel();
    if (info.fileType == FileInfo.RGB48 || !limit.isExceededBy(info.nImages, plane))
      return Optional.empty();
    if (plane > Integer.MAX_VALUE)
      throw new StyleTransferException(
          "The planes of '"
              + file
              + "' are larger than 2 GiB. Crop them or scale them down first.");
    return Optional.of(new LargeTiff(info));
  }

  /**
   * Opens the stack.
   *
   * @return a virtual image with the calibration, lookup tables and labels that ImageJ reads
   */
  ImagePlus open() {
    final ImagePlus image = firstPlane();
    final LUT shown = image.getBitDepth() == 24 ? null : image.getProcessor().getLut();
    image.setStack(new FileInfoVirtualStack((FileInfo) info.clone(), false));
    // ImageJ finds a new display range for a new stack.
    if (shown != null) image.setLut(shown);
    final Properties properties = new FileOpener(info).decodeDescriptionString(info);
    final int channels = number(properties, "channels");
    final int slices = number(properties, "slices");
    final int frames = number(properties, "frames");
    if (channels * slices * frames == info.nImages) image.setDimensions(channels, slices, frames);
    image.setOpenAsHyperStack("true".equals(properties.getProperty("hyperstack")));
    return channels > 1 && image.getNChannels() == channels ? composite(image) : image;
  }

  private ImagePlus firstPlane() {
    final FileInfo first = (FileInfo) info.clone();
    first.nImages = 1;
    final ImagePlus image = new FileOpener(first).openImage();
    if (image == null)
      throw new StyleTransferException(
          "The file '" + info.getFilePath() + "' cannot be read. Copy or download the file again.");
    return image;
  }

  private ImagePlus composite(final ImagePlus image) {
    final String mode = String.valueOf(info.description);
    final CompositeImage composite =
        new CompositeImage(
            image,
            mode.contains("mode=color")
                ? IJ.COLOR
                : mode.contains("mode=gray") ? IJ.GRAYSCALE : IJ.COMPOSITE);
    composite.setOverlay(image.getOverlay());
    composite.setProperties(image.getPropertiesAsArray());
    if (info.channelLuts != null && info.channelLuts.length == image.getNChannels())
      composite.setLuts(luts());
    return composite;
  }

  private LUT[] luts() {
    final LUT[] luts = new LUT[info.channelLuts.length];
    for (int channel = 0; channel < luts.length; channel++) {
      luts[channel] = lut(info.channelLuts[channel]);
      if (info.displayRanges != null && info.displayRanges.length > 2 * channel + 1) {
        luts[channel].min = info.displayRanges[2 * channel];
        luts[channel].max = info.displayRanges[2 * channel + 1];
      }
    }
    return luts;
  }

  /** Splits a table of the file: first all reds, then the greens, then the blues. */
  private static LUT lut(final byte[] table) {
    final int size = table.length / 3;
    return new LUT(
        8,
        size,
        Arrays.copyOfRange(table, 0, size),
        Arrays.copyOfRange(table, size, 2 * size),
        Arrays.copyOfRange(table, 2 * size, 3 * size));
  }

  private static int number(final Properties properties, final String key) {
    final String text = properties.getProperty(key, "1");
    return text.matches("\\d{1,9}(\\.0*)?") ? (int) Double.parseDouble(text) : 1;
  }
}
