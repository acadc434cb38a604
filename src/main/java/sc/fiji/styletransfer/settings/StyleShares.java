package sc.fiji.styletransfer.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Shares of several styles in the style loss.
 *
 * @param numbers zero or positive, one for each style; empty for equal shares
 */
public record StyleShares(List<Double> numbers) {

  /** The same share for every style. */
  public static final StyleShares EQUAL = new StyleShares(List.of());

  private static final String EQUAL_NAME = "equal";

  /**
   * Checks the numbers.
   *
   * @throws StyleTransferException if a number is negative or not finite, or all are zero
   */
  public StyleShares {
    numbers = List.copyOf(numbers);
    final double sum = sum(numbers);
    if (numbers.stream().anyMatch(share -> share < 0)
        || !Double.isFinite(sum)
        || sum == 0 && !numbers.isEmpty())
      throw new StyleTransferException(
          "Style shares cannot be negative, and not all can be zero. Write for example 2,1.");
  }

  /**
   * Converts text to shares.
   *
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
   * Returns the shares of the styles of a run.
   *
   * @param styles number of styles
   * @return a fraction for each style; their sum is 1
   * @throws StyleTransferException if the number of shares is not the number of styles
   */
  public List<Double> of(final int styles) {
    if (numbers.isEmpty()) return Collections.nCopies(styles, 1.0 / styles);
    if (numbers.size() != styles)
      throw new StyleTransferException(
          "There are %s style shares for %s style images. Give one share for each style image."
              .formatted(numbers.size(), styles));
    final double sum = sum(numbers);
    return numbers.stream().map(share -> share / sum).toList();
  }

  private static double number(final String text) {
    try {
      return Double.parseDouble(text.trim());
    } catch (final NumberFormatException e) {
      throw new StyleTransferException(
          "'" + text + "' is not a number. Write style shares as for example 2,1.", e);
    }
  }

  private static double sum(final List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Returns {@code equal}, or the numbers separated by commas. */
  @Override
  public String toString() {
    return numbers.isEmpty()
        ? EQUAL_NAME
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
