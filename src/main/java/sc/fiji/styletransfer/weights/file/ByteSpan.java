package sc.fiji.styletransfer.weights.file;

/**
 * A range of bytes.
 *
 * @param begin index of the first byte
 * @param end index after the last byte
 */
public record ByteSpan(long begin, long end) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code begin} is negative or larger than {@code end}
   */
  public ByteSpan {
    if (begin < 0 || end < begin)
      throw new IllegalArgumentException("Invalid range from " + begin + " to " + end);
  }

  /**
   * @return number of bytes
   */
  public long length() {
    return end - begin;
  }

  /**
   * @param bytes number of bytes
   * @return the range moved by this number of bytes
   */
  public ByteSpan plus(final long bytes) {
    return new ByteSpan(begin + bytes, end + bytes);
  }

  boolean contains(final long first, final long last) {
    return begin <= first && last <= end;
  }

  /** Returns the range from {@code first} to {@code last}, relative to the begin of this range. */
  ByteSpan from(final long first, final long last) {
    return new ByteSpan(first - begin, last - begin);
  }
}
