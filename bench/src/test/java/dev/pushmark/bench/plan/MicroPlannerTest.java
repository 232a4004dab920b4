package dev.pushmark.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.MicroPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicroPlannerTest {
  private static final Benchmark READ = new Benchmark("demo.Bench.read", Map.of());
  private static final Benchmark TEN = new Benchmark("demo.Bench.write", Map.of("size", "10"));
  private static final Benchmark TWENTY = new Benchmark("demo.Bench.write", Map.of("size", "20"));
  private static final List<Benchmark> ALL = List.of(READ, TEN, TWENTY);

  @TempDir private Path folder;

  private static MicroPlan plan(@Nullable Path file) throws BadPlanException {
    return MicroPlanner.resolve(
        ALL, new MicroPlanner.Request(file, List.of("-wi", "1"), null, null, null, 99));
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("gate.yaml"), text);
  }

  private static GateCell cell(Benchmark benchmark, double effect) {
    return new GateCell(benchmark.subject(), GateMetric.SCORE, effect);
  }

  @Test
  void allThatThereIsIsDecidedUnlessAPlanChooses() throws Exception {
    MicroPlan plan = plan(null);
    assertThat(plan.cells()).containsExactly(cell(READ, 0.05), cell(TEN, 0.05), cell(TWENTY, 0.05));
    assertThat(plan.screenPairs()).isEqualTo(10);
    assertThat(plan.confirmPairs()).isEqualTo(30);
    assertThat(plan.options()).containsExactly("-wi", "1");
    assertThat(plan.seed()).isEqualTo(99);
    assertThat(plan(file("rounds: 3\n")).cells()).hasSize(3);
  }

  @Test
  void aPlanChoosesBenchmarksParametersAndWhatMatters() throws Exception {
    MicroPlan plan =
        plan(
            file(
                """
                seed: 3
                gate:
                  screenPairs: 8
                  benchmarks:
                    - {benchmark: bench.WRITE, params: {size: 20}, minimumEffect: 0.2}
                    - {benchmark: write$}
                """));
    assertThat(plan.cells()).containsExactly(cell(TWENTY, 0.2), cell(TEN, 0.05));
    assertThat(plan.benchmarks()).containsExactly(TWENTY, TEN);
    assertThat(plan.screenPairs()).isEqualTo(8);
    assertThat(plan.seed()).isEqualTo(3);
  }

  @Test
  void theCommandLineBeatsTheFile() throws Exception {
    Path file = file("seed: 3\ngate: {screenPairs: 8, confirmPairs: 9}\n");
    MicroPlan plan =
        MicroPlanner.resolve(ALL, new MicroPlanner.Request(file, List.of(), 11, 12, 5L, 99));
    assertThat(List.of(plan.screenPairs(), plan.confirmPairs())).containsExactly(11, 12);
    assertThat(plan.seed()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate: {benchmarks: [{benchmark: nothing}]} | gate: benchmarks must match one that there is (demo.Bench.read, demo.Bench.write), were nothing",
        "gate: {benchmarks: [{benchmark: '('}]}     | gate: benchmark must be a regular expression, was (",
        "gate: {benchmarks: [{minimumEffect: 0.1}]} | benchmarks[0].benchmark is missing",
        "gate: {benchmarks: [{benchmark: read, minimumEffect: 0}]} | minimumEffect must be above 0, to 10, was 0.0",
        "gate: {benchmarks: [{benchmark: read, metric: p50}]} | metric is unknown",
        "gate: {screenPairs: 6}                     | --screen-pairs must be 7 to 99, was 6",
        "seed: x                                    | seed",
      })
  void mistakesAreNamedInOneLine(String text, String message) throws Exception {
    Path file = file(text);
    assertThatThrownBy(() -> plan(file))
        .isInstanceOf(BadPlanException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
    assertThatThrownBy(() -> plan(folder.resolve("none.yaml")))
        .hasMessageStartingWith("there is no file ");
  }
}
