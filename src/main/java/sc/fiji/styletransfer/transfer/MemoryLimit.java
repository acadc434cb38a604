package sc.fiji.styletransfer.transfer;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a run may take on the device, all of the process included: {@code auto} for what
 * is free there, or a number with M or G, such as {@code 3G} or {@code 1.5G}.
 *
 * @param text as the user writes it
 */
public record MemoryLimit(String text) {

  /** What is free on the device. */
  public static final MemoryLimit AUTO = new MemoryLimit("auto");

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)([mg])b?");

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is no amount
   */
  public MemoryLimit {
    text = text.trim().toLowerCase(Locale.ROOT);
    if (!text.equals("auto") && !AMOUNT.matcher(text).matches())
      throw new IllegalArgumentException(text);
  }

  /**
   * @return the limit in bytes, if there is one
   */
  public OptionalLong bytes() {
    final Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) return OptionalLong.empty();
    final long unit = amount.group(2).equals("g") ? 1L << 30 : 1L << 20;
    return OptionalLong.of((long) (Double.parseDouble(amount.group(1)) * unit));
  }

  @Override
  public String toString() {
    return text;
  }
}
