package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Fault.Direction;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Target;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String MINE =
      """
      seed: 7
      faults:
        - at: 2s
          target:
            whom: share
            share: 0.5
          fault:
            kind: delay
            oneWay: 50ms
            lasting: 3s
        - at: 1500ms
          fault:
            kind: restart
            down: 1s
      """;

  @Test
  void aPlanThatPeopleWriteIsRead(@TempDir Path folder) throws IOException {
    assertThat(PlanFile.read(write(folder, MINE)))
        .isEqualTo(
            new FaultPlan(
                7,
                List.of(
                    new PlannedFault(
                        Duration.ofSeconds(2),
                        new Target.Share(0.5),
                        new Fault.Delay(Duration.ofMillis(50), Duration.ofSeconds(3))),
                    new PlannedFault(Duration.ofMillis(1_500), new Fault.Restart(SECOND)))));
  }

  @Test
  void everyFaultAndTargetIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    FaultPlan plan =
        new FaultPlan(
            Long.MIN_VALUE,
            List.of(
                planned(new Target.One(), new Fault.Cut()),
                planned(new Target.Share(0.25), new Fault.HalfOpen()),
                planned(new Target.Nth(3), new Fault.Corrupt(Direction.TO_SERVER)),
                planned(new Target.All(), new Fault.Delay(SECOND, SECOND)),
                planned(new Target.All(), new Fault.Jitter(SECOND, SECOND)),
                planned(new Target.All(), new Fault.Bandwidth(1_000, SECOND)),
                planned(new Target.All(), new Fault.Stall(SECOND)),
                planned(new Target.All(), new Fault.Reorder(SECOND, SECOND)),
                planned(
                    new Target.All(),
                    new Fault.BlockUpgrade(Fault.BlockUpgrade.How.SWALLOW, SECOND)),
                planned(new Target.All(), new Fault.Refuse(SECOND)),
                planned(new Target.All(), new Fault.Restart(SECOND)),
                planned(new Target.All(), new Fault.Pause(SECOND))));
    assertThat(plan.faults())
        .extracting(planned -> planned.fault().getClass())
        .as("every kind there is")
        .hasSize(kinds(Fault.class));
    Path file = folder.resolve("plan.json");
    Json.write(file, plan);
    assertThat(PlanFile.read(file)).isEqualTo(plan);
  }

  private static int kinds(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      return 1;
    }
    int kinds = 0;
    for (Class<?> each : permitted) {
      kinds += kinds(each);
    }
    return kinds;
  }

  @Test
  void randomCutsAreTheSameForTheSameSeedAndOthersForAnother(@TempDir Path folder)
      throws IOException {
    Duration from = SECOND;
    Duration to = Duration.ofMinutes(30);
    FaultPlan plan = FaultPlan.randomCuts(200, from, to, 1);
    assertThat(FaultPlan.randomCuts(200, from, to, 1)).isEqualTo(plan);
    assertThat(FaultPlan.randomCuts(200, from, to, 2)).isNotEqualTo(plan);
    assertThat(plan.faults())
        .hasSize(200)
        .isSortedAccordingTo(Comparator.comparing(PlannedFault::at))
        .allMatch(each -> each.at().compareTo(from) >= 0 && each.at().compareTo(to) < 0)
        .allMatch(each -> each.fault().equals(new Fault.Cut()))
        .allMatch(each -> each.target().equals(new Target.One()));
    long inFirstHalf =
        plan.faults().stream().filter(each -> each.at().compareTo(to.dividedBy(2)) < 0).count();
    assertThat(inFirstHalf).isBetween(70L, 130L);
    Json.write(folder.resolve("cuts.json"), plan);
    assertThat(PlanFile.read(folder.resolve("cuts.json"))).isEqualTo(plan);
  }

  @Test
  void plansAddUpUnderTheFirstOnesSeed() {
    FaultPlan cuts = FaultPlan.randomCuts(2, Duration.ZERO, SECOND, 1);
    FaultPlan pause = new FaultPlan(9, List.of(planned(new Target.All(), new Fault.Pause(SECOND))));
    assertThat(cuts.and(pause).seed()).isEqualTo(1);
    assertThat(cuts.and(pause).faults()).hasSize(3).endsWith(pause.faults().get(0));
    assertThat(cuts.needsProcess()).isFalse();
    assertThat(cuts.and(pause).needsProcess()).isTrue();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: delay | kind: chop | faults[0].fault.kind must be one of cut, half-open, corrupt,",
        "whom: share | whom: some | faults[0].target.whom must be one of all, share, nth, one,",
        "share: 0.5 | share: 1.5 | target.share must be above 0 and at most 1, was 1.5",
        "share: 0.5 | shares: 0.5 | faults[0].target.share is missing",
        "oneWay: 50ms | oneWay: 0s | delay.oneWay must be above 0s and at most 7 days, was 0s",
        "oneWay: 50ms | oneWay: soon | oneWay must be a number and a unit",
        "kind: delay | # nothing | faults[0].fault.kind is missing; it must be one of cut,",
        "at: 2s | at: 200h | faults.at must be 0s to 7 days, was 200h",
        "at: 2s | # nothing | faults[0].at is missing",
        "down: 1s | up: 1s | faults[1].fault.down is missing",
        "seed: 7 | # nothing | seed is missing",
        "kind: restart | kind: cut | faults[1].fault.down is unknown; allowed are"
      })
  void whatIsWrongIsSaidInOneLine(String right, String wrong, String words, @TempDir Path folder)
      throws IOException {
    assertThat(MINE).contains(right);
    Path file = write(folder, MINE.replaceFirst(right, wrong));
    assertThatThrownBy(() -> PlanFile.read(file))
        .hasMessageContaining("plan.yaml")
        .hasMessageContaining(words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aFaultOfTheServerStrikesNoSingleConnection() {
    assertThatThrownBy(() -> planned(new Target.One(), new Fault.Pause(SECOND)))
        .hasMessageContaining("faults.target must be all");
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(() -> FaultPlan.randomCuts(1, SECOND, SECOND, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from must be before to");
    assertThatThrownBy(() -> FaultPlan.randomCuts(-1, Duration.ZERO, SECOND, 1))
        .hasMessageContaining("times must be 0 to 100000, was -1");
  }

  private static PlannedFault planned(Target target, Fault fault) {
    return new PlannedFault(SECOND, target, fault);
  }

  private static Path write(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("plan.yaml"), text);
  }
}
