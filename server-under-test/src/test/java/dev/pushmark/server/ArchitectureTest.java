package dev.pushmark.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pushmark.server.room.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.pushmark.server";
  private static final String[] TRANSPORTS = {
    "polling", "sse", "websocket", "socketio", "grpc", "push", "webtransport"
  };

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void noTransportKnowsAnother() {
    for (String transport : TRANSPORTS) {
      for (String other : TRANSPORTS) {
        if (!transport.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage(ROOT + "." + transport + "..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(ROOT + "." + other + "..")
              .check(classes);
        }
      }
    }
  }

  @Test
  void theWireKnowsNoTransportAndTheRoomKnowsNoWire() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(TRANSPORTS).map(t -> ROOT + "." + t + "..").toArray(String[]::new))
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".room..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".wire..", "io.netty..")
        .check(classes);
  }

  @Test
  void onlyTheClockTellsTheTime() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Clock.class)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(classes);
  }
}
