package sc.fiji.styletransfer.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * How much each of several styles counts.
 *
 * @param numbers one for each style, not negative; none means equal shares
 */
public record StyleShares(List<Double> numbers) {

  /** Every style counts the same. */
  public static final StyleShares EQUAL = new StyleShares(List.of());

  private static final String EQUAL_NAME = "equal";

  /**
   * Checks the numbers.
   *
   * @throws StyleTransferException if one is negative or not finite, or all are zero
   */
  public StyleShares {
    numbers = List.copyOf(numbers);
    final double sum = sum(numbers);
    if (numbers.stream().anyMatch(share -> share < 0)
        || !Double.isFinite(sum)
        || sum == 0 && !numbers.isEmpty())
      throw new StyleTransferException(
          "Style shares must not be negative nor all zero; write for example 2,1.");
  }

  /**
   * @param text {@code equal}, or numbers separated by commas
   * @return the shares
   * @throws StyleTransferException if the text is neither
   */
  public static StyleShares parse(final String text) {
    if (text.equalsIgnoreCase(EQUAL_NAME)) return EQUAL;
    final List<Double> numbers = new ArrayList<>();
    for (final String item : text.split(",")) numbers.add(number(item));
    return new StyleShares(numbers);
  }

  /**
   * @param styles how many there are
   * @return a fraction for each, which together are 1
   * @throws StyleTransferException if there are not as many shares as styles
   */
  public List<Double> of(final int styles) {
    if (numbers.isEmpty()) return java.util.Collections.nCopies(styles, 1.0 / styles);
    if (numbers.size() != styles)
      throw new StyleTransferException(
          "There are %d style shares for %d style pictures; give one for each."
              .formatted(numbers.size(), styles));
    final double sum = sum(numbers);
    return numbers.stream().map(share -> share / sum).toList();
  }

  private static double number(final String text) {
    try {
      return Double.parseDouble(text.trim());
    } catch (final NumberFormatException e) {
      throw new StyleTransferException(
          "'" + text + "' is no share of a style; write for example 2,1.", e);
    }
  }

  private static double sum(final List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** As it is written in settings. */
  @Override
  public String toString() {
    return numbers.isEmpty()
        ? EQUAL_NAME
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
