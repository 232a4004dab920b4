package dev.pushmark.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.gate.Simulation.Host;
import dev.pushmark.results.gate.Simulation.Row;
import dev.pushmark.results.gate.Simulation.Truth;
import dev.pushmark.results.model.GateMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gate promises, on machines whose truth is known. */
class SimulationTest {
  private static final Truth NOTHING = new Truth(null, 0);

  static Iterable<Host> hosts() {
    return Simulation.HOSTS;
  }

  private static Host host(String name) {
    return Simulation.HOSTS.stream()
        .filter(host -> host.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void whatDidNotChangeIsHardlyEverCalledARegression(Host host) {
    Row row = Simulation.of(host, NOTHING, 600, 17);
    assertThat((double) row.wrong() / row.gates()).isLessThanOrEqualTo(0.01);
  }

  @Test
  void aQuietMachineFindsWhatMatters() {
    Host quiet = host("quiet");
    assertThat(found(Simulation.of(quiet, new Truth(GateMetric.P50, 0.10), 300, 18)))
        .isGreaterThanOrEqualTo(0.85);
    assertThat(found(Simulation.of(quiet, new Truth(GateMetric.P99, 0.30), 300, 19)))
        .isGreaterThanOrEqualTo(0.80);
    assertThat(found(Simulation.of(quiet, new Truth(GateMetric.BYTES, 0.06), 300, 20)))
        .isGreaterThanOrEqualTo(0.95);
  }

  private static double found(Row row) {
    return (double) row.found() / row.gates();
  }

  @Test
  void underHeavyNoiseItIsUndecidedNotWrong() {
    Row row = Simulation.of(host("heavy noise"), new Truth(GateMetric.P50, 0.10), 300, 21);
    assertThat((double) row.missed() / row.gates()).as("passed").isLessThanOrEqualTo(0.07);
    assertThat((double) row.wrong() / row.gates()).isLessThanOrEqualTo(0.01);
  }

  @Test
  void theSameSeedGivesTheSame() {
    assertThat(Simulation.of(host("spikes"), NOTHING, 20, 5))
        .isEqualTo(Simulation.of(host("spikes"), NOTHING, 20, 5));
  }
}
