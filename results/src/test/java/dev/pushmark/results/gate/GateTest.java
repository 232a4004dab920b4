package dev.pushmark.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.gate.Gate.Design;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.sample.GateRounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final GateCell CPU = new GateCell("sse", GateMetric.CPU, 0.05);
  private static final GateCell BYTES = new GateCell("sse", GateMetric.BYTES, 0.05);
  private static final GateCell P50 = new GateCell("sse", GateMetric.P50, 0.05);

  private static GatePlan plan(GateCell... cells) {
    return new GatePlan(GateRounds.PLAN, List.of(cells), 10, 30);
  }

  private static Gate paired(GateRounds baseline, GateRounds candidate, GateCell... cells) {
    return new Gate(
        plan(cells), new MeasuredRounds(baseline.summary(), candidate.summary()), Design.PAIRED);
  }

  private static CellFinding first(Gate gate) {
    return gate.findings().get(0);
  }

  @Test
  void equalSidesPass() {
    Gate gate = paired(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1), CPU, BYTES, P50);
    assertThat(gate.suspectedSubjects()).isEmpty();
    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.findings()).extracting(CellFinding::verdict).containsOnly(Verdict.PASS);
    assertThat(first(gate).pairs()).hasSize(10);
  }

  @Test
  void whatIsSuspectedIsMeasuredAnewAndOnlyThatCounts() {
    Gate screened = paired(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1.15), CPU);
    assertThat(screened.suspectedSubjects()).containsExactly("sse");
    Gate worse = paired(GateRounds.of(40, 1, 1), GateRounds.of(40, 2, 1.15), CPU);
    assertThat(worse.verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(first(worse).confirmed()).isTrue();
    assertThat(first(worse).pairs()).hasSize(30);
    assertThat(first(worse).ratio()).isBetween(1.13, 1.17);
    assertThat(first(worse).low()).isGreaterThan(1.05);
  }

  @Test
  void aFalseAlarmOfTheScreenIsNone() {
    GateRounds alarming = GateRounds.of(10, 2, 1.15).then(GateRounds.of(40, 2, 1), 11);
    Gate gate = paired(GateRounds.of(40, 1, 1), alarming, CPU);
    assertThat(gate.suspectedSubjects()).containsExactly("sse");
    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aFigureOfZeroIsInvalidAndSaidLoudly() {
    Gate gate =
        paired(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1).withoutCpuInBlock(4), CPU, BYTES);
    assertThat(gate.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(first(gate).why())
        .isEqualTo("sse cpu of the candidate is 0 or was not measured in block 4");
  }

  @Test
  void pairsWithoutAPartnerDoNotCountAndTooFewAreInvalid() {
    Gate enough =
        paired(GateRounds.of(10, 1, 1).invalidIn(1, 2), GateRounds.of(10, 2, 1).invalidIn(3), CPU);
    assertThat(first(enough).pairs()).hasSize(7);
    assertThat(enough.verdict()).isNotEqualTo(Verdict.INVALID);
    Gate tooFew =
        paired(
            GateRounds.of(10, 1, 1).invalidIn(1, 2), GateRounds.of(10, 2, 1).invalidIn(3, 4), CPU);
    assertThat(tooFew.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(first(tooFew).why())
        .isEqualTo("sse cpu has only 6 valid pairs, at least 7 are needed");
  }

  @Test
  void noPairsAtAllAreInvalid() {
    Summary none = GateRounds.of(0, 1, 1).summary();
    Gate gate = new Gate(plan(CPU), new MeasuredRounds(none, none), Design.PAIRED);
    assertThat(gate.verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void aCandidateThatMissesWhatIsExpectedIsARegression() {
    Gate once = paired(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1).failedIn(3), CPU);
    assertThat(once.verdict()).isEqualTo(Verdict.PASS);
    assertThat(once.reasons()).anyMatch(reason -> reason.endsWith("1 of the candidate"));
    Gate twice = paired(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1).failedIn(3, 4), CPU);
    assertThat(twice.verdict()).isEqualTo(Verdict.REGRESSION);
  }

  @Test
  void storedRunsAreComparedAsTwoSamplesAndItIsSaid() {
    Gate gate =
        new Gate(
            plan(CPU),
            new MeasuredRounds(
                GateRounds.of(12, 1, 1).summary(), GateRounds.of(12, 2, 1.2).summary()),
            Design.BOTH_STORED);
    assertThat(gate.verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(first(gate).pairs()).isEmpty();
    assertThat(first(gate).ratio()).isBetween(1.17, 1.23);
    assertThat(gate.reasons()).anyMatch(reason -> reason.contains("no bound covers it"));
  }
}
