package sc.fiji.styletransfer.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultNamesTest {

  private static List<Path> paths(final String... names) {
    return Stream.of(names).map(Path::of).toList();
  }

  private static List<String> names(final List<Path> contents, final List<Path> styles) {
    final ResultNames names = new ResultNames(contents, styles);
    return contents.stream()
        .flatMap(content -> styles.stream().map(style -> names.of(content, style)))
        .toList();
  }

  @Test
  void namesAreShortWhereTheyDiffer() {
    assertEquals(
        List.of("a-swirls", "b-swirls"), names(paths("in/a.png", "in/b.tif"), paths("swirls.png")));
    assertEquals(
        List.of("a_png-ink", "a_tif-ink"), names(paths("in/a.png", "in/a.tif"), paths("ink.png")));
    assertEquals(
        List.of("a-monet_1", "a-picasso_1"),
        names(paths("in/a.png"), paths("monet/1.png", "picasso/1.png")));
  }

  @Test
  void everyPairHasItsOwnName() {
    final List<Path> contents =
        paths(
            "in/a.png",
            "in/a-b.png",
            "in/A.PNG",
            "in/a.tif",
            "in/a_tif.png",
            "in/stra\u00dfe.png",
            "in/u\u0308.png",
            "in/\u00fc.png",
            "in/" + "n".repeat(250) + ".png",
            "in/" + "n".repeat(251) + ".png",
            "in/.png",
            "in/a.b.png",
            "in/a.b");
    final List<Path> styles =
        paths("c.png", "b-c.png", "x/1.png", "y/1.png", "x/y/1.png", "y/x/y/1.png", "\u5199.png");
    final List<String> names = names(contents, styles);
    final Set<String> keys = new HashSet<>();
    for (final String name : names) {
      final String key = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      assertTrue(keys.add(key), name);
      assertTrue(name.getBytes(StandardCharsets.UTF_8).length < 160, name);
    }
    assertTrue(new ResultNames(contents, styles).areDistinct());
  }

  @Test
  void namesDoNotDependOnTheOrderOrTheCurrentFolder() {
    final List<Path> contents = paths("in/a.png", "in/a-b.png", "in/a.tif");
    final List<Path> styles = paths("x/c.png", "x/b-c.png", "y/c.png");
    final List<Path> shuffled =
        new ArrayList<>(contents.stream().map(Path::toAbsolutePath).toList());
    Collections.shuffle(shuffled, new Random(1));
    final List<Path> absolute = styles.stream().map(Path::toAbsolutePath).toList();
    assertEquals(
        names(contents, styles).stream().sorted().toList(),
        names(shuffled, absolute).stream().sorted().toList());
  }
}
