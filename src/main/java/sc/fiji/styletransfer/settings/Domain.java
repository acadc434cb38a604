package sc.fiji.styletransfer.settings;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The values that a setting can have, and their form as text.
 *
 * @param <T> type of the values
 * @param description the allowed values for help texts, such as {@code 1 to 100000}
 * @param choices all allowed texts if the values are a list, empty otherwise
 * @param parser converts text to a value and throws {@link IllegalArgumentException} for text that
 *     is not a value
 */
public record Domain<T>(String description, List<String> choices, Function<String, T> parser) {

  /**
   * Returns the integers of an interval.
   *
   * @param min smallest allowed value
   * @param max largest allowed value
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
   * Returns the decimal numbers of an interval.
   *
   * @param min smallest allowed value
   * @param max largest allowed value
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
   * Returns the constants of an enumeration. Their texts are the results of {@code toString} in
   * lower case.
   *
   * @param type the enumeration
   * @param <E> the enumeration
   * @return the domain
   */
  public static <E extends Enum<E>> Domain<E> choice(final Class<E> type) {
    return choice(type, Map.of());
  }

  /**
   * Returns the constants of an enumeration some of which had other texts in earlier versions.
   *
   * @param type the enumeration
   * @param earlier constants by their earlier texts, which are read but never written
   * @param <E> the enumeration
   * @return the domain
   */
  public static <E extends Enum<E>> Domain<E> choice(
      final Class<E> type, final Map<String, E> earlier) {
    final List<E> values = List.of(type.getEnumConstants());
    final List<String> names =
        values.stream().map(e -> e.toString().toLowerCase(Locale.ROOT)).toList();
    return new Domain<>(
        String.join(", ", names),
        names,
        text -> {
          final String name = text.toLowerCase(Locale.ROOT);
          final int index = names.indexOf(name);
          require(index >= 0 || earlier.containsKey(name));
          return index >= 0 ? values.get(index) : earlier.get(name);
        });
  }

  /**
   * Returns the values true and false.
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
   * Returns all texts that are not blank.
   *
   * @param description the allowed texts for help texts
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
   * Returns the lists of layers with weights.
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
          "The setting '%s' cannot be '%s'. Allowed values: %s.".formatted(name, text, description),
          e);
    }
  }

  private static void require(final boolean condition) {
    if (!condition) throw new IllegalArgumentException("outside the allowed values");
  }

  private static String plain(final double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) return String.valueOf((long) value);
    final boolean readable = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6;
    return readable
        ? String.valueOf(value)
        : new DecimalFormat("0.###E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(value)
            .toLowerCase(Locale.ROOT);
  }
}
