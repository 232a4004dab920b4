package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ConclusionTest {
  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome FAILED = new Outcome.Failed(List.of("lost"));
  private static final Outcome INVALID = new Outcome.Invalid(List.of("late"), false);

  @Test
  void allMeasuredAndNothingMissedIsDone() {
    assertThat(conclude(List.of(), DONE, DONE)).isEqualTo(Conclusion.DONE);
  }

  @Test
  void oneValidRoundOfATransportIsEnough() {
    assertThat(conclude(List.of(), INVALID, DONE)).isEqualTo(Conclusion.DONE);
  }

  @Test
  void aTransportWithoutAValidRoundIsInvalid() {
    assertThat(conclude(List.of(), INVALID, INVALID)).isEqualTo(Conclusion.INVALID);
  }

  @Test
  void aFailedRoundFailsTheRun() {
    assertThat(conclude(List.of(), DONE, FAILED)).isEqualTo(Conclusion.FAILED);
  }

  @Test
  void aFindingStandsWhateverElseCouldNotBeMeasured() {
    Plan plan = RoundBuilder.plan("good", List.of("sse", "websocket"), 1);
    List<Round> rounds = List.of(round(1, "sse", FAILED), round(1, "websocket", INVALID));
    assertThat(Conclusion.of(plan, rounds, Map.of()).exitCode()).isEqualTo(Conclusion.FAILED);
  }

  @Test
  void anExpectationThatHoldsIsDone() {
    assertThat(conclude(List.of("sse.p50<50ms", "*.lost=0"), DONE, DONE))
        .isEqualTo(Conclusion.DONE);
  }

  @Test
  void anExpectationThatDoesNotHoldFailsTheRun() {
    assertThat(conclude(List.of("sse.p50<500us"), DONE, DONE)).isEqualTo(Conclusion.FAILED);
  }

  @Test
  void tooFewEventsForAnExpectationAreInconclusive() {
    assertThat(conclude(List.of("sse.p99<50ms"), DONE, DONE)).isEqualTo(Conclusion.INCONCLUSIVE);
  }

  private static int conclude(List<String> expectations, Outcome first, Outcome second) {
    Plan plan = RoundBuilder.plan("good", List.of("sse"), 2, expectations.toArray(String[]::new));
    List<Round> rounds = List.of(round(1, "sse", first), round(2, "sse", second));
    Map<String, Map<Metric, List<Histogram>>> histograms = new HashMap<>();
    rounds.forEach(round -> histograms.put(round.id(), new RoundBuilder().histograms()));
    return Conclusion.of(plan, rounds, histograms).exitCode();
  }

  private static Round round(int block, String transport, Outcome outcome) {
    return new Slot(block, 1, 1, transport, Instant.EPOCH)
        .round(outcome, new RoundBuilder().evidence());
  }
}
