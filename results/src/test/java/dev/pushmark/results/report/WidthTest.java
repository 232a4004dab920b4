package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Pair;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.Forks;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleCalibration;
import dev.pushmark.results.sample.SampleCost;
import dev.pushmark.results.sample.SampleRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No table is wider than the terminal, whatever there is to tell. */
class WidthTest {
  private static final List<String> ALL =
      List.of(
          "refresh",
          "short-polling",
          "long-polling",
          "sse",
          "websocket",
          "socketio-polling",
          "socketio",
          "socketio-websocket",
          "short-polling-h2",
          "long-polling-h2",
          "sse-h2",
          "websocket-h2",
          "sse-h3",
          "websocket-h3",
          "webtransport",
          "webtransport-datagrams",
          "push-h2",
          "grpc");

  private static void fits(String text, int columns) {
    assertThat(text.lines())
        .hasSizeGreaterThan(10)
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(columns));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100})
  void eighteenTransportsOfARunFit(int columns) {
    Rounds rounds = new Rounds();
    for (int block = 1; block <= 3; block++) {
      for (String transport : ALL) {
        rounds.skipped(5, 1_234_567).round(transport, 200_000, 1_234_567.8 * (block + 1));
      }
    }
    Summary summary =
        Summary.of(Rounds.run(ALL.toArray(String[]::new)), rounds.list(), rounds.histograms());
    String table = TextTable.of(summary, columns);
    fits(table, columns);
    assertThat(table).contains("SSE over HTTP/3", "WebTransport by datagrams", "gRPC");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100})
  void eighteenTransportsOfACostFit(int columns) {
    List<Step> steps = new ArrayList<>();
    for (String transport : ALL) {
      for (int rate : new int[] {5, 10, 20}) {
        steps.add(SampleCost.delivering(transport, rate, 400L * rate + rate % 7, 1_234_567));
      }
    }
    String table = CostTable.of(SampleCost.run(List.of("pushmark", "cost"), ALL, steps), columns);
    fits(table, columns);
    assertThat(table).contains("WebTransport by datagrams");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100})
  void eighteenTransportsOfAGateFit(int columns) {
    List<CellFinding> cells = new ArrayList<>();
    for (String transport : ALL) {
      for (GateMetric metric : GateMetric.OF_ROUNDS) {
        cells.add(finding(transport, metric));
      }
    }
    String table = GateText.of(gate(cells), columns);
    fits(table, columns);
    assertThat(table)
        .contains("webtransport-datagrams bytes per delivery", "inconclusive, measured anew");
  }

  @Test
  void aNameThatIsTooLongStandsAboveItsFigures() {
    String longest = "webtransport-datagrams bytes per delivery";
    List<CellFinding> cells =
        List.of(
            finding("webtransport-datagrams", GateMetric.BYTES), finding("sse", GateMetric.P50));
    List<String> lines = GateText.of(gate(cells), 100).lines().toList();
    assertThat(lines.get(1)).isEqualTo(longest);
    assertThat(lines.get(2)).matches(" +1\\.200 +1\\.100 +1\\.300 +1  inconclusive, measured anew");
    assertThat(lines.get(3)).matches("sse p50 +1\\.200 .*");
  }

  @Test
  void eighteenTransportsOfACalibrationFit() {
    List<Take> takes = new ArrayList<>();
    for (String transport : ALL) {
      takes.add(
          new Take(
              transport,
              "exponential",
              1,
              1,
              List.of(
                  new Reading(50, 12_345_678_900L, 12_355_678_900L, 90_000),
                  new Reading(90, 12_345_678_900L, 12_355_678_900L, 90_000),
                  new Reading(99, 12_345_678_900L, 12_355_678_900L, 90_000),
                  new Reading(99.9, 12_345_678_900L, 12_355_678_900L, 90_000)),
              List.of(
                  new Counted("delivered", 1_000_000, 999_999),
                  new Counted("lost", 100_000, 100_001),
                  new Counted("skipped", 100_000, 100_001),
                  new Counted("duplicated", 100_000, 100_001),
                  new Counted("reordered", 100_000, 100_001))));
    }
    String table = CalibrationTable.of(SampleCalibration.of(takes.toArray(Take[]::new)));
    fits(table, 100);
    assertThat(table.replaceAll("\\s+", " "))
        .contains("duplicated 100001 instead of 100000!, reordered 100001 instead of 100000!");
  }

  private static CellFinding finding(String subject, GateMetric metric) {
    return new CellFinding(
        new GateCell(subject, metric, 0.05),
        Verdict.INCONCLUSIVE,
        true,
        "ns",
        false,
        List.of(new Pair(1, 1, 1)),
        1.2,
        1.1,
        1.3,
        null,
        subject + " cannot be told");
  }

  private static GateRun gate(List<CellFinding> cells) {
    return new GateRun(
        GateRun.SCHEMA_VERSION,
        "1",
        "unknown",
        List.of("pushmark", "gate"),
        Forks.PLAN,
        "old.jar",
        "reference",
        true,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        Run.State.COMPLETE,
        SampleRun.madeUpEnvironment(),
        cells,
        List.of(),
        Verdict.INCONCLUSIVE,
        List.of());
  }
}
