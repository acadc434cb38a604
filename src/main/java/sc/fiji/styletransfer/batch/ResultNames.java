package sc.fiji.styletransfer.batch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file names of the results of a batch. Each pair of content and style has its own name, also
 * on file systems that ignore letter case or store Unicode in another normal form. The names depend
 * only on the paths of the files and not on their order.
 *
 * <p>A name is {@code content-style}, each without its ending. Where two files share the name
 * without ending, the ending follows, then the folder's name precedes. Pairs whose joined names are
 * equal, such as {@code a + b-c} and {@code a-b + c}, get a hash of both paths.
 */
public final class ResultNames {

  /** File systems allow 255 bytes; some network and encrypted file systems allow fewer. */
  private static final int LONGEST_NAME = 140;

  private static final int HASH_LENGTH = 8;

  /** How a file may be named, from the shortest form to the most distinct one. */
  private static final List<Function<Path, String>> FORMS =
      List.of(
          BatchFiles::stem,
          file -> BatchFiles.stem(file) + "_" + BatchFiles.ending(file),
          file -> folder(file) + "_" + BatchFiles.stem(file),
          file -> folder(file) + "_" + BatchFiles.stem(file) + "_" + BatchFiles.ending(file));

  private record Pair(Path content, Path style) {}

  private final Map<Pair, String> names = new HashMap<>();

  /**
   * Chooses the names of all pairs.
   *
   * @param contents content files
   * @param styles style files
   */
  public ResultNames(final List<Path> contents, final List<Path> styles) {
    final Map<Path, String> contentNames = shortNames(contents);
    final Map<Path, String> styleNames = shortNames(styles);
    final Map<Pair, String> joined = new HashMap<>();
    contents.forEach(
        content ->
            styles.forEach(
                style ->
                    joined.put(
                        new Pair(content, style),
                        contentNames.get(content) + "-" + styleNames.get(style))));
    final Map<String, Long> counts =
        joined.values().stream()
            .collect(Collectors.groupingBy(ResultNames::key, Collectors.counting()));
    joined.forEach((pair, name) -> names.put(pair, name(pair, name, counts.get(key(name)) > 1)));
  }

  /**
   * Returns the name of a result.
   *
   * @param content one of the content files
   * @param style one of the style files
   * @return the name without its ending
   */
  public String of(final Path content, final Path style) {
    return names.get(new Pair(content, style));
  }

  private static String name(final Pair pair, final String joined, final boolean shared) {
    final String start = cut(joined);
    return shared || start.length() < joined.length() ? start + "-" + hash(pair) : joined;
  }

  private static Map<Path, String> shortNames(final List<Path> files) {
    final List<Map<String, Long>> counts = FORMS.stream().map(form -> count(files, form)).toList();
    final Map<Path, String> names = new HashMap<>();
    for (final Path file : files)
      names.put(
          file,
          Stream.iterate(0, form -> form + 1)
              .limit(FORMS.size())
              .filter(
                  form ->
                      form == FORMS.size() - 1
                          || counts.get(form).get(key(FORMS.get(form).apply(file))) == 1)
              .findFirst()
              .map(form -> FORMS.get(form).apply(file))
              .orElseThrow());
    return names;
  }

  private static Map<String, Long> count(
      final List<Path> files, final Function<Path, String> form) {
    return files.stream()
        .collect(Collectors.groupingBy(file -> key(form.apply(file)), Collectors.counting()));
  }

  private static String folder(final Path file) {
    final Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null || folder.getFileName() == null ? "" : folder.getFileName().toString();
  }

  /** Names with equal keys may name the same file. */
  private static String key(final String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /** Returns the beginning that takes at most {@link #LONGEST_NAME} bytes. */
  private static String cut(final String name) {
    final StringBuilder start = new StringBuilder();
    int bytes = 0;
    for (final int codePoint : name.codePoints().toArray()) {
      bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_NAME) break;
      start.appendCodePoint(codePoint);
    }
    return start.toString();
  }

  private static String hash(final Pair pair) {
    final String paths =
        pair.content().toAbsolutePath().normalize()
            + "\0"
            + pair.style().toAbsolutePath().normalize();
    return Fingerprint.of(paths.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_LENGTH);
  }

  /**
   * Returns whether all names differ; eight digits of a hash may agree by chance.
   *
   * @return whether no two pairs have the same name
   */
  public boolean areDistinct() {
    final Set<String> keys = new HashSet<>();
    return names.values().stream().allMatch(name -> keys.add(key(name)));
  }
}
