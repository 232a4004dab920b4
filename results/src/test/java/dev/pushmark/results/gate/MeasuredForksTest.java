package dev.pushmark.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.gate.Fork.Score;
import dev.pushmark.results.gate.Gate.Design;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.sample.Forks;
import org.junit.jupiter.api.Test;

/** Benchmarks are judged by forks, in the way of rounds. */
class MeasuredForksTest {
  private static Gate gate(Forks baseline, Forks candidate, Design design) {
    return new Gate(Forks.PLAN, new MeasuredForks(baseline.list(), candidate.list()), design);
  }

  private static Gate paired(Forks baseline, Forks candidate) {
    return gate(baseline, candidate, Design.PAIRED);
  }

  private static CellFinding reading(Gate gate) {
    return gate.findings().get(0);
  }

  private static CellFinding writing(Gate gate) {
    return gate.findings().get(1);
  }

  private static Score as(String mode, String unit, double value) {
    return new Score(mode, unit, "5 × 1 s", value);
  }

  @Test
  void equalSidesPassWithAPairForEachFork() {
    Gate gate = paired(Forks.of(10, 1, 1), Forks.of(10, 2, 1));
    assertThat(gate.suspectedSubjects()).isEmpty();
    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.reasons()).isEmpty();
    assertThat(reading(gate).pairs()).hasSize(10);
    assertThat(reading(gate).unit()).isEqualTo("ns/op");
    assertThat(reading(gate).inverted()).isFalse();
  }

  @Test
  void onlyWhatIsSuspectedIsJudgedByForksThatFollow() {
    Gate screened = paired(Forks.of(10, 1, 1), Forks.of(10, 2, 1.2));
    assertThat(screened.suspectedSubjects()).containsExactly("demo.Bench.write {size=10}");
    Gate gate = paired(Forks.of(40, 1, 1), Forks.of(40, 2, 1.2));
    assertThat(gate.verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(writing(gate).pairs()).hasSize(30).allMatch(pair -> pair.block() > 10);
    assertThat(writing(gate).why())
        .startsWith("demo.Bench.write {size=10} +")
        .contains("for certain");
    assertThat(reading(gate).verdict()).isEqualTo(Verdict.PASS);
    assertThat(reading(gate).pairs()).hasSize(10);
  }

  @Test
  void whereMoreIsBetterTheRatioIsTurnedRoundAndItIsSaid() {
    Forks was = Forks.of(40, 1, 1).inEach(score -> as("thrpt", "ops/us", score.value()));
    Forks less = Forks.of(40, 2, 0.8).inEach(score -> as("thrpt", "ops/us", score.value()));
    Gate worse = paired(was, less);
    assertThat(worse.verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(writing(worse).inverted()).isTrue();
    assertThat(writing(worse).unit()).isEqualTo("ops/us");
    assertThat(writing(worse).ratio()).isBetween(1.24, 1.26);
    assertThat(writing(worse).ratios()).allMatch(ratio -> ratio > 1);
    assertThat(writing(worse).pairs()).allMatch(pair -> pair.candidate() < pair.baseline());
    assertThat(writing(worse).why())
        .startsWith("demo.Bench.write {size=10} (baseline ÷ candidate) +2");
    assertThat(worse.reasons())
        .containsExactly(
            "more is better of demo.Bench.write {size=10} (ops/us): the ratio is baseline ÷"
                + " candidate there, so that above 1 is worse everywhere");
    assertThat(paired(less, was).verdict()).as("more of it").isEqualTo(Verdict.PASS);
    Gate stored = gate(was, less, Design.BOTH_STORED);
    assertThat(writing(stored).ratio()).isBetween(1.24, 1.26);
    assertThat(writing(stored).verdict()).isEqualTo(Verdict.REGRESSION);
  }

  @Test
  void aBenchmarkThatOneSideLacksIsInvalid() {
    Forks without = Forks.of(10, 2, 1);
    for (int fork = 1; fork <= 10; fork++) {
      without = without.withoutWritingInFork(fork);
    }
    Gate ofCandidate = paired(Forks.of(10, 1, 1), without);
    assertThat(ofCandidate.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(writing(ofCandidate).why())
        .isEqualTo("demo.Bench.write {size=10} is missing from the candidate");
    assertThat(writing(ofCandidate).unit()).isEmpty();
    assertThat(reading(ofCandidate).verdict()).isEqualTo(Verdict.PASS);
    assertThat(writing(paired(without, Forks.of(10, 1, 1))).why())
        .isEqualTo("demo.Bench.write {size=10} is missing from the baseline");
  }

  @Test
  void aScoreThatIsNoneIsInvalidInWhicheverFork() {
    Forks good = Forks.of(10, 1, 1);
    String why = "demo.Bench.write {size=10} of the candidate is 0 or was not measured in fork 4";
    for (double value : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      Forks bad = good.inFork(4, score -> as("avgt", "ns/op", value));
      assertThat(writing(paired(good, bad)).why()).isEqualTo(why);
      assertThat(writing(gate(good, bad, Design.BOTH_STORED)).why()).isEqualTo(why);
    }
    assertThat(writing(paired(good, good.withoutWritingInFork(4))).why()).isEqualTo(why);
    assertThat(paired(good, good.withoutWritingInFork(4)).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void whatIsMeasuredInDifferentWaysIsNotCompared() {
    Forks good = Forks.of(10, 1, 1);
    Forks micros = good.inEach(score -> as("avgt", "us/op", score.value()));
    assertThat(writing(paired(good, micros)).why())
        .isEqualTo(
            "demo.Bench.write {size=10} is measured in ns/op (avgt) by the baseline, in us/op (avgt)"
                + " by the candidate");
    Forks rate = good.inEach(score -> as("thrpt", "ops/ns", score.value()));
    assertThat(writing(paired(good, rate)).why()).contains("in ops/ns (thrpt) by the candidate");
    assertThat(writing(paired(good, rate)).inverted()).isFalse();
    Forks mixed = good.inFork(3, score -> as("sample", "ns/op", score.value()));
    assertThat(writing(paired(mixed, mixed)).why())
        .contains("in ns/op (avgt) and ns/op (sample) by the baseline");
    Forks shorter = good.inEach(score -> new Score("avgt", "ns/op", "3 × 200 ms", score.value()));
    assertThat(writing(paired(good, shorter)).why())
        .endsWith("is measured in 5 × 1 s by the baseline, in 3 × 200 ms by the candidate");
    assertThat(writing(paired(good, good.inAnotherModeTooInFork(2))).why())
        .endsWith("is measured in several modes (avgt and thrpt); choose one by JMH's -bm");
    assertThat(paired(good, micros).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void fewerThanSevenForksAreInvalid() {
    Gate gate = gate(Forks.of(5, 1, 1), Forks.of(12, 2, 1), Design.BOTH_STORED);
    assertThat(gate.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(reading(gate).why())
        .isEqualTo("demo.Bench.read has only 5 valid forks of each side, at least 7 are needed");
  }

  @Test
  void storedForksAreComparedAsTwoSamplesAndItIsSaid() {
    Gate worse = gate(Forks.of(12, 1, 1), Forks.of(12, 2, 1.2), Design.BOTH_STORED);
    assertThat(worse.verdict()).isEqualTo(Verdict.REGRESSION);
    assertThat(writing(worse).pairs()).isEmpty();
    assertThat(worse.reasons()).anyMatch(reason -> reason.contains("no bound covers it"));
    Gate equal = gate(Forks.of(12, 1, 1), Forks.of(12, 2, 1), Design.AGAINST_STORED);
    assertThat(equal.verdict()).isEqualTo(Verdict.PASS);
  }
}
