package sc.fiji.styletransfer.image.plane;

/**
 * Size from which a stack stays in a file and its planes are read one at a time.
 *
 * @param bytes largest size of all planes together in memory
 */
public record StackLimit(long bytes) {

  private static final int SHARE_OF_HEAP = 4;

  /**
   * Returns the default limit: 2 GiB, or a quarter of Java's heap if that is less, because content
   * and result must both fit.
   *
   * @return the limit of this process
   */
  public static StackLimit ofHeap() {
    return new StackLimit(
        Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  /**
   * Compares a stack with the limit.
   *
   * @param planes number of planes
   * @param bytesPerPlane bytes of one plane
   * @return whether the stack has several planes and exceeds the limit
   */
  public boolean isExceededBy(final long planes, final long bytesPerPlane) {
    return planes > 1 && planes * bytesPerPlane > bytes;
  }
}
