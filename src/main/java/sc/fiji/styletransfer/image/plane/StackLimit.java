package sc.fiji.styletransfer.image.plane;

/**
 * How large a stack may be before its planes are left in a file and read one at a time.
 *
 * @param bytes of all planes together
 */
public record StackLimit(long bytes) {

  private static final int SHARE_OF_HEAP = 4;

  /** 2 GiB, or a quarter of Java's heap if that is less: content and result must both fit. */
  public static StackLimit ofHeap() {
    return new StackLimit(
        Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  public boolean isExceededBy(final long planes, final long bytesPerPlane) {
    return planes > 1 && planes * bytesPerPlane > bytes;
  }
}
