package sc.fiji.styletransfer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Keeps the arrows of the house pointing down. */
class ArchitectureTest {

  private static final String ROOT = "sc.fiji.styletransfer.";

  private static final String[] ENGINE_FREE = {
    ROOT + "command..",
    ROOT + "cli..",
    ROOT + "job..",
    ROOT + "image..",
    ROOT + "optimise..",
    ROOT + "weights.."
  };

  private static final String[] BELOW_THE_DOORS = {
    ROOT + "transfer..",
    ROOT + "optimise..",
    ROOT + "features..",
    ROOT + "weights..",
    ROOT + "tensor.."
  };

  private static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("command")
          .definedBy(ROOT + "command..")
          .layer("cli")
          .definedBy(ROOT + "cli..")
          .layer("job")
          .definedBy(ROOT + "job..")
          .layer("job")
          .definedBy(ROOT + "job..")
          .layer("image")
          .definedBy(ROOT + "image..")
          .layer("transfer")
          .definedBy(ROOT + "transfer..")
          .layer("optimise")
          .definedBy(ROOT + "optimise..")
          .layer("features")
          .definedBy(ROOT + "features..")
          .layer("weights")
          .definedBy(ROOT + "weights..")
          .layer("tensor")
          .definedBy(ROOT + "tensor..")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("command", "cli")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("command", "cli", "job")
          .whereLayer("transfer")
          .mayOnlyBeAccessedByLayers("command", "cli", "job", "image")
          .whereLayer("optimise")
          .mayOnlyBeAccessedByLayers("transfer")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("transfer")
          .whereLayer("weights")
          .mayOnlyBeAccessedByLayers("command", "cli", "job", "transfer", "features")
          .whereLayer("tensor")
          .mayOnlyBeAccessedByLayers("command", "cli", "job", "transfer", "features");

  private static final ArchRule NO_CYCLES =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

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

  @TestFactory
  Stream<DynamicTest> rules() {
    return Stream.of(
            ARROWS_POINT_DOWN,
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
