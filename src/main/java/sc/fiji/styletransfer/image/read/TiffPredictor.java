package sc.fiji.styletransfer.image.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOException;

/**
 * Reverses the predictor of a row of TIFF samples. Predictor 2 stores differences between
 * neighbours (TIFF 6.0, section 14). Predictor 3 stores the bytes of floats by significance, and
 * differences between these bytes (Adobe Photoshop TIFF Technical Note 3).
 *
 * @param number 1 for none, 2, or 3
 * @param bits of a sample
 * @param order byte order of the file
 */
record TiffPredictor(int number, int bits, ByteOrder order) {

  private static final int HORIZONTAL = 2;
  private static final int FLOATING = 3;

  /**
   * Changes differences to values.
   *
   * @param row bytes of a row of a strip or tile
   * @param samples number of samples of a pixel in the row
   * @return the byte order of the values
   * @throws IOException if the predictor does not suit the samples
   */
  ByteOrder reverse(final byte[] row, final int samples) throws IOException {
    if (number == HORIZONTAL) horizontal(row, samples);
    else if (number == FLOATING) return floating(row, samples);
    else if (number != 1) throw new IIOException("the predictor " + number + " is unknown");
    return order;
  }

  private void horizontal(final byte[] row, final int samples) throws IOException {
    final ByteBuffer values = ByteBuffer.wrap(row).order(order);
    final int bytes = bits / Byte.SIZE;
    for (int at = samples * bytes; at <= row.length - bytes; at += bytes) {
      final int before = at - samples * bytes;
      switch (bits) {
        case 8 -> row[at] += row[before];
        case 16 -> values.putShort(at, (short) (values.getShort(at) + values.getShort(before)));
        case 32 -> values.putInt(at, values.getInt(at) + values.getInt(before));
        case 64 -> values.putLong(at, values.getLong(at) + values.getLong(before));
        default -> throw new IIOException("predictor 2 does not suit samples of " + bits + " bits");
      }
    }
    if (bits % Byte.SIZE != 0)
      throw new IIOException("predictor 2 does not suit samples of " + bits + " bits");
  }

  private ByteOrder floating(final byte[] row, final int samples) throws IOException {
    if (bits % Byte.SIZE != 0 || bits < Short.SIZE)
      throw new IIOException("predictor 3 does not suit samples of " + bits + " bits");
    for (int i = samples; i < row.length; i++) row[i] += row[i - samples];
    final byte[] bySignificance = row.clone();
    final int bytes = bits / Byte.SIZE;
    final int values = row.length / bytes;
    for (int i = 0; i < values; i++)
      for (int b = 0; b < bytes; b++) row[i * bytes + b] = bySignificance[b * values + i];
    return ByteOrder.BIG_ENDIAN;
  }
}
