package sc.fiji.styletransfer.settings;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * The parts in which large pictures are looked at: {@code auto} as the memory demands, {@code off}
 * for the whole at once, or a side in pixels.
 *
 * @param text as the user writes it
 */
public record TileSide(String text) {

  /** As the memory demands. */
  public static final TileSide AUTO = new TileSide("auto");

  /** The whole at once. */
  public static final TileSide OFF = new TileSide("off");

  /** The smallest side, and the grid on which tiles lie. */
  public static final int MIN = 16;

  private static final int MAX = 65536;

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is no choice
   */
  public TileSide {
    text = text.trim().toLowerCase(Locale.ROOT);
    if (!text.equals("auto") && !text.equals("off")) {
      final int side = Integer.parseInt(text);
      if (side < MIN || side > MAX) throw new IllegalArgumentException(text);
    }
  }

  /**
   * @return the side in pixels, 0 for the whole; empty if the memory is to decide
   */
  public OptionalInt pixels() {
    if (text.equals("auto")) return OptionalInt.empty();
    return OptionalInt.of(text.equals("off") ? 0 : Integer.parseInt(text));
  }

  @Override
  public String toString() {
    return text;
  }
}
