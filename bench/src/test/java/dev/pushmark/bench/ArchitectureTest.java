package dev.pushmark.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of this module. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pushmark.bench");

  @Test
  void onlyMicrobenchmarksSeeTheServersClasses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.pushmark.bench.micro..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.pushmark.server..")
        .check(CLASSES);
  }

  @Test
  void gatlingIsNowhere() {
    noClasses().should().dependOnClassesThat().resideInAPackage("io.gatling..").check(CLASSES);
  }

  @Test
  void clocksAreReadInOnePlace() {
    noClasses()
        .that(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(Clock.class)))
        .and()
        .resideOutsideOfPackage("..jmh_generated..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CLASSES);
  }

  @Test
  void theLabKnowsNeitherTheCommandsNorHowPlansComeAbout() {
    noClasses()
        .that()
        .resideInAPackage("dev.pushmark.bench.lab..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.pushmark.bench.cli..", "dev.pushmark.bench.plan..")
        .check(CLASSES);
  }

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    slices().matching("dev.pushmark.bench.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
