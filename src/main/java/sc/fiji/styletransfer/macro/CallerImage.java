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
 * The image that is current for the macro or script that called a command. ImageJ keeps it per
 * thread, and a SciJava command runs on a thread of its own.
 */
public final class CallerImage {

  private static final Logger LOG = LoggerFactory.getLogger(CallerImage.class);

  private final ThreadService threads;

  public CallerImage(final ThreadService threads) {
    this.threads = threads;
  }

  /** The image current on the nearest calling thread that has one, else ImageJ's current image. */
  public Optional<ImagePlus> get() {
    final Map<?, ?> images = imagesByThread();
    for (Thread thread = threads.getParent(null);
        thread != null;
        thread = threads.getParent(thread))
      if (images.get(thread) instanceof ImagePlus image) return Optional.of(image);
    return Optional.ofNullable(WindowManager.getCurrentImage());
  }

  /** Shows an image and makes it the current one of the caller. */
  public void show(final ImagePlus image) {
    image.show();
    WindowManager.setTempCurrentImage(null);
    final Thread caller = threads.getParent(null);
    if (caller != null) WindowManager.setTempCurrentImage(caller, image);
  }

  /** ImageJ has no public way to ask for another thread's current image. */
  private static Map<?, ?> imagesByThread() {
    try {
      final Field table = WindowManager.class.getDeclaredField("tempImageTable");
      table.setAccessible(true);
      return (Map<?, ?>) table.get(null);
    } catch (final ReflectiveOperationException | RuntimeException e) {
      LOG.warn("This ImageJ hides the macro's image; taking the one in front", e);
      return Map.of();
    }
  }
}
