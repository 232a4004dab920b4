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

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Progress progress(Progress.Phase phase, long delivered) {
    return new Progress(phase, 3, 8, 10, 1, delivered, 1_500_000, 2_500_000);
  }

  private static Round round(Outcome outcome) {
    return new Round(1, 1, 1, "sse", Instant.EPOCH, outcome, null, null, null, null, null);
  }
}
