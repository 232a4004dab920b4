package dev.pushmark.results.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples' figures, beside those recomputed from every interval of the log. */
class ReadingPageTest {
  @TempDir Path temp;
  private ReadingPage page = new ReadingPage(null, null, null, null);
  private StoredRun stored = stored(Path.of("published/2026-11-22-chat"));

  private static StoredRun stored(Path folder) {
    try {
      return RunFolder.read(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void build() throws Exception {
    PublishedFolder published = new PublishedFolder(temp.resolve("published"));
    published.run("older", 1);
    published.run("newer", 2);
    published.run("newest", 3);
    page = ReadingPage.of(PublishedRun.all(published.folder));
  }

  private Histogram sum(Predicate<Round> rounds, Metric metric) {
    Histogram sum = new Histogram(3);
    stored.rounds().stream()
        .filter(rounds)
        .map(round -> stored.histograms().getOrDefault(round.id(), Map.of()))
        .flatMap(metrics -> metrics.getOrDefault(metric, List.of()).stream())
        .forEach(sum::add);
    return sum;
  }

  private Histogram latency(String transport) {
    return sum(
        round ->
            round.transport().equals(transport) && !(round.outcome() instanceof Outcome.Invalid),
        Metric.DELIVERY_LATENCY);
  }

  /** Three significant digits in the unit that fits, told apart from how the page does it. */
  private static String time(double ns) {
    double value = ns < 1e6 ? ns / 1e3 : ns < 1e9 ? ns / 1e6 : ns / 1e9;
    int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value)
        + "\u00a0"
        + (ns < 1e6 ? "µs" : ns < 1e9 ? "ms" : "s");
  }

  @Test
  void examplesComeFromTheNewestRunThatHasThem() {
    assertThat(Objects.requireNonNull(page.mean()).source().name()).isEqualTo("newest");
    assertThat(Objects.requireNonNull(page.curves()).source().href())
        .isEqualTo("runs/newest/report.html");
    assertThat(Objects.requireNonNull(page.omission()).source().day()).isEqualTo("4 January 2026");
    assertThat(Objects.requireNonNull(page.staleness()).source().workload()).isEqualTo("chat");
  }

  @Test
  void theMeanAndTheMedianAreThoseOfTheLog() {
    MeanExample mean = Objects.requireNonNull(page.mean());
    Histogram values = latency(mean.transport().equals("SSE") ? "sse" : "long-polling");

    assertThat(mean.mean()).isEqualTo(time(values.getMean()));
    assertThat(mean.median()).isEqualTo(time(values.getValueAtPercentile(50)));
    assertThat(mean.largest()).isEqualTo(time(values.getMaxValue()));
    assertThat(values.getMean()).isGreaterThan(values.getValueAtPercentile(50));
    assertThat(mean.plot().marks()).extracting(DistributionPlot.Mark::name).contains("mean", "p50");
  }

  @Test
  void pollingAndPushAreTheRunsOwn() {
    CurveExample curves = Objects.requireNonNull(page.curves());

    assertThat(curves.sentences())
        .hasSize(2)
        .first()
        .asString()
        .contains(time(latency("short-polling").getValueAtPercentile(50)) + " over short polling")
        .contains(time(latency("sse").getValueAtPercentile(50)) + " over SSE");
    assertThat(curves.plot().curves()).hasSize(2);
  }

  @Test
  void theRoundWithTheLatestGeneratorIsSeenInBothWays() {
    OmissionExample omission = Objects.requireNonNull(page.omission());
    Predicate<Round> same =
        round ->
            round.block() == omission.block()
                && TransportName.inText(round.transport()).equals(omission.transport());
    Histogram due = sum(same, Metric.DELIVERY_LATENCY);
    Histogram sent = sum(same, Metric.SERVICE_TIME);

    OmissionExample.Row p90 = omission.rows().get(1);
    assertThat(p90.name()).isEqualTo("p90");
    assertThat(p90.due()).isEqualTo(time(due.getValueAtPercentile(90)));
    assertThat(p90.sent()).isEqualTo(time(sent.getValueAtPercentile(90)));
    double ratio = (double) due.getValueAtPercentile(90) / sent.getValueAtPercentile(90);
    for (Round round : stored.rounds()) {
      Predicate<Round> other = round::equals;
      assertThat(
              (double) sum(other, Metric.DELIVERY_LATENCY).getValueAtPercentile(90)
                  / sum(other, Metric.SERVICE_TIME).getValueAtPercentile(90))
          .isLessThanOrEqualTo(ratio);
    }
  }

  @Test
  void everyTransportIsOutOfDateAsItsRoundsSay() {
    StalenessExample staleness = Objects.requireNonNull(page.staleness());

    assertThat(staleness.rows()).hasSize(5);
    double peak =
        stored.rounds().stream()
            .filter(round -> round.transport().equals("short-polling"))
            .filter(round -> !(round.outcome() instanceof Outcome.Invalid))
            .mapToDouble(
                round -> Objects.requireNonNull(round.injection()).timeOutOfDate().peakNs())
            .max()
            .orElseThrow();
    assertThat(staleness.rows().get(1).name()).isEqualTo("Short polling");
    assertThat(staleness.rows().get(1).peak()).isEqualTo(time(peak));
    assertThat(staleness.sawtooth().rows()).as("from before sample paths were kept").isEmpty();
  }
}
