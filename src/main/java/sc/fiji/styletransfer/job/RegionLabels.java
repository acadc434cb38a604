package sc.fiji.styletransfer.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of named regions, the same for content and styles: a name that is a number means the
 * label of that number; a region without a name has its position.
 */
final class RegionLabels {

  /** Above what label images have, and exact in float. */
  private static final int FIRST = 1 << 20;

  private final Map<String, Integer> byName = new LinkedHashMap<>();

  int number(final String name, final int position) {
    if (name == null || name.isBlank()) return position;
    if (name.matches("[1-9]\\d{0,5}")) return Integer.parseInt(name);
    return byName.computeIfAbsent(name, unseen -> FIRST + byName.size());
  }

  /** The name, or the number if it has none, for messages. */
  String name(final int number) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(entry -> "'" + entry.getKey() + "'")
        .findFirst()
        .orElse(String.valueOf(number));
  }
}
