package sc.fiji.styletransfer.image.read;

import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes a colour profile of four inks (ICC.1:2001-04, lut8Type). */
final class DrawnProfile {

  private static final int HEADER = 128;
  private static final int TAG_TABLE = 4 + 2 * 12;
  private static final int TO_LAB = 48 + 256 * 4 + 16 * 3 + 256 * 3;
  private static final int FROM_LAB = 48 + 256 * 3 + 8 * 4 + 256 * 4;

  private DrawnProfile() {}

  /** Inks that are all grey: each of them alone gives L* = 50, two or more black, none white. */
  static ICC_Profile greyInks() {
    final ByteBuffer out = ByteBuffer.allocate(HEADER + TAG_TABLE + TO_LAB + FROM_LAB);
    out.putInt(out.capacity()).putInt(0).putInt(0x02100000);
    text(out, "prtrCMYKLab ");
    out.position(36);
    text(out, "acsp");
    // The white of the connection space: D50.
    out.position(68);
    out.putInt(0xf6d6).putInt(0x10000).putInt(0xd32d);
    out.position(HEADER);
    out.putInt(2);
    text(out, "A2B0");
    out.putInt(HEADER + TAG_TABLE).putInt(TO_LAB);
    text(out, "B2A0");
    out.putInt(HEADER + TAG_TABLE + TO_LAB).putInt(FROM_LAB);
    lut(out, 4, 3);
    for (int corner = 0; corner < 16; corner++) {
      final int inks = Integer.bitCount(corner);
      out.put((byte) (inks == 0 ? 255 : inks == 1 ? 128 : 0)).put((byte) 128).put((byte) 128);
    }
    ramps(out, 3);
    // The way back is not used, but the library refuses a profile without it.
    lut(out, 3, 4);
    out.position(out.position() + 8 * 4);
    ramps(out, 4);
    return ICC_Profile.getInstance(out.array());
  }

  private static void lut(final ByteBuffer out, final int from, final int to) {
    text(out, "mft1");
    out.putInt(0).put(new byte[] {(byte) from, (byte) to, 2, 0});
    for (int i = 0; i < 9; i++) out.putInt(i % 4 == 0 ? 0x10000 : 0);
    ramps(out, from);
  }

  private static void ramps(final ByteBuffer out, final int count) {
    for (int i = 0; i < count * 256; i++) out.put((byte) i);
  }

  private static void text(final ByteBuffer out, final String text) {
    out.put(text.getBytes(StandardCharsets.US_ASCII));
  }
}
