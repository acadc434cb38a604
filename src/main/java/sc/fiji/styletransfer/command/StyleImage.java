package sc.fiji.styletransfer.command;

import ij.ImagePlus;
import sc.fiji.styletransfer.macro.OpenImages;

/**
 * The style of a SciJava command. The type differs from that of the content, so that Fiji's dialog
 * lists only the images that {@link StyleImageConverter} offers, without the content.
 *
 * @param image the image
 */
public record StyleImage(ImagePlus image) {

  /** Returns the text in dialogs and recorded macros: the title, or the ID if it is not unique. */
  @Override
  public String toString() {
    return OpenImages.nameOf(image);
  }
}
