package sc.fiji.styletransfer.command;

/** Keys, in macros and scripts, of what is not a setting: images and files. */
final class Keys {

  /** The image to be stylised; the current one unless said otherwise. */
  static final String CONTENT = "content";

  /** Whether the style is an image or a file. */
  static final String STYLE_SOURCE = "stylesource";

  /** Title or ID of an open image. */
  static final String STYLE_IMAGE = "styleimage";

  /** Path of an image file. */
  static final String STYLE_FILE = "stylefile";

  /** Path of the file the result is written to. */
  static final String SAVE_AS = "saveas";

  /** Folder with images. */
  static final String FOLDER = "folder";

  /** Image file or folder of image files whose style is taken. */
  static final String STYLES = "styles";

  /** Folder for results. */
  static final String TARGET = "target";

  private Keys() {}
}
