package dev.pushmark.scenarios;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.pushmark.scenarios";
  private static final String TRANSPORT = ROOT + ".transport";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching(TRANSPORT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noTransportKnowsAnother() {
    slices()
        .matching(TRANSPORT + ".(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage(TRANSPORT + ".wire"))
        .check(CLASSES);
  }

  @Test
  void onlyTheRegistryKnowsTheTransports() {
    noClasses()
        .that()
        .resideOutsideOfPackages(TRANSPORT + "..", ROOT + ".registry", ROOT + ".gatling")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(TRANSPORT + ".*..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(TRANSPORT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(TRANSPORT + ".*..")
        .check(CLASSES);
  }

  @Test
  void gatlingIsSeenNowhereElse() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".gatling..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.gatling..", "scala..", "com.typesafe..")
        .check(CLASSES);
  }

  @Test
  void schedulesKnowNoClockAndNoNetwork() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".schedule..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.net..", "java.io..", "java.nio..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  /** So that what goes wrong is the same for every transport and every tool. */
  @Test
  void faultsKnowNoTransportAndNothingThatMeasures() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".fault..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, ROOT + ".fault.."))))
        .check(CLASSES);
  }

  @Test
  void onlyTheClockTellsTheTime() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.Clock(\\$.*)?")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(CLASSES);
  }
}
