package sc.fiji.styletransfer.settings;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a run may take on the device, all of the process included: {@code auto} for what
 * is free there, {@code auto/2} for half of that (processes beside each other share what there is),
 * or a number with M or G, such as {@code 3G} or {@code 1.5G}.
 *
 * @param text as the user writes it
 */
public record MemoryLimit(String text) {

  private static final Pattern SHARE = Pattern.compile("auto(?:/([1-9]\\d{0,3}))?");

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)([mg])b?");

  /** What is free on the device. Below the patterns, which check it. */
  public static final MemoryLimit AUTO = new MemoryLimit("auto");

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is no amount
   */
  public MemoryLimit {
    text = text.trim().toLowerCase(Locale.ROOT);
    if (!SHARE.matcher(text).matches() && !AMOUNT.matcher(text).matches())
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

  /**
   * @return among how many what is free is shared out; 1 if there is a limit in bytes
   */
  public int sharers() {
    final Matcher share = SHARE.matcher(text);
    return share.matches() && share.group(1) != null ? Integer.parseInt(share.group(1)) : 1;
  }

  /**
   * @param processes that compute beside each other, at least 1
   * @return what each of them may take
   */
  public MemoryLimit sharedBy(final int processes) {
    if (processes == 1) return this;
    final OptionalLong bytes = bytes();
    return bytes.isPresent()
        ? new MemoryLimit(Math.max(1, bytes.getAsLong() / processes >> 20) + "M")
        : new MemoryLimit("auto/" + sharers() * processes);
  }

  @Override
  public String toString() {
    return text;
  }
}
