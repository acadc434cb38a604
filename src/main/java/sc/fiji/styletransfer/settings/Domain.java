package sc.fiji.styletransfer.settings;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The values a setting can take: how they are written and which are allowed.
 *
 * @param <T> type of the values
 * @param description of the allowed values, for help texts, such as {@code 1 to 100000}
 * @param choices the allowed texts if they are few, else empty
 * @param parser from text to value; throws {@link IllegalArgumentException} for a text that is none
 */
public record Domain<T>(String description, List<String> choices, Function<String, T> parser) {

  /**
   * Whole numbers.
   *
   * @param min smallest allowed
   * @param max largest allowed
   * @return the domain
   */
  public static Domain<Integer> integers(final int min, final int max) {
    return new Domain<>(
        min + " to " + max,
        List.of(),
        text -> {
          final int value = Integer.parseInt(text);
          require(value >= min && value <= max);
          return value;
        });
  }

  /**
   * Decimal numbers.
   *
   * @param min smallest allowed
   * @param max largest allowed
   * @return the domain
   */
  public static Domain<Double> numbers(final double min, final double max) {
    return new Domain<>(
        plain(min) + " to " + plain(max),
        List.of(),
        text -> {
          final double value = Double.parseDouble(text);
          require(value >= min && value <= max);
          return value;
        });
  }

  /**
   * The constants of an enumeration, written as its {@code toString} says.
   *
   * @param type the enumeration
   * @param <E> the enumeration
   * @return the domain
   */
  public static <E extends Enum<E>> Domain<E> choice(final Class<E> type) {
    final List<E> values = List.of(type.getEnumConstants());
    final List<String> names =
        values.stream().map(e -> e.toString().toLowerCase(Locale.ROOT)).toList();
    return new Domain<>(
        String.join(", ", names),
        names,
        text -> {
          final int index = names.indexOf(text.toLowerCase(Locale.ROOT));
          require(index >= 0);
          return values.get(index);
        });
  }

  /**
   * Yes or no.
   *
   * @return the domain
   */
  public static Domain<Boolean> truth() {
    return new Domain<>(
        "true, false",
        List.of("true", "false"),
        text -> {
          require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
          return Boolean.valueOf(text);
        });
  }

  /**
   * Any text.
   *
   * @param description what may be written
   * @return the domain
   */
  public static Domain<String> text(final String description) {
    return new Domain<>(
        description,
        List.of(),
        text -> {
          require(!text.isBlank());
          return text;
        });
  }

  /**
   * Layers with a weight each.
   *
   * @return the domain
   */
  public static Domain<LayerWeights> layers() {
    return new Domain<>(
        "layer:weight,layer:weight,… with layers conv1_1 to conv5_4",
        List.of(),
        LayerWeights::parse);
  }

  T parse(final String name, final String text) {
    try {
      return parser.apply(text.trim());
    } catch (final StyleTransferException e) {
      throw e;
    } catch (final IllegalArgumentException e) {
      throw new StyleTransferException(
          "The setting %s cannot be '%s'; allowed: %s.".formatted(name, text, description), e);
    }
  }

  private static void require(final boolean condition) {
    if (!condition) throw new IllegalArgumentException("outside the allowed values");
  }

  private static String plain(final double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
