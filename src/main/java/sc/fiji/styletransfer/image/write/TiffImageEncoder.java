package sc.fiji.styletransfer.image.write;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.io.TiffEncoder;
import java.io.IOException;
import java.io.OutputStream;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.ImagePlanes;

/**
 * Writes ImageJ's TIFF with all metadata that ImageJ stores, and without ImageJ's dialogs on
 * failure. A file beyond 4 GB has one directory, followed by all planes. ImageJ reads such files,
 * and few other programs do.
 */
public final class TiffImageEncoder implements ImageEncoder {

  /** ImageJ counts the bytes of a plane in an int and the bytes of a stack in a long. */
  private static final long MAX_PLANE = Integer.MAX_VALUE;

  @Override
  public void check(final ImagePlus image) {
    final long plane = (long) image.getWidth() * image.getHeight() * image.getBytesPerPixel();
    if (plane > MAX_PLANE) {
      throw new StyleTransferException(
          "The planes of the result are larger than 2 GiB, which ImageJ's TIFF cannot hold. Choose"
              + " a smaller size.");
    }
  }

  @Override
  public void encode(final ImagePlus image, final OutputStream out) throws IOException {
    new TiffEncoder(describe(image)).write(out);
  }

  private static FileInfo describe(final ImagePlus image) {
    final FileInfo info = image.getFileInfo();
    final FileSaver saver = new FileSaver(image);
    info.info = image.getInfoProperty();
    info.description = saver.getDescriptionString();
    info.sliceLabels = labels(image);
    info.roi = RoiEncoder.saveAsByteArray(image.getRoi());
    info.overlay = FileSaver.getOverlay(image);
    info.properties = image.getPropertiesAsArray();
    if (image.isComposite()) {
      saver.saveDisplayRangesAndLuts(image, info);
    }
    if (image.getStackSize() > 1 && image.getStack() instanceof VirtualStack planes) {
      info.virtualStack = planes;
    }
    return info;
  }

  private static String[] labels(final ImagePlus image) {
    if (image.getStackSize() == 1) {
      final String label = new ImagePlanes(image).label(1, 1, 1);
      return label == null ? null : new String[] {label};
    }
    final ImageStack stack = image.getStack();
    final String[] labels = new String[stack.getSize()];
    boolean any = false;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = stack.getSliceLabel(i + 1);
      any |= labels[i] != null;
    }
    return any ? labels : null;
  }
}
