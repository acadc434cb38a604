package sc.fiji.styletransfer.macro;

import ij.ImagePlus;
import ij.WindowManager;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import sc.fiji.styletransfer.StyleTransferException;

/** The images open in ImageJ, with or without a window. */
public final class OpenImages {

  private OpenImages() {}

  /**
   * @param name title or ID
   * @return whether an image of that name is open
   */
  public static boolean isOpen(final String name) {
    return find(name) != null;
  }

  /**
   * @param name title or ID
   * @return the image of that name
   * @throws StyleTransferException if there is none
   */
  public static ImagePlus named(final String name) {
    final ImagePlus image = find(name);
    if (image == null)
      throw new StyleTransferException(
          "No image called '" + name + "' is open; open it or give its title as it is shown.");
    return image;
  }

  private static ImagePlus find(final String name) {
    return name.matches("-\\d{1,9}")
        ? WindowManager.getImage(Integer.parseInt(name))
        : WindowManager.getImage(name);
  }

  /**
   * @return the image that is current on this thread
   * @throws StyleTransferException if there is none
   */
  public static ImagePlus current() {
    final ImagePlus image = WindowManager.getCurrentImage();
    if (image == null)
      throw new StyleTransferException("There is no image open; open the image to be stylised.");
    return image;
  }

  /** The images that are open besides the current one. */
  public static List<ImagePlus> others() {
    final int[] ids = WindowManager.getIDList();
    if (ids == null) return List.of();
    final ImagePlus current = WindowManager.getCurrentImage();
    return Arrays.stream(ids)
        .mapToObj(WindowManager::getImage)
        .filter(image -> image != null && image != current)
        .toList();
  }

  /**
   * @param text a path as a user writes it
   * @throws StyleTransferException if no file can have that name
   */
  public static Path path(final String text) {
    try {
      return Path.of(text);
    } catch (final InvalidPathException e) {
      throw new StyleTransferException(
          "'" + text + "' cannot be the name of a file; choose another.", e);
    }
  }
}
