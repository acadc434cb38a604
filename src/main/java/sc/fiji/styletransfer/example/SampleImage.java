package sc.fiji.styletransfer.example;

import ij.IJ;
import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.macro.OpenImages;

/** The pictures in the jar; the project's code draws them. */
public enum SampleImage {
  /** A bay at dusk: the content. */
  SCENE("scene.png"),
  /** A night sky in thick brush strokes: a style. */
  SWIRLS("swirls.png"),
  /** A mountain, cut in wood: a style. */
  WOODCUT("woodcut.png");

  private final String title;

  SampleImage(final String title) {
    this.title = title;
  }

  /**
   * Returns the title of the open image, which is also the name of the resource.
   *
   * @return the title
   */
  public String title() {
    return title;
  }

  /**
   * Returns the open image of this title, or else opens the picture.
   *
   * @return the image; without windows, only macros get it as an open image
   */
  public ImagePlus open() {
    return OpenImages.find(title).orElseGet(this::show);
  }

  private ImagePlus show() {
    final ImagePlus image = read();
    if (IJ.isMacro() || WindowSystem.isAvailable()) image.show();
    return image;
  }

  /**
   * Reads the picture.
   *
   * @return a new image, not shown
   * @throws StyleTransferException if the jar lacks the picture
   */
  public ImagePlus read() {
    try (InputStream in = SampleImage.class.getResourceAsStream(title)) {
      final BufferedImage picture = in == null ? null : ImageIO.read(in);
      if (picture == null)
        throw new StyleTransferException(
            "The sample image %s is missing from the plugin's jar. Install the plugin again."
                .formatted(title));
      return new ImagePlus(title, picture);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The sample image %s cannot be read from the plugin's jar. Install the plugin again."
              .formatted(title),
          e);
    }
  }
}
