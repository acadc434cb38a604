package sc.fiji.styletransfer.macro;

import ij.ImagePlus;
import ij.WindowManager;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import org.scijava.thread.ThreadService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current image of the macro or script that called a command. ImageJ stores the current image
 * per thread, and SciJava runs a command on another thread than its caller.
 */
public final class CallerImage {

  private static final Logger LOG = LoggerFactory.getLogger(CallerImage.class);

  private final ThreadService threads;

  /**
   * @param threads service that knows which thread started which
   */
  public CallerImage(final ThreadService threads) {
    this.threads = threads;
  }

  /**
   * Returns the current image of the nearest calling thread that has one, else ImageJ's current
   * image.
   *
   * @return the image, or nothing if no image is open
   */
  public Optional<ImagePlus> get() {
    final Map<?, ?> images = imagesByThread();
    for (Thread thread = threads.getParent(null);
        thread != null;
        thread = threads.getParent(thread))
      if (images.get(thread) instanceof ImagePlus image) return Optional.of(image);
    return Optional.ofNullable(WindowManager.getCurrentImage());
  }

  /**
   * Shows an image and makes it the current image of the caller.
   *
   * @param image the image
   */
  public void show(final ImagePlus image) {
    image.show();
    WindowManager.setTempCurrentImage(null);
    final Thread caller = threads.getParent(null);
    if (caller != null) WindowManager.setTempCurrentImage(caller, image);
  }

  /** ImageJ has no public method that returns the current image of another thread. */
  private static Map<?, ?> imagesByThread() {
    try {
      final Field table = WindowManager.class.getDeclaredField("tempImageTable");
      table.setAccessible(true);
      return (Map<?, ?>) table.get(null);
    } catch (final ReflectiveOperationException | RuntimeException e) {
      LOG.warn(
          "Cannot read the current image of the macro from this version of ImageJ; using the front"
              + " image",
          e);
      return Map.of();
    }
  }
}
