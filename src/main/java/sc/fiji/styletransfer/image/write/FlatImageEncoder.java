package sc.fiji.styletransfer.image.write;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.plane.DisplayRendering;
import sc.fiji.styletransfer.image.plane.ImagePlanes;

/**
 * Writes PNG and JPEG files. Both formats hold one plane: grey values of 8 bits, grey values of 16
 * bits (PNG only), or RGB. The compression quality of JPEG is a number from 0 to 1. It is NaN for
 * PNG, which has no loss.
 */
final class FlatImageEncoder implements ImageEncoder {

  private final String format;
  private final double quality;

  FlatImageEncoder(final String format, final double quality) {
    this.format = format;
    this.quality = quality;
  }

  @Override
  public void check(final ImagePlus image) {
    final boolean overlaid = new ImagePlanes(image).areOverlaid();
    final int pictures = image.getStackSize() / (overlaid ? image.getNChannels() : 1);
    if (pictures > 1) {
      throw new StyleTransferException(
          String.format(
              "A %s file holds one plane, and '%s' has %s planes. Choose a .tif file.",
              format.toUpperCase(Locale.ROOT), image.getTitle(), pictures));
    }
  }

  @Override
  public void encode(final ImagePlus image, final OutputStream out) throws IOException {
    final ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      final BufferedImage pixels = buffered(image);
      final ImageWriteParam parameters = parameters(writer);
      final IIOMetadata record =
          FlatImageText.metadata(writer, pixels, parameters, image.getInfoProperty());
      writer.write(null, new IIOImage(pixels, null, record), parameters);
    } finally {
      writer.dispose();
    }
  }

  private ImageWriteParam parameters(final ImageWriter writer) {
    final ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (!Double.isNaN(quality)) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality((float) quality);
    }
    return parameters;
  }

  private BufferedImage buffered(final ImagePlus image) {
    final ImageProcessor plane = image.getProcessor();
    final boolean exact = Double.isNaN(quality);
    if (exact && !image.isComposite() && image.getBitDepth() <= 16 && plane.isDefaultLut()) {
      final boolean bytes = image.getBitDepth() == 8;
      return grey(plane, bytes ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
    }
    final ColorProcessor shown = DisplayRendering.of(image);
    if (image.getBitDepth() != 24 && shown.isGrayscale()) {
      return grey(shown.getChannel(1, null), BufferedImage.TYPE_BYTE_GRAY);
    }
    return rgb(shown);
  }

  private static BufferedImage grey(final ImageProcessor plane, final int type) {
    final BufferedImage grey = new BufferedImage(plane.getWidth(), plane.getHeight(), type);
    grey.getRaster().setDataElements(0, 0, plane.getWidth(), plane.getHeight(), plane.getPixels());
    return grey;
  }

  private static BufferedImage rgb(final ColorProcessor colours) {
    final int width = colours.getWidth();
    final int height = colours.getHeight();
    final BufferedImage rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    rgb.getRaster().setDataElements(0, 0, width, height, colours.getPixels());
    return rgb;
  }
}
