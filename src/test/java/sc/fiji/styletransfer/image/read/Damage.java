package sc.fiji.styletransfer.image.read;

import java.util.Arrays;
import java.util.Random;

/** Cuts and garbles bytes at random. */
public final class Damage {

  private Damage() {}

  /**
   * Damages a file.
   *
   * @param whole its bytes, which are not changed
   * @param random decides what is damaged
   * @return a damaged copy
   */
  public static byte[] to(final byte[] whole, final Random random) {
    byte[] bytes = whole.clone();
    final int kind = random.nextInt(10);
    if (kind < 3) return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    if (kind == 3) bytes = Arrays.copyOf(bytes, bytes.length / 2 + random.nextInt(bytes.length));
    final int changes = 1 + random.nextInt(kind < 7 ? 3 : 30);
    // Most of what a decoder can stumble over stands at the beginning or at the end.
    for (int i = 0; i < changes; i++) {
      final int range = random.nextInt(3) == 0 ? bytes.length : Math.min(bytes.length, 200);
      final int offset = random.nextInt(range);
      final int at = random.nextBoolean() ? offset : bytes.length - 1 - offset;
      bytes[at] = random.nextInt(4) == 0 ? (byte) 255 : (byte) random.nextInt(256);
    }
    return bytes;
  }

  /**
   * Damages a text: characters and pieces are removed, repeated, or replaced by others.
   *
   * @param whole the text
   * @param pieces what may be put in
   * @param random decides what is damaged
   * @return a damaged text
   */
  public static String to(final String whole, final String[] pieces, final Random random) {
    final StringBuilder text = new StringBuilder(whole);
    for (int i = random.nextInt(6); i >= 0 && !text.isEmpty(); i--) {
      final int at = random.nextInt(text.length());
      final int end = Math.min(text.length(), at + random.nextInt(8));
      final String piece =
          switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> text.substring(at, end).repeat(2);
            case 2 -> String.valueOf((char) random.nextInt(1 << 16));
            default -> pieces[random.nextInt(pieces.length)];
          };
      text.replace(at, random.nextInt(3) == 0 ? at : end, piece);
    }
    if (random.nextInt(6) == 0) text.setLength(random.nextInt(text.length() + 1));
    return text.toString();
  }
}
