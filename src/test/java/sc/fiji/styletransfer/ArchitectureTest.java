package sc.fiji.styletransfer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages import only what the table allows, and no package depends on itself through others. */
class ArchitectureTest {

  private static final String ROOT = "sc.fiji.styletransfer.";

  private static final int MOST_CLASSES = 30;

  /** What each package may import of the others; a package that is not listed may import none. */
  static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          arrows("start", ""),
          arrows("files", ""),
          arrows("network", ""),
          arrows("weights.file", "files network"),
          arrows("weights", "files network weights.file"),
          arrows("fetch", "network weights weights.file"),
          arrows("machine", "files"),
          arrows("tensor", "machine"),
          arrows("optimise", ""),
          arrows("features", "network tensor"),
          arrows("picture", "files network tensor"),
          arrows("pixels", "files optimise picture"),
          arrows("colour", "picture"),
          arrows("tile", "features network picture tensor"),
          arrows("loss", "network picture tensor"),
          arrows("region", "features loss network picture tile"),
          arrows("neighbour", "features loss network picture region tensor tile"),
          arrows("settings", "colour features loss network region tensor"),
          arrows("plan", "features loss machine neighbour network picture settings tensor tile"),
          arrows(
              "objective",
              "features loss neighbour network optimise picture pixels region settings tensor"
                  + " tile"),
          arrows(
              "transfer",
              "colour features files loss machine neighbour network objective optimise picture"
                  + " pixels plan region settings tensor tile weights.file"),
          arrows(
              "measure",
              "features loss machine network objective optimise picture pixels plan settings tensor"
                  + " tile transfer"),
          arrows("image.plane", "files"),
          arrows("image.read", "image.plane"),
          arrows("image.write", "files image.plane"),
          arrows("image", "image.plane image.read image.write picture"),
          arrows(
              "job",
              "files image image.read image.write loss network plan region settings tensor transfer"
                  + " weights"),
          arrows(
              "batch",
              "files image image.read image.write image.plane job network settings weights"),
          arrows(
              "engine",
              "batch files features machine measure network plan settings tensor weights"),
          arrows("display", "image job loss settings transfer"),
          arrows("macro", "job"),
          arrows("prompt", "display fetch job macro network settings weights"),
          arrows(
              "run", "batch display image image.read image.write job macro plan settings transfer"),
          arrows(
              "dialog",
              "batch display engine fetch job machine macro network prompt run settings tensor"
                  + " transfer weights"),
          arrows("example", "display fetch job macro run weights"),
          arrows(
              "command",
              "batch dialog display example fetch image.read image.write job macro prompt run"
                  + " settings"),
          arrows(
              "cli",
              "batch engine fetch files image image.read image.write image.plane job loss machine"
                  + " measure network picture settings tensor transfer weights"));

  private static final String[] ENGINE_FREE =
      packages(
          "cli command example dialog display prompt run macro batch job image image.read"
              + " image.write image.plane settings optimise network weights weights.file fetch"
              + " files");

  private static final String[] BELOW_THE_DOORS =
      packages(
          "measure transfer objective plan settings neighbour region loss tile colour pixels"
              + " picture features optimise tensor network weights weights.file fetch files");

  private static final ArchRule NO_CYCLES =
      slices().matching(ROOT + "(**)").should().beFreeOfCycles();

  private static final ArchRule NO_WINDOWS_BELOW_THE_DOORS =
      noClasses()
          .that()
          .resideInAnyPackage(BELOW_THE_DOORS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ij..", "java.awt..", "javax.swing..", "org.scijava..", "picocli..");

  private static final ArchRule TENSORS_WHERE_TENSORS_LIVE =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE_FREE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  private static final ArchRule ENGINE_STARTED_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.engine..", "ai.djl.pytorch..", "ai.djl.training..");

  private static final ArchRule NO_MUTABLE_STATICS =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();

  private static final ArchRule NOTHING_PRINTED = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  private static final ArchRule NO_DRAWERS =
      classes().should().haveNameNotMatching(".*(Utils?|Helper|Manager|Tools)$");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("sc.fiji.styletransfer");

  private static Map.Entry<String, Set<String>> arrows(final String from, final String to) {
    return Map.entry(from, Set.of(to.isEmpty() ? new String[0] : to.split(" ")));
  }

  private static String[] packages(final String names) {
    return Stream.of(names.split(" ")).map(name -> ROOT + name).toArray(String[]::new);
  }

  /** One rule for each package there is, so that a new package has to be put into the table. */
  @TestFactory
  Stream<DynamicTest> arrowsPointOneWay() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(ROOT))
        .distinct()
        .map(name -> name.substring(ROOT.length()))
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> importsOnlyAllowed(name)));
  }

  private static void importsOnlyAllowed(final String name) {
    assertTrue(ARROWS.containsKey(name), () -> "no arrows are stated for the package " + name);
    final String[] others =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(name) && !ARROWS.get(name).contains(other))
            .map(other -> ROOT + other)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("packageNames")
  void noPackageIsTooLarge(final String name) {
    final long types =
        CLASSES.stream()
            .filter(type -> type.getPackageName().equals(ROOT + name) && type.isTopLevelClass())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .count();
    assertTrue(types <= MOST_CLASSES, () -> name + " has " + types + " classes");
  }

  static Stream<String> packageNames() {
    return ARROWS.keySet().stream();
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return Stream.of(
            NO_CYCLES,
            NO_WINDOWS_BELOW_THE_DOORS,
            TENSORS_WHERE_TENSORS_LIVE,
            ENGINE_STARTED_IN_ONE_PLACE,
            NO_MUTABLE_STATICS,
            NOTHING_PRINTED,
            NO_DRAWERS)
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }
}
