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
}
