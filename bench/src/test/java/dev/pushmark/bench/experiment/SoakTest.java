package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.PlannedFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTest {
  private static final Soak SOAK =
      new Soak(Duration.ofMinutes(30), 5_000, List.of("websocket", "sse", "long-polling"), 7);

  @Test
  void allMeasurementsTogetherTakeAsLongAsWasAsked() throws Exception {
    for (int minutes : List.of(1, 3, 30, 60)) {
      Plan plan = new Soak(Duration.ofMinutes(minutes), 5_000, SOAK.transports(), 7).plan();
      assertThat(
              plan.phases()
                  .measurement()
                  .multipliedBy((long) plan.rounds() * plan.transports().size()))
          .isEqualTo(Duration.ofMinutes(minutes));
    }
    assertThat(SOAK.plan().rounds()).isEqualTo(4);
    assertThat(SOAK.plan().workload().subscribers()).isEqualTo(5_000);
  }

  @Test
  void everyFaultIsOverTwoSecondsBeforeTheServerIsLookedAt() {
    List<PlannedFault> faults = SOAK.faults(Duration.ofSeconds(150));
    assertThat(faults).hasSize(30);
    for (PlannedFault fault : faults) {
      Duration over =
          fault.fault() instanceof Fault.Lasting lasting
              ? fault.at().plus(lasting.lasting())
              : fault.at();
      int cycle = (int) (fault.at().toMillis() / 15_000);
      assertThat(over).isLessThan(Soak.sampleAt(cycle).minusSeconds(2));
      if (cycle > 0) {
        assertThat(fault.at()).isGreaterThan(Soak.sampleAt(cycle - 1).plusSeconds(1));
      }
    }
  }

  @Test
  void theSeedAloneDrawsTheFaults() {
    Duration length = Duration.ofSeconds(60);
    Soak other = new Soak(SOAK.length(), 5_000, SOAK.transports(), 8);
    assertThat(SOAK.faults(length))
        .isEqualTo(SOAK.faults(length))
        .isNotEqualTo(other.faults(length));
  }
}
