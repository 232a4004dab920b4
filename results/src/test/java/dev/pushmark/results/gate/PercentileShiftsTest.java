package dev.pushmark.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.gate.Gate.Design;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.PercentileShift;
import dev.pushmark.results.model.PercentileShift.Point;
import dev.pushmark.results.sample.GateRounds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PercentileShiftsTest {
  private static final GatePlan PLAN =
      new GatePlan(GateRounds.PLAN, List.of(new GateCell("sse", GateMetric.P50, 0.05)), 10, 30);

  private static List<PercentileShift> of(
      GateRounds baseline, GateRounds candidate, Design design, Set<String> anew) {
    return new PercentileShifts(PLAN, baseline.summary(), candidate.summary(), design).list(anew);
  }

  private static PercentileShift only(GateRounds baseline, GateRounds candidate, Design design) {
    List<PercentileShift> shifts = of(baseline, candidate, design, Set.of());
    assertThat(shifts).hasSize(1);
    return shifts.get(0);
  }

  @Test
  void equalSidesHaveOneInTheBandAtEveryPercentile() {
    PercentileShift shift = only(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1), Design.PAIRED);
    assertThat(shift.pairs()).isEqualTo(10);
    assertThat(shift.points())
        .allSatisfy(
            point -> {
              assertThat(point.low()).isLessThanOrEqualTo(point.ratio());
              assertThat(point.high()).isGreaterThanOrEqualTo(point.ratio());
              assertThat(point.ratio()).isBetween(0.94, 1.06);
            });
    assertThat(shift.points())
        .filteredOn(point -> point.percentile() == 50)
        .singleElement()
        .satisfies(point -> assertThat(1.0).isBetween(point.low(), point.high()));
  }

  @Test
  void aShiftOfTheWholeDistributionIsSeenAtEveryPercentile() {
    PercentileShift shift = only(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1.2), Design.PAIRED);
    assertThat(shift.points())
        .allSatisfy(
            point -> {
              assertThat(point.ratio()).isBetween(1.13, 1.27);
              assertThat(point.low()).isGreaterThan(1);
            });
  }

  @Test
  void itEndsWhereTooFewEventsLieBeyond() {
    List<Point> points =
        only(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1), Design.PAIRED).points();
    assertThat(points.get(points.size() - 1).percentile())
        .as("20,000 events published: 100 lie beyond p99.5")
        .isEqualTo(99.5);
  }

  @Test
  void ofWhatWasMeasuredAnewOnlyThatCounts() {
    GateRounds alarming = GateRounds.of(10, 2, 1.5).then(GateRounds.of(40, 2, 1), 11);
    PercentileShift anew =
        of(GateRounds.of(40, 1, 1), alarming, Design.PAIRED, Set.of("sse")).get(0);
    assertThat(anew.pairs()).isEqualTo(30);
    assertThat(anew.points()).allMatch(point -> point.ratio() < 1.1);
    PercentileShift screen = only(GateRounds.of(40, 1, 1), alarming, Design.PAIRED);
    assertThat(screen.pairs()).isEqualTo(10);
    assertThat(screen.points()).allMatch(point -> point.ratio() > 1.4);
  }

  @Test
  void pairsWhoseOtherHalfIsSpoiltDoNotCountAndTooFewShowNothing() {
    GateRounds candidate = GateRounds.of(10, 2, 1);
    assertThat(only(GateRounds.of(10, 1, 1).invalidIn(1, 2), candidate, Design.PAIRED).pairs())
        .isEqualTo(8);
    assertThat(
            of(
                GateRounds.of(10, 1, 1).invalidIn(1, 2),
                candidate.invalidIn(3, 4),
                Design.PAIRED,
                Set.of()))
        .isEmpty();
  }

  @Test
  void storedSidesAreDrawnAnewEachByItself() {
    PercentileShift shift =
        only(GateRounds.of(12, 1, 1), GateRounds.of(15, 2, 1.2), Design.BOTH_STORED);
    assertThat(shift.pairs()).isEqualTo(12);
    assertThat(shift.points()).allMatch(point -> point.low() > 1 && point.high() < 1.4);
  }

  @Test
  void theSameRoundsGiveTheSamePicture() {
    assertThat(only(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1), Design.PAIRED))
        .isEqualTo(only(GateRounds.of(10, 1, 1), GateRounds.of(10, 2, 1), Design.PAIRED));
  }
}
