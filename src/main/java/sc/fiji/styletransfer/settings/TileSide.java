package sc.fiji.styletransfer.settings;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Side of the tiles in which the network evaluates a picture: {@code auto} for tiles that fit into
 * memory, {@code off} for the whole picture at once, or a number of pixels.
 *
 * @param text side as text
 */
public record TileSide(String text) {

  /** Tiles that fit into memory. */
  public static final TileSide AUTO = new TileSide("auto");

  /** The whole picture at once. */
  public static final TileSide OFF = new TileSide("off");

  /** Smallest side in pixels. */
  public static final int MIN = 16;

  private static final int MAX = 65536;

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if the text is not a side
   */
  public TileSide {
    text = text.trim().toLowerCase(Locale.ROOT);
    if (!text.equals("auto") && !text.equals("off")) {
      final int side = Integer.parseInt(text);
      if (side < MIN || side > MAX) throw new IllegalArgumentException(text);
    }
  }

  /** Returns the side in pixels, 0 for the whole picture; empty for {@code auto}. */
  public OptionalInt pixels() {
    if (text.equals("auto")) return OptionalInt.empty();
    return OptionalInt.of(text.equals("off") ? 0 : Integer.parseInt(text));
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
