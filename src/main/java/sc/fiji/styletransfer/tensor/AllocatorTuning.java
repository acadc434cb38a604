package sc.fiji.styletransfer.tensor;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes glibc reuse the memory that the engine frees. By default glibc returns each large block to
 * the system at once. For the next layer the system has to map and zero the pages again, which
 * takes about as long as the convolutions. In a process that was started for the engine,
 * environment variables change this behaviour (see {@code bin/stylize}). In other processes, such
 * as ImageJ, this class makes glibc keep freed memory during a session; {@link #trim} returns it to
 * the system from time to time and afterwards. Blocks of more than 64 MB are kept only on threads
 * that use the first arena; a program cannot choose the arena of a thread.
 */
final class AllocatorTuning {

  private static final Logger LOG = LoggerFactory.getLogger(AllocatorTuning.class);

  // Parameters of mallopt, from malloc.h.
  private static final int TRIM_THRESHOLD = -1;
  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;
  private static final int ARENA_MAX = -8;

  private static final int HEAP_OF_AN_ARENA = 64 << 20;
  private static final int LARGER_THAN_ANY_LAYER = 1 << 30;

  private AllocatorTuning() {}

  /** Makes the allocator keep freed memory, unless the environment configures the allocator. */
  static void keep() {
    if (!isTunable()) return;
    try {
      final NativeLibrary c = NativeLibrary.getInstance("c");
      // Heaps of all arenas except the first have this size and are unmapped when they are empty.
      set(c, ARENA_MAX, 1);
      set(c, TOP_PAD, HEAP_OF_AN_ARENA);
      set(c, MMAP_THRESHOLD, LARGER_THAN_ANY_LAYER);
      set(c, TRIM_THRESHOLD, Integer.MAX_VALUE);
    } catch (final UnsatisfiedLinkError e) {
      LOG.debug("The C library has no mallopt", e);
    }
  }

  /** Returns freed memory to the system. */
  static void trim() {
    if (!isTunable()) return;
    try {
      NativeLibrary.getInstance("c").getFunction("malloc_trim").invokeInt(new Object[] {0L});
    } catch (final UnsatisfiedLinkError e) {
      LOG.debug("The C library has no malloc_trim", e);
    }
  }

  private static boolean isTunable() {
    return Platform.isLinux()
        && System.getenv("GLIBC_TUNABLES") == null
        && System.getenv().keySet().stream().noneMatch(name -> name.startsWith("MALLOC_"));
  }

  private static void set(final NativeLibrary c, final int parameter, final int value) {
    final int accepted = c.getFunction("mallopt").invokeInt(new Object[] {parameter, value});
    if (accepted == 0) LOG.debug("mallopt does not accept {} for {}", value, parameter);
  }
}
