package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.gate.Gate;
import dev.pushmark.results.gate.Gate.Design;
import dev.pushmark.results.gate.MeasuredRounds;
import dev.pushmark.results.gate.PercentileShifts;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.sample.GateRounds;
import dev.pushmark.results.sample.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatePageTest {
  /** Left there to be looked at. */
  private static final Path PAGE = Path.of("target", "sample-gate.html");

  private static final GatePlan PLAN =
      new GatePlan(
          GateRounds.PLAN,
          List.of(
              new GateCell("sse", GateMetric.P50, 0.05),
              new GateCell("sse", GateMetric.CPU, 0.05),
              new GateCell("sse", GateMetric.BYTES, 0.05)),
          10,
          30);

  private static GateRun run(double factor, String candidateName) {
    GateRounds baseline = GateRounds.of(40, 1, 1);
    GateRounds candidate = GateRounds.of(40, 2, factor);
    Gate gate =
        new Gate(PLAN, new MeasuredRounds(baseline.summary(), candidate.summary()), Design.PAIRED);
    return GateRun.begun(
            "1",
            "abc",
            List.of("pushmark", "gate"),
            PLAN,
            "reference",
            candidateName,
            true,
            Instant.EPOCH,
            SampleRun.madeUpEnvironment())
        .ended(
            Instant.EPOCH.plusSeconds(60),
            SampleRun.madeUpEnvironment(),
            gate.findings(),
            new PercentileShifts(PLAN, baseline.summary(), candidate.summary(), Design.PAIRED)
                .list(gate.suspectedSubjects()),
            gate.verdict(),
            gate.reasons());
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void everyPairIsADotAndEveryTransportHasItsDistribution() throws IOException {
    GateRun run = run(1.15, "new.jar");
    String page = HtmlPage.of(run);
    Files.writeString(PAGE, page);
    int pairs = run.cells().stream().mapToInt(cell -> cell.pairs().size()).sum();
    assertThat(pairs).as("p50 and CPU measured anew, bytes not").isEqualTo(30 + 30 + 10);
    assertThat(count(page, "<circle ")).isEqualTo(pairs);
    assertThat(count(page, "class=\"moved\"")).isEqualTo(1);
    assertThat(page).contains("SSE, 30 pairs").contains("Regression: sse p50");
    assertThat(page).doesNotContain("NaN").doesNotContain("Infinity").doesNotContain("<script");
    assertThat(page.replaceAll("http://www.w3.org/[^\"]*", "")).doesNotContain("http");
  }

  @Test
  void whatWasTypedStaysText() {
    String page = HtmlPage.of(run(1, "sh -c '<script>alert(1)</script>'"));
    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
  }
}
