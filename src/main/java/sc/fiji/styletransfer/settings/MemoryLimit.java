package sc.fiji.styletransfer.settings;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limit of the memory that the process of a run uses on the device. {@code auto} is what is free
 * there, {@code auto/2} half of that, for processes that run at the same time; otherwise a number
 * with M or G, such as {@code 800M} or {@code 1.5G}.
 *
 * @param text limit as a user writes it
 */
public record MemoryLimit(String text) {

  private static final Pattern SHARE = Pattern.compile("auto(?:/([1-9]\\d{0,3}))?");

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)([mg])b?");

  /** The free memory of the device. Declared after the patterns that check the text. */
  public static final MemoryLimit AUTO = new MemoryLimit("auto");

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if the text is not a limit
   */
  public MemoryLimit {
    text = text.trim().toLowerCase(Locale.ROOT);
    if (!SHARE.matcher(text).matches() && !AMOUNT.matcher(text).matches())
      throw new IllegalArgumentException(text);
  }

  /** Returns the limit in bytes; empty for {@code auto}. */
  public OptionalLong bytes() {
    final Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) return OptionalLong.empty();
    final long unit = amount.group(2).equals("g") ? 1L << 30 : 1L << 20;
    return OptionalLong.of((long) (Double.parseDouble(amount.group(1)) * unit));
  }

  /** Returns the number of processes that share the free memory; 1 for a limit in bytes. */
  public int sharers() {
    final Matcher share = SHARE.matcher(text);
    return share.matches() && share.group(1) != null ? Integer.parseInt(share.group(1)) : 1;
  }

  /**
   * Divides the limit.
   *
   * @param processes number of processes that run at the same time, at least 1
   * @return the limit of each process
   */
  public MemoryLimit sharedBy(final int processes) {
    if (processes == 1) return this;
    final OptionalLong bytes = bytes();
    return bytes.isPresent()
        ? new MemoryLimit(Math.max(1, bytes.getAsLong() / processes >> 20) + "M")
        : new MemoryLimit("auto/" + sharers() * processes);
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
