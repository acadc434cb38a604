package sc.fiji.styletransfer.tensor;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of memory that the engine has freed. By itself glibc gives every large block back to
 * the system at once and takes it anew for the next layer, page by page and zeroed, which takes
 * about as long as the convolutions. In a process that was started for the engine, environment
 * variables say otherwise (see {@code bin/stylize}); in one that was not, such as ImageJ, it is
 * told here to keep what is freed during a session, and to give it back afterwards. Blocks of more
 * than 64 MB are kept only on threads that use the first arena, which cannot be chosen.
 */
final class AllocatorTuning {

  private static final Logger LOG = LoggerFactory.getLogger(AllocatorTuning.class);

  // Numbers of parameters, from malloc.h.
  private static final int TRIM_THRESHOLD = -1;
  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;
  private static final int ARENA_MAX = -8;

  private static final int HEAP_OF_AN_ARENA = 64 << 20;
  private static final int LARGER_THAN_ANY_LAYER = 1 << 30;

  private AllocatorTuning() {}

  /** Keeps it for the next layer, unless the user has told the allocator what to do. */
  static void keep() {
    if (!isOurs()) return;
    try {
      final NativeLibrary c = NativeLibrary.getInstance("c");
      // The heaps of all arenas but the first end at this size, and go when they are empty.
      set(c, ARENA_MAX, 1);
      set(c, TOP_PAD, HEAP_OF_AN_ARENA);
      set(c, MMAP_THRESHOLD, LARGER_THAN_ANY_LAYER);
      set(c, TRIM_THRESHOLD, Integer.MAX_VALUE);
    } catch (final UnsatisfiedLinkError e) {
      LOG.debug("This C library has no mallopt", e);
    }
  }

  /** Gives it back to the system. */
  static void giveBack() {
    if (!isOurs()) return;
    try {
      NativeLibrary.getInstance("c").getFunction("malloc_trim").invokeInt(new Object[] {0L});
    } catch (final UnsatisfiedLinkError e) {
      LOG.debug("This C library has no malloc_trim", e);
    }
  }

  private static boolean isOurs() {
    return Platform.isLinux()
        && System.getenv("GLIBC_TUNABLES") == null
        && System.getenv().keySet().stream().noneMatch(name -> name.startsWith("MALLOC_"));
  }

  private static void set(final NativeLibrary c, final int parameter, final int value) {
    final int accepted = c.getFunction("mallopt").invokeInt(new Object[] {parameter, value});
    if (accepted == 0) LOG.debug("mallopt does not take {} for {}", value, parameter);
  }
}
