package sc.fiji.styletransfer.macro;

/** Macro and script keys of the inputs that are not settings: images, files and folders. */
public final class InputKeys {

  /** Title or ID of the image to stylise; the current image if the key is absent. */
  public static final String CONTENT = "content";

  /** Whether the style is an open image or a file. */
  public static final String STYLE_SOURCE = "stylesource";

  /** Title or ID of the open image that provides the style. */
  public static final String STYLE_IMAGE = "styleimage";

  /** Path of the image file that provides the style. */
  public static final String STYLE_FILE = "stylefile";

  /** Path of the file to which the result is saved. */
  public static final String SAVE_AS = "saveas";

  /** Path of the folder with the images to stylise. */
  public static final String FOLDER = "folder";

  /** Path of a style image, or of a folder with style images. */
  public static final String STYLES = "styles";

  /** Path of the folder to which results are saved. */
  public static final String TARGET = "target";

  private InputKeys() {}
}
