package sc.fiji.styletransfer.macro;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the options of a macro. A value may contain brackets, quotation marks, spaces and equals
 * signs, so that options can often be read in several ways; this class finds the most plausible
 * reading. From the end of the text to its start, it computes the reading of the lowest cost of
 * each remainder of the text. Unknown keys, brackets without a partner and values that swallow
 * another key have a cost. Of readings of equal cost, the one with more options wins.
 */
final class OptionReader {

  private static final Pattern OPTION = Pattern.compile("\\s*+(\\S[^\\s=]*+)(=?)");

  /** A key that somebody may have mistyped. */
  private static final Pattern WORD = Pattern.compile("[\\w-]+");

  private static final int UNKNOWN_KEY = 1;
  private static final int NO_KEY = 3;
  private static final int UNPAIRED = 1;
  private static final int SWALLOWED_KEY = 3;
  private static final int OPENED_AND_NOT_CLOSED = 3;

  private static final Comparator<Reading> PLAUSIBLE =
      Comparator.comparingInt(Reading::cost)
          .thenComparing(Comparator.comparingInt(Reading::count).reversed());

  private final String text;
  private final Set<String> keys;

  /** The positions after a space or a closing mark at which a known key with a value begins. */
  private final BitSet knownKeys;

  /** The best reading of the text from each position; null where no option can begin. */
  private final Reading[] best;

  /**
   * @param text the options
   * @param keys the known keys
   */
  OptionReader(final String text, final Collection<String> keys) {
    this.text = text.trim();
    this.keys = keys.stream().map(OptionReader::lower).collect(Collectors.toSet());
    knownKeys = knownKeys();
    best = new Reading[this.text.length() + 1];
  }

  private BitSet knownKeys() {
    final Pattern known =
        Pattern.compile(
            keys.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<=[\\s\\]'])(?:", ")=")),
            Pattern.CASE_INSENSITIVE);
    final BitSet positions = new BitSet();
    known.matcher(text).results().forEach(found -> positions.set(found.start()));
    return positions;
  }

  /** Returns the options in their order. */
  List<MacroOption> read() {
    best[text.length()] = new Reading(null, null, 0, 0);
    for (int begin = text.length() - 1; begin >= 0; begin--)
      if (canBegin(begin)) best[begin] = bestFrom(begin);
    final List<MacroOption> options = new ArrayList<>();
    for (Reading rest = best[0]; rest.option() != null; rest = rest.rest())
      options.add(rest.option());
    return options;
  }

  /** An option begins after a space, or after a closing mark where a macro forgot the space. */
  private boolean canBegin(final int position) {
    return position == 0 || isSpace(position) || "]'".indexOf(text.charAt(position - 1)) >= 0;
  }

  private Reading bestFrom(final int begin) {
    final Matcher option = OPTION.matcher(text).region(begin, text.length());
    if (!option.lookingAt()) throw new IllegalStateException("no option at " + begin);
    final String key = option.group(1);
    final boolean hasValue = !option.group(2).isEmpty();
    final int cost = cost(key, hasValue);
    if (!hasValue) return best[option.end()].after(new MacroOption(key, "true"), cost);
    final Value value = bestValue(option.end());
    return best[value.next()].after(
        new MacroOption(key, text.substring(value.begin(), value.end())), value.cost() + cost);
  }

  private int cost(final String key, final boolean hasValue) {
    if (keys.contains(lower(key))) return 0;
    return hasValue && WORD.matcher(key).matches() ? UNKNOWN_KEY : NO_KEY;
  }

  /** Returns the value after an equals sign with which the remainder has the lowest cost. */
  private Value bestValue(final int begin) {
    final List<Value> values = new ArrayList<>();
    final boolean opened = begin < text.length() && "['".indexOf(text.charAt(begin)) >= 0;
    if (opened) addClosed(values, begin + 1, text.charAt(begin) == '[' ? ']' : '\'');
    int end = begin;
    while (end < text.length() && !isSpace(end)) end++;
    final int unpaired = OptionValue.hasBracketsInPairs(text.substring(begin, end)) ? 0 : UNPAIRED;
    values.add(new Value(begin, end, end, unpaired + (opened ? OPENED_AND_NOT_CLOSED : 0)));
    return values.stream()
        .min(Comparator.comparing(value -> best[value.next()].after(null, value.cost()), PLAUSIBLE))
        .orElseThrow();
  }

  /** Adds the values that begin at a position and end at a closing mark. */
  private void addClosed(final List<Value> values, final int begin, final char closing) {
    int open = 0;
    boolean unpaired = false;
    int swallowed = 0;
    for (int i = begin; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (i > begin && knownKeys.get(i)) swallowed += SWALLOWED_KEY;
      if (c == closing && endsAt(i + 1))
        values.add(new Value(begin, i, i + 1, swallowed + (unpaired || open != 0 ? UNPAIRED : 0)));
      if (c == '[') open++;
      if (c == ']') open--;
      unpaired |= open < 0 || c == closing && closing == '\'';
    }
  }

  private boolean endsAt(final int position) {
    return position == text.length() || isSpace(position) || knownKeys.get(position);
  }

  private boolean isSpace(final int position) {
    return " \t\n\r\f\u000B".indexOf(text.charAt(position)) >= 0;
  }

  private static String lower(final String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /** A value from {@code begin} to {@code end}, after which the next option begins. */
  private record Value(int begin, int end, int next, int cost) {}

  /** An option and the reading of the remainder; without an option at the end of the text. */
  private record Reading(MacroOption option, Reading rest, int cost, int count) {

    Reading after(final MacroOption first, final int firstCost) {
      return new Reading(first, this, cost + firstCost, count + 1);
    }
  }
}
