package sc.fiji.styletransfer.weights.file;

/**
 * A stretch of bytes.
 *
 * @param begin first byte
 * @param end byte after the last
 */
public record ByteSpan(long begin, long end) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if it ends before it begins or begins before 0
   */
  public ByteSpan {
    if (begin < 0 || end < begin)
      throw new IllegalArgumentException("No span from " + begin + " to " + end);
  }

  /**
   * @return number of bytes
   */
  public long length() {
    return end - begin;
  }

  /**
   * @param bytes to move by
   * @return the same stretch so much later
   */
  public ByteSpan plus(final long bytes) {
    return new ByteSpan(begin + bytes, end + bytes);
  }

  boolean contains(final long first, final long last) {
    return begin <= first && last <= end;
  }

  /** The stretch from {@code first} to {@code last}, counted from the beginning of this one. */
  ByteSpan from(final long first, final long last) {
    return new ByteSpan(first - begin, last - begin);
  }
}
