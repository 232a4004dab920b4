package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.lab.observation.ServerSample;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Outages;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoakRulesTest {
  private static final double MB = 1e6;

  /** A sample each quarter of a minute, with a heap and descriptors of somebody's choice. */
  private interface At {
    ServerSample sample(int number, Random random);
  }

  private static ClaimVerdict flat(int samples, At at) {
    Random random = new Random(5);
    List<ServerSample> taken = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      taken.add(at.sample(i, random));
    }
    return SoakRules.flat(SoakRules.growths(taken, 1_000));
  }

  private static ServerSample sample(int number, double heap, long descriptors, int threads) {
    return new ServerSample(
        number * 15.0, "sse", (long) heap, 1_000, descriptors, threads, 0, 1_000, 10);
  }

  @Test
  void whatOnlyScattersIsFlat() {
    ClaimVerdict verdict =
        flat(40, (i, random) -> sample(i, 40 * MB + random.nextGaussian() * 0.3 * MB, 1_100, 20));
    assertThat(verdict.answer()).as(verdict.statement()).isEqualTo(Answer.HOLDS);
    assertThat(verdict.figures()).hasSize(5);
  }

  @Test
  void aHeapThatGrowsByATenthGrows() {
    ClaimVerdict verdict = flat(40, (i, random) -> sample(i, 40 * MB + i * 0.1 * MB, 1_100, 20));
    assertThat(verdict.answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(verdict.statement()).contains("heap after GC");
  }

  @Test
  void aDescriptorForEverySecondSampleGrows() {
    ClaimVerdict verdict = flat(40, (i, random) -> sample(i, 40 * MB, 1_100 + i / 2, 20));
    assertThat(verdict.answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(verdict.statement()).contains("file descriptors").doesNotContain("heap after");
  }

  @Test
  void threadsThatAreNeverEndedGrow() {
    assertThat(flat(40, (i, random) -> sample(i, 40 * MB, 1_100, 20 + i / 4)).answer())
        .isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void tooFewSamplesTellNothing() {
    assertThat(flat(2, (i, random) -> sample(i, 40 * MB, 1_100, 20)).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(
            flat(4, (i, random) -> sample(i, 40 * MB + random.nextGaussian() * 9 * MB, 9, 2))
                .answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  private static ClaimVerdict accounted(Counts counts, Outages outages, int rounds) {
    Injection injection =
        new Injection(
            Instant.EPOCH,
            1,
            10,
            10,
            0,
            1,
            1,
            counts,
            new Traffic(0, 0, 0, 0, 0),
            new TimeOutOfDate(0, 0, 0),
            null,
            0,
            outages,
            List.of(50L),
            null,
            List.of(),
            null,
            null);
    Round round =
        new Round(
            1, 1, 1, "sse", Instant.EPOCH, new Outcome.Done(), injection, null, null, null, null);
    return SoakRules.accounted(List.of(round), rounds);
  }

  private static Counts counts(long delivered, long lost, long skipped, long duplicated) {
    return new Counts(100, 100, 1_000, delivered, lost, skipped, duplicated, 0, 0, 0, 0, 0);
  }

  @Test
  void whatCameOnceOrWasSkippedAndToldIsAccountedFor() {
    assertThat(accounted(counts(990, 0, 10, 0), new Outages(50, 52, 50, 0, 0, 0), 1).answer())
        .isEqualTo(Answer.HOLDS);
  }

  @Test
  void whateverIsMissingOrCameTwiceIsNot() {
    Outages back = new Outages(50, 52, 50, 0, 0, 0);
    assertThat(accounted(counts(999, 1, 0, 0), back, 1).answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(accounted(counts(1_000, 0, 0, 1), back, 1).answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(accounted(counts(999, 0, 0, 0), back, 1).answer())
        .as("neither delivered nor lost")
        .isEqualTo(Answer.DOES_NOT_HOLD);
    ClaimVerdict away = accounted(counts(1_000, 0, 0, 0), new Outages(50, 52, 49, 0, 0, 0), 1);
    assertThat(away.answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(away.statement()).startsWith("subscribers that did not come back: 1");
  }

  @Test
  void withoutACutOrARoundNothingIsShown() {
    Counts whole = counts(1_000, 0, 0, 0);
    assertThat(accounted(whole, Outages.NONE, 1).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(accounted(whole, new Outages(50, 52, 50, 0, 0, 0), 2).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }
}
