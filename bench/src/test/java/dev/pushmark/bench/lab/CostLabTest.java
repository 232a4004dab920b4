package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes that only pretend to measure. */
@Timeout(120)
class CostLabTest {
  private static final CostLab.Sizes SIZES =
      new CostLab.Sizes(List.of(10, 20, 30), Duration.ofMillis(100), 5, List.of(2.0));

  @TempDir Path temporary;

  @Test
  void everySizeIsMeasuredOncePerBlockAndKept() throws Exception {
    Plan plan = RoundBuilder.plan("good", List.of("sse"), 2);
    List<Step> told = new ArrayList<>();
    Path folder = temporary.resolve("run");
    CostRun run;
    try (Children children = new Children()) {
      run =
          new CostLab(children, Fakes.commands(), Machine.readingHeaps(), Clock.system())
              .run(plan, SIZES, Fakes.PROVENANCE, folder, told::add);
    }
    assertThat(run).isEqualTo(RecordFolder.COST.read(folder));
    assertThat(run.state()).isEqualTo(Run.State.COMPLETE);
    assertThat(told).isEqualTo(run.steps());
    for (int block = 1; block <= 2; block++) {
      int of = block;
      assertThat(run.steps().stream().filter(step -> step.round().block() == of))
          .extracting(Step::axis, Step::subscribers, Step::eventsPerSecond)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple(Axis.SUBSCRIBERS, 10, 0.0),
              org.assertj.core.groups.Tuple.tuple(Axis.SUBSCRIBERS, 20, 0.0),
              org.assertj.core.groups.Tuple.tuple(Axis.SUBSCRIBERS, 30, 0.0),
              org.assertj.core.groups.Tuple.tuple(Axis.DELIVERIES, 5, 2.0));
    }
    assertThat(temporary.resolve("run/in-progress")).doesNotExist();
    assertThat(temporary.resolve("run/cost.html")).content().doesNotContain("badge invalid");
  }

  @Test
  void theServersHeapIsReadFromOutside() throws Exception {
    Plan plan = RoundBuilder.plan("good", List.of("sse"), 1);
    try (Children children = new Children()) {
      CostRun run =
          new CostLab(children, Fakes.commands(), Machine.readingHeaps(), Clock.system())
              .run(plan, SIZES, Fakes.PROVENANCE, temporary.resolve("run"), step -> {});
      assertThat(run.steps())
          .allSatisfy(
              step ->
                  assertThat(Objects.requireNonNull(step.round().footprint()).heapBytes())
                      .isGreaterThan(100_000));
    }
  }

  @Test
  void whatWasMeasuredBeforeAKillIsThereAndMarked() {
    Plan plan = RoundBuilder.plan("good", List.of("sse"), 2);
    Path folder = temporary.resolve("run");
    try (Children children = new Children()) {
      CostLab lab = new CostLab(children, Fakes.commands(), Machine.readingHeaps(), Clock.system());
      assertThatThrownBy(
              () ->
                  lab.run(
                      plan,
                      SIZES,
                      Fakes.PROVENANCE,
                      folder,
                      step -> {
                        CostRun kept = kept(folder);
                        assertThat(kept.state()).isEqualTo(Run.State.INCOMPLETE);
                        assertThat(kept.steps()).containsExactly(step);
                        children.close();
                      }))
          .isInstanceOf(Children.ClosedException.class);
    }
    assertThat(kept(folder).state()).isEqualTo(Run.State.INCOMPLETE);
    assertThat(kept(folder).steps()).hasSize(1);
    assertThat(folder.resolve("cost.html")).doesNotExist();
  }

  private static CostRun kept(Path folder) {
    try {
      return RecordFolder.COST.read(folder);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
