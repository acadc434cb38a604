package sc.fiji.styletransfer.image.read;

import java.io.ByteArrayOutputStream;

/** Writes numbers of a few bits one after the other. */
final class BitWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int current;
  private int filled;

  /** The order of TIFF's LZW. */
  void mostSignificantFirst(final int value, final int bits) {
    for (int bit = bits - 1; bit >= 0; bit--) put(value >> bit & 1, 7 - filled);
  }

  /** The order of WebP. */
  void leastSignificantFirst(final int value, final int bits) {
    for (int bit = 0; bit < bits; bit++) put(value >> bit & 1, filled);
  }

  private void put(final int bit, final int position) {
    current |= bit << position;
    if (++filled == 8) {
      out.write(current);
      current = 0;
      filled = 0;
    }
  }

  /** Everything written, filled up with zeros. */
  byte[] bytes() {
    if (filled > 0) {
      out.write(current);
      filled = 0;
      current = 0;
    }
    return out.toByteArray();
  }
}
