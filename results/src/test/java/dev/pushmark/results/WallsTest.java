package dev.pushmark.results;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The walls between the packages of this module. */
class WallsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pushmark.results");

  /** Compiled templates are left out: they know the pages of whoever renders them. */
  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.pushmark.results.(*)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theSiteIsKnownToNobodyButItsTemplates() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..results.site..", "..results.report.templates..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..results.site..")
        .check(CLASSES);
  }

  @Test
  void theModelKnowsNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("..results.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..results.store..", "..results.compare..", "..results.report..", "org.HdrHistogram..")
        .check(CLASSES);
  }

  @Test
  void comparingReadsNoFilesAndWritesNoMarkup() {
    noClasses()
        .that()
        .resideInAnyPackage("..results.compare..", "..results.trend..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..results.store..", "..results.report..", "java.nio.file..", "gg.jte..")
        .check(CLASSES);
  }

  @Test
  void siblingsAndNettyAreUnknown() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..",
            "dev.pushmark.server..",
            "dev.pushmark.scenarios..",
            "dev.pushmark.bench..")
        .check(CLASSES);
  }

  @Test
  void nobodyReadsAClock() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }
}
