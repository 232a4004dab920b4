package dev.pushmark.results.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportFiguresTest {
  private static TransportFigures of(Rounds rounds, String transport) {
    return TransportFigures.of(transport, rounds.list(), rounds.histograms());
  }

  @ParameterizedTest
  @CsvSource({"P50, 200", "P90, 1000", "P99, 10000", "P99_9, 100000"})
  void aPercentileIsShownFromAHundredEventsBeyondItOn(Percentile percentile, int needed) {
    assertThat(percentile.eventsNeeded()).isEqualTo(needed);
    Rounds enough = new Rounds().round("sse", needed - 100, 70).round("sse", 100, 70);
    Rounds tooFew = new Rounds().round("sse", needed - 101, 70).round("sse", 100, 70);

    assertThat(of(enough, "sse").percentileNs(Metric.DELIVERY_LATENCY, percentile)).isPresent();
    assertThat(of(tooFew, "sse").percentileNs(Metric.DELIVERY_LATENCY, percentile)).isEmpty();
    assertThat(of(tooFew, "sse").maxNs(Metric.DELIVERY_LATENCY)).isPresent();
    assertThat(Percentile.largestShownFor(needed)).isCloseTo(percentile.percent(), within(1e-9));
  }

  @Test
  void deliveriesDoNotStandInForPublishedEvents() {
    Counts manyDeliveries = new Counts(0, 0, 1_000_000, 1_000_000, 0, 0, 0, 0, 0, 0, 0, 0);
    Rounds rounds = new Rounds().plus(manyDeliveries).round("sse", 199, 70);

    assertThat(of(rounds, "sse").percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50)).isEmpty();
  }

  @Test
  void percentilesAreOfMergedHistogramsAndNotAverages() {
    Rounds rounds = new Rounds().round("sse", 900, 100).round("sse", 300, 9_000);

    double p50 =
        of(rounds, "sse").percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50).orElseThrow();

    assertThat(p50).isCloseTo(100_000, within(100.0));
  }

  @Test
  void invalidRoundsAreKeptButNotUsed() {
    Rounds rounds =
        new Rounds()
            .round("sse", 500, 100)
            .outcome(new Outcome.Invalid(List.of("too busy"), true))
            .round("sse", 500, 90_000)
            .outcome(new Outcome.Failed(List.of("lost 3")))
            .round("sse", 500, 200);

    TransportFigures figures = of(rounds, "sse");

    assertThat(figures.rounds()).hasSize(3);
    assertThat(figures.validRounds()).hasSize(2);
    assertThat(figures.counts().published()).isEqualTo(1000);
    assertThat(figures.maxNs(Metric.DELIVERY_LATENCY).orElseThrow())
        .isCloseTo(200_000, within(200.0));
    assertThat(figures.latencyEstimateNs(Percentile.P50).orElseThrow().rounds()).isEqualTo(2);
  }

  @Test
  void figuresPerDeliveryAreTotalsOverDeliveries() {
    TransportFigures figures = of(new Rounds().round("sse", 100, 5).round("sse", 300, 9), "sse");

    assertThat(figures.perDelivered(figures.traffic().receivedBytes())).hasValue(200);
    assertThat(figures.serverCpuNsPerDelivered()).hasValue((100 * 5e3 + 300 * 9e3) / 400);
    assertThat(figures.serverRssBytes()).hasValue(1_004_000);
    assertThat(figures.serverRssBytesPerSubscriber()).hasValue(4_000);
    assertThat(figures.achievedRate()).hasValue(20);
    assertThat(figures.targetRate()).hasValue(100);
    assertThat(figures.timeOutOfDate().orElseThrow().meanNs()).isEqualTo(7_000);
    assertThat(figures.timeOutOfDate().orElseThrow().peakNs()).isEqualTo(18_000);
  }

  @Test
  void withoutValidRoundsThereAreNoFigures() {
    TransportFigures figures =
        of(
            new Rounds().outcome(new Outcome.Invalid(List.of("x"), false)).round("sse", 9, 9),
            "sse");

    assertThat(figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50)).isEmpty();
    assertThat(figures.maxNs(Metric.DELIVERY_LATENCY)).isEmpty();
    assertThat(figures.timeOutOfDate()).isEmpty();
    assertThat(figures.achievedRate()).isEmpty();
    assertThat(figures.serverCpuNsPerDelivered()).isEmpty();
    assertThat(figures.serverRssBytes()).isEmpty();
    assertThat(figures.latencyEstimateNs(Percentile.P50)).isEmpty();
  }

  @Test
  void aWholeRunsFiguresEqualThoseRecomputedFromItsRounds() {
    SampleRun sample = SampleRun.seeded(3);
    for (String transport : sample.run().plan().transports()) {
      List<Round> valid = new ArrayList<>(sample.rounds());
      valid.removeIf(
          round ->
              !round.transport().equals(transport) || round.outcome() instanceof Outcome.Invalid);
      Histogram latency = new Histogram(3);
      long lost = 0;
      for (Round round : valid) {
        sample
            .histograms()
            .getOrDefault(round.id(), java.util.Map.of())
            .getOrDefault(Metric.DELIVERY_LATENCY, List.of())
            .forEach(latency::add);
        lost += java.util.Objects.requireNonNull(round.injection()).counts().lost();
      }

      TransportFigures figures =
          TransportFigures.of(transport, sample.rounds(), sample.histograms());

      assertThat(figures.histogram(Metric.DELIVERY_LATENCY)).isEqualTo(latency);
      assertThat(figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P99))
          .hasValue((double) latency.getValueAtPercentile(99));
      assertThat(figures.counts().lost()).isEqualTo(lost);
      assertThat(latency.getTotalCount()).isEqualTo(figures.counts().delivered());
    }
  }
}
