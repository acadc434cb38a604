package sc.fiji.styletransfer.macro;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;

/** The images that are open in ImageJ, with or without a window. */
public final class OpenImages {

  private OpenImages() {}

  /**
   * Returns the open image with a title or ID.
   *
   * @param name title, or ID as ImageJ's macros use it: a negative number
   * @return the image, or nothing if no such image is open
   */
  public static Optional<ImagePlus> find(final String name) {
    return Optional.ofNullable(
        name.matches("-\\d{1,9}")
            ? WindowManager.getImage(Integer.parseInt(name))
            : WindowManager.getImage(name));
  }

  /**
   * Returns the open image with a title or ID.
   *
   * @param name title or ID
   * @return the image
   * @throws StyleTransferException if no such image is open
   */
  public static ImagePlus named(final String name) {
    return find(name)
        .orElseThrow(
            () ->
                new StyleTransferException(
                    "No image with the title '%s' is open. Open it, or use one of the open titles: %s."
                        .formatted(name, titles())));
  }

  private static String titles() {
    final String[] titles = WindowManager.getImageTitles();
    return titles.length == 0 ? "none" : String.join(", ", titles);
  }

  /**
   * Returns a name that {@link #find} maps to the image: its title, or its ID if several open
   * images have the same title.
   *
   * @param image an open image
   * @return title or ID
   */
  public static String nameOf(final ImagePlus image) {
    final long equal =
        all().stream().filter(other -> other.getTitle().equals(image.getTitle())).count();
    return equal > 1 ? String.valueOf(image.getID()) : image.getTitle();
  }

  /**
   * Returns the current image of this thread.
   *
   * @return the image
   * @throws StyleTransferException if no image is open
   */
  public static ImagePlus current() {
    final ImagePlus image = WindowManager.getCurrentImage();
    if (image == null)
      throw new StyleTransferException("No image is open. Open the image to stylise first.");
    return image;
  }

  /**
   * Returns the open images other than the current one.
   *
   * @return images in the order in which they were opened
   */
  public static List<ImagePlus> others() {
    final ImagePlus current = WindowManager.getCurrentImage();
    return all().stream().filter(image -> image != current).toList();
  }

  /**
   * Returns all open images.
   *
   * @return images in the order in which they were opened
   */
  public static List<ImagePlus> all() {
    final int[] ids = WindowManager.getIDList();
    if (ids == null) return List.of();
    return Arrays.stream(ids)
        .mapToObj(WindowManager::getImage)
        .filter(image -> image != null)
        .toList();
  }
}
