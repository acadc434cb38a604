package sc.fiji.styletransfer.macro;

/** Keys, in macros and scripts, of what is not a setting: images and files. */
public final class InputKeys {

  /** The image to be stylised; the current one unless said otherwise. */
  public static final String CONTENT = "content";

  /** Whether the style is an image or a file. */
  public static final String STYLE_SOURCE = "stylesource";

  /** Title or ID of an open image. */
  public static final String STYLE_IMAGE = "styleimage";

  /** Path of an image file. */
  public static final String STYLE_FILE = "stylefile";

  /** Path of the file the result is written to. */
  public static final String SAVE_AS = "saveas";

  /** Folder with images. */
  public static final String FOLDER = "folder";

  /** Image file or folder of image files whose style is taken. */
  public static final String STYLES = "styles";

  /** Folder for results. */
  public static final String TARGET = "target";

  private InputKeys() {}
}
