package dev.pushmark.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.MicroPlan;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MicroGateTest {
  private static final Benchmark READ = new Benchmark("demo.Bench.read", Map.of());

  @TempDir private Path temporary;

  @Test
  void aGateThatIsEndedLeavesARecordThatSaysSo() throws Exception {
    Path folder = temporary.resolve("gate");
    MicroSide side = MicroSide.parse(FakeJmh.command("demo.Bench.read,100,ns/op,avgt"));
    MicroPlan plan =
        new MicroPlan(
            List.of(READ),
            List.of(),
            List.of(new GateCell(READ.subject(), GateMetric.SCORE, 0.05)),
            7,
            7,
            1);
    try (Children children = new Children()) {
      MicroGate.MicroListener ending =
          new MicroGate.MicroListener() {
            @Override
            public void stageBegins(int benchmarks, int forks) {
              assertThat(List.of(benchmarks, forks)).containsExactly(1, 14);
            }

            @Override
            public void forkEnds(boolean baseline, int pair, String failure) {
              children.close();
            }
          };
      MicroGate gate =
          new MicroGate(new Jmh(children, List.of()), new Machine(), Clock.system(), ending);
      Lab.Provenance provenance = new Lab.Provenance("1", "unknown", List.of("pushmark"), null);
      assertThatThrownBy(() -> gate.run(plan, side, side, provenance, folder))
          .isInstanceOf(Children.ClosedException.class);
    }
    GateRun run = RecordFolder.GATE.read(folder);
    assertThat(run.state()).isEqualTo(Run.State.INCOMPLETE);
    assertThat(run.verdict()).isNull();
    assertThat(run.plan()).isEqualTo(plan);
    assertThat(run.environment().serverCores()).as("nothing is pinned").isEmpty();
  }
}
