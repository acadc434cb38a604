package sc.fiji.styletransfer.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Label numbers of named regions, the same for content and styles. A name that is a number gives
 * that label; a region without a name gets its position.
 */
final class RegionLabels {

  /** Larger than the labels of usual label images, and exact in single precision. */
  private static final int FIRST = 1 << 20;

  private final Map<String, Integer> byName = new LinkedHashMap<>();

  int number(final String name, final int position) {
    if (name == null || name.isBlank()) return position;
    if (name.matches("[1-9]\\d{0,5}")) return Integer.parseInt(name);
    return byName.computeIfAbsent(name, unseen -> FIRST + byName.size());
  }

  /** Returns the name of a label for messages, or the label's number if it has no name. */
  String name(final int number) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(entry -> "'" + entry.getKey() + "'")
        .findFirst()
        .orElse(String.valueOf(number));
  }
}
