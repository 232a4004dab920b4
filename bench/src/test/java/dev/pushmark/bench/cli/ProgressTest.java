package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.scenarios.gatling.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final TickingClock clock = new TickingClock();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Plan plan;

  @BeforeEach
  void resolve() throws Exception {
    plan = Planner.resolve(new PlanRequest(null, true, null, new Overrides(), 1));
  }

  @Test
  void writesOneLinePerRoundWhereThereIsNoTerminal() {
    ProgressLines lines = new ProgressLines(out, clock, 80);
    lines.runBegins(plan, List.of("one core only"));
    String heading = written();
    lines.roundBegins(1, 1, "sse");
    lines.progress(progress(Progress.Phase.MEASUREMENT, 100));
    lines.roundEnds(round(new Outcome.Done()), Map.of());
    assertThat(written().substring(heading.length()))
        .isEqualTo("[ 1/10] block 1  sse            done\n");
    assertThat(heading)
        .contains("chat", "2 rounds of", "Note: one core only")
        .doesNotContain("\u001b");
  }

  @Test
  void saysWhyARoundDoesNotCount() {
    ProgressLines lines = new ProgressLines(out, clock, 80);
    lines.runBegins(plan, List.of());
    lines.roundEnds(round(new Outcome.Invalid(List.of("too late"), true)), Map.of());
    lines.roundsAreRepeated(1, 2, List.of("sse"));
    lines.roundEnds(round(new Outcome.Failed(List.of("one lost"))), Map.of());
    assertThat(written())
        .contains("INVALID\n        too late\n")
        .contains("Block 1, attempt 2: other load on the machine spoilt sse\n")
        .contains("[ 2/11] block 1  sse            FAILED\n        one lost\n");
  }

  @Test
  void tellsWhatIsLeftWhenInterrupted() {
    ProgressLines lines = new ProgressLines(out, clock, 80);
    lines.runBegins(plan, List.of());
    lines.roundEnds(round(new Outcome.Done()), Map.of());
    lines.interrupted(Path.of("here"));
    assertThat(written()).endsWith("Interrupted: 1 of 10 rounds are in here, marked incomplete\n");
  }

  @Test
  void redrawsTwoLinesOnATerminal() {
    LiveProgress live = new LiveProgress(out, clock, 80, false);
    live.runBegins(plan, List.of());
    live.roundBegins(1, 1, "sse");
    live.progress(progress(Progress.Phase.MEASUREMENT, 100));
    clock.advance(Duration.ofSeconds(2));
    int before = bytes.size();
    live.progress(progress(Progress.Phase.MEASUREMENT, 3_100));
    assertThat(written().substring(charsOf(before)))
        .startsWith("\r\u001b[1A\u001b[J")
        .contains("round 1 of 10 · sse · measurement 3 of 8 s\n")
        .contains(" left · 1,500 deliveries/s · p50 1.50 ms · p99 2.50 ms")
        .doesNotEndWith("\n");
  }

  @Test
  void leavesNothingBehindOnTheTerminal() {
    LiveProgress live = new LiveProgress(out, clock, 80, true);
    live.runBegins(plan, List.of());
    live.roundBegins(1, 1, "sse");
    live.close();
    assertThat(written()).endsWith("\r\u001b[1A\u001b[J");
    int before = bytes.size();
    live.progress(progress(Progress.Phase.DRAIN, 1));
    assertThat(bytes.size()).as("a late word of the injector is not drawn").isEqualTo(before);
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    LiveProgress live = new LiveProgress(out, clock, 20, false);
    live.roundBegins(1, 1, "short-polling");
    assertThat(written().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(20));
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private int charsOf(int byteCount) {
    return new String(bytes.toByteArray(), 0, byteCount, StandardCharsets.UTF_8).length();
  }

  private static Progress progress(Progress.Phase phase, long delivered) {
    return new Progress(phase, 3, 8, 10, 1, delivered, 1_500_000, 2_500_000);
  }

  private static Round round(Outcome outcome) {
    return new Round(1, 1, 1, "sse", Instant.EPOCH, outcome, null, null, null, null, null);
  }
}
