package sc.fiji.styletransfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the pages of the documentation in agreement with the code and with each other. */
class DocumentationTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private final SettingsPage settings = new SettingsPage();

  @Test
  void thePictureOfThePackagesIsThatOfTheTable() throws IOException {
    assertEquals(
        PackagesPicture.svg(ArchitectureTest.ARROWS), Files.readString(PackagesPicture.FILE));
  }

  @Test
  void everyPublicSettingHasAGroup() {
    assertEquals(List.of(), settings.missing());
  }

  @Test
  void thePageOfSettingsDescribesThemAsTheyAre() throws IOException {
    final String text = Files.readString(SettingsPage.FILE);
    assertEquals(settings.update(text), text, "Run SettingsPage to write the page again.");
  }

  @Test
  void architectureNamesEveryPackage() throws IOException {
    final Path root = Path.of("src", "main", "java", "sc", "fiji", "styletransfer");
    final String page = Files.readString(Path.of("ARCHITECTURE.md"));
    try (Stream<Path> folders = Files.walk(root)) {
      final List<String> missing =
          folders
              .filter(file -> file.endsWith("package-info.java"))
              .map(file -> root.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
              .filter(name -> !name.isEmpty() && !page.contains("`" + name + "`"))
              .toList();
      assertEquals(List.of(), missing);
    }
  }

  @Test
  void theCitationNamesTheVersionOfTheBuild() throws IOException {
    final Matcher version =
        Pattern.compile("(?s)<artifactId>Style_Transfer</artifactId>\\s*<version>([\\d.]+)")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(version.find());
    final String line = "\nversion: " + version.group(1) + "\n";
    assertTrue(Files.readString(Path.of("CITATION.cff")).contains(line), line);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(final Path page) throws IOException {
    final List<String> broken = new ArrayList<>();
    final Matcher link = LINK.matcher(Files.readString(page));
    while (link.find())
      if (!link.group(1).contains("://") && isBroken(page, link.group(1)))
        broken.add(link.group(1));
    assertEquals(List.of(), broken);
  }

  static List<Path> pages() throws IOException {
    final List<Path> pages = new ArrayList<>();
    for (final String folder :
        List.of(".", "docs", "docs/gallery", "benchmark", "training", "test-images"))
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    return pages;
  }

  private static boolean isBroken(final Path page, final String link) throws IOException {
    final int hash = link.indexOf('#');
    final String file = hash < 0 ? link : link.substring(0, hash);
    final Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) return true;
    return hash >= 0 && !anchors(target).contains(link.substring(hash + 1));
  }

  /** Returns the anchors of a page as GitHub derives them from the headings. */
  private static List<String> anchors(final Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
