package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(11);
  private static final Summary SUMMARY =
      Summary.of(SAMPLE.run(), SAMPLE.rounds(), SAMPLE.histograms());
  private static final String HTML = HtmlPage.of(SUMMARY, SAMPLE.environment());

  private static List<Round> valid(String transport) {
    return SAMPLE.rounds().stream()
        .filter(round -> round.transport().equals(transport))
        .filter(round -> !(round.outcome() instanceof Outcome.Invalid))
        .toList();
  }

  private static Histogram latency(String transport) {
    Histogram latency = new Histogram(3);
    for (Round round : valid(transport)) {
      SAMPLE.histograms().getOrDefault(round.id(), Map.of()).entrySet().stream()
          .filter(entry -> entry.getKey() == Metric.DELIVERY_LATENCY)
          .flatMap(entry -> entry.getValue().stream())
          .forEach(latency::add);
    }
    return latency;
  }

  private static long sum(String transport, ToLongFunction<Round> count) {
    return valid(transport).stream().mapToLong(count).sum();
  }

  /** The cells of a row of the page's table, as a reader sees them. */
  private static List<String> cells(String html, Figure figure) {
    int row = html.indexOf("<tr class=\"" + figure.name() + "\">");
    assertThat(row).as("row of %s", figure).isPositive();
    String text = html.substring(row, html.indexOf("</tr>", row));
    return find("<td[^>]*>(.*?)</td>", text).stream()
        .map(cell -> cell.replaceAll("<[^>]*>", ""))
        .toList();
  }

  private static List<String> find(String regex, String text) {
    return Pattern.compile(regex, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @Test
  void figuresOnThePageEqualThoseRecomputedFromTheRounds() {
    List<String> transports = SAMPLE.run().plan().transports();
    for (int i = 0; i < transports.size(); i++) {
      String transport = transports.get(i);
      Histogram latency = latency(transport);
      long published =
          sum(transport, r -> Objects.requireNonNull(r.injection()).counts().published());
      long lost = sum(transport, r -> Objects.requireNonNull(r.injection()).counts().lost());
      long delivered = latency.getTotalCount();
      long cpuNs = sum(transport, r -> Objects.requireNonNull(r.server()).cpuNs());

      assertThat(cells(HTML, Figure.P50).get(i))
          .isEqualTo(Units.time((double) latency.getValueAtPercentile(50)));
      assertThat(cells(HTML, Figure.P90).get(i))
          .isEqualTo(Units.time((double) latency.getValueAtPercentile(90)));
      assertThat(cells(HTML, Figure.P99).get(i))
          .isEqualTo(Units.time((double) latency.getValueAtPercentile(99)));
      assertThat(cells(HTML, Figure.P99_9).get(i)).isEqualTo("–");
      assertThat(cells(HTML, Figure.MAX).get(i))
          .isEqualTo(Units.time((double) latency.getMaxValue()));
      assertThat(cells(HTML, Figure.PUBLISHED).get(i)).isEqualTo(Units.count(published));
      assertThat(cells(HTML, Figure.DELIVERED).get(i)).isEqualTo(Units.count(delivered));
      assertThat(cells(HTML, Figure.LOST).get(i)).isEqualTo(Units.count(lost));
      assertThat(cells(HTML, Figure.SERVER_CPU).get(i))
          .isEqualTo(Units.time((double) cpuNs / delivered));
    }
  }

  @Test
  void theTimelineShowsWhereBothProcessesStoodStill() {
    assertThat(find("(class=\"stalls\" d=\"M)", HTML)).isNotEmpty();
    List<String> ofServers = find("class=\"stalls server\" d=\"(M[^\"]*)\"", HTML);
    // In the fifth of ten seconds of the sample's third long-polling round.
    List<Double> tops =
        ofServers.stream()
            .flatMap(path -> find("V([0-9.]+)h", path).stream())
            .map(Double::valueOf)
            .toList();
    assertThat(tops).isNotEmpty().allMatch(top -> top >= TimeStrip.TOP && top < TimeStrip.BOTTOM);
    assertThat(tops.stream().filter(top -> top < 25)).hasSize(1);
  }

  @Test
  void aPauseOfAJvmIsDrawnBesideTheStallThatItExplains() {
    assertThat(find("class=\"pauses server\" d=\"(M[^\"]*)\"", HTML))
        .as("the one collection of a server that the sample has, in one round")
        .hasSize(1)
        .allMatch(path -> path.indexOf('M', 1) < 0);
    assertThat(find("(class=\"pauses\" d=\"M)", HTML)).as("an injector's").isNotEmpty();
  }

  @Test
  void aPauseLongerThanAllElseStaysWithinItsStrip() {
    SampleRun sample = SampleRun.seeded(11);
    sample.histograms().values().stream()
        .flatMap(ofRound -> ofRound.getOrDefault(Metric.SERVER_SAFEPOINT, List.of()).stream())
        .findFirst()
        .orElseThrow()
        .recordValue(TimeUnit.MINUTES.toNanos(1));
    String html =
        HtmlPage.of(
            Summary.of(sample.run(), sample.rounds(), sample.histograms()), sample.environment());

    assertThat(find("class=\"pauses server\" d=\"(M[^\"]*)\"", html))
        .flatExtracting(path -> find("V([0-9.-]+)h", path))
        .extracting(Double::valueOf)
        .hasSize(2)
        .allMatch(top -> top >= TimeStrip.TOP);
  }

  @Test
  void everyFigureIsInTheTableAndExplained() {
    for (Figure figure : FigureTable.of(SUMMARY).figures()) {
      assertThat(cells(HTML, figure)).hasSize(5).doesNotContain("");
      assertThat(HTML).contains("<dt id=\"" + figure.name() + "\">");
    }
  }

  @Test
  void everyRoundIsListedWithItsOutcomeAndReasons() {
    String list = HTML.substring(HTML.indexOf("<table class=\"rounds\">"));

    assertThat(find("<span class=\"badge (\\w+)\">", list))
        .hasSize(30)
        .containsOnlyOnce("failed")
        .satisfies(badges -> assertThat(badges).filteredOn("invalid"::equals).hasSize(2));
    assertThat(list)
        .contains("the injector ended with exit code 3: no port")
        .contains("run-queue delay 14 % of the injector's core, at most 10 % allowed");
  }

  @Test
  void theVerdictComesFirst() {
    assertThat(find("<h1>(.*?)</h1>", HTML)).containsExactly(SUMMARY.verdict().headline());
    assertThat(HTML.indexOf("<h1>")).isLessThan(HTML.indexOf("<table"));
    SUMMARY
        .verdict()
        .sentences()
        .forEach(sentence -> assertThat(HTML).contains(escaped(sentence.text())));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** What is there where scripts are off; the page has two, its data and what draws them. */
  private static String withoutScripts(String html) {
    assertThat(find("<(script)", html)).hasSize(2);
    return Pattern.compile("<script[^>]*>.*?</script>", Pattern.DOTALL)
        .matcher(html)
        .replaceAll("");
  }

  @Test
  void needsNoNetworkAndCanBeReadWithoutScripts() {
    String html = withoutScripts(HTML);
    assertThat(html)
        .doesNotContainPattern("https?://")
        .doesNotContain("<script", "<link", "<img", "<iframe", "@import", " src=");
    assertThat(find("<path class=\"(curve|spread|saw)\"", html)).hasSize(5 + 5 + 5);
    assertThat(find("<path class=\"(outline) ", html)).hasSize(5);
    assertThat(find("<circle class=\"(pair)\"", html)).hasSizeGreaterThan(30);
    assertThat(find("url\\((.*?)\\)", html)).allMatch(target -> target.startsWith("#"));
    assertThat(find("href=\"([^#\"][^\"]*)\"", HTML))
        .containsExactlyInAnyOrder(
            "run.json",
            "environment.json",
            "rounds.csv",
            "rounds.hlog",
            "summary.md",
            "SHA256SUMS");
  }

  @Test
  void canBeReadByThoseWhoDoNotSeeIt() {
    List<String> ids = find(" id=\"([^\"]+)\"", HTML);
    assertThat(ids).doesNotHaveDuplicates();
    for (String labels : find("aria-labelledby=\"([^\"]+)\"", HTML)) {
      assertThat(ids).contains(labels.split(" ", -1));
    }
    for (String target : find("href=\"#([^\"]+)\"", HTML)) {
      assertThat(ids).contains(target);
    }
    assertThat(find("<svg([^>]*)>", HTML))
        .allMatch(
            attributes ->
                attributes.contains("aria-hidden=\"true\"")
                    || (attributes.contains("role=\"img\"") && attributes.contains("aria-label")));
    assertThat(find("<th(?![a-z])([^>]*)>", HTML)).allMatch(th -> th.contains("scope="));
    assertThat(find("<(h[1-6])", HTML)).startsWith("h1").filteredOn("h1"::equals).hasSize(1);
    assertThat(find("<(caption)", HTML)).hasSize(2);
    assertThat(HTML).contains("<html lang=\"en\">").contains("prefers-color-scheme: dark");
  }

  @Test
  void hostileTextStaysText() {
    String evil = "x\"><script>alert('1')</script>&amp;<b onload=1>";
    Rounds rounds = new Rounds().outcome(new Outcome.Failed(List.of(evil))).round(evil, 400, 100);

    String html =
        HtmlPage.of(
            Summary.of(Rounds.run(evil), rounds.list(), rounds.histograms()), SAMPLE.environment());

    assertThat(withoutScripts(html))
        .doesNotContain("<script")
        .doesNotContain("<b onload")
        .contains("&lt;script&gt;");
    assertThat(find("<(?:div|section|figure|svg|td|th|span|p|g)([^>]*)>", html))
        .noneMatch(attributes -> attributes.contains("onload") && !attributes.contains("&lt;"));
  }

  @Test
  void aRunWithoutAnythingHasAPageToo() {
    Rounds none = new Rounds();

    String html =
        HtmlPage.of(
            Summary.of(Rounds.run("sse"), none.list(), none.histograms()), SAMPLE.environment());

    assertThat(html).contains("No round is valid").doesNotContain("NaN").doesNotContain("<figure");
    assertThat(cells(html, Figure.P50)).containsExactly("–");
  }

  private static PercentilePlot plot(Run run, Rounds rounds) {
    Summary summary = Summary.of(run, rounds.list(), rounds.histograms());
    return PercentilePlot.of(summary, LatencyCurve.of(summary));
  }

  @Test
  void everyCurveEndsWhereAHundredPublishedEventsLieBeyond() {
    Rounds rounds = new Rounds().round("sse", 10_000, 100).round("websocket", 1_000, 100);
    PercentilePlot plot = plot(Rounds.run("sse", "websocket"), rounds);

    Map<String, Double> ends =
        plot.curves().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    PercentilePlot.Curve::name, curve -> Double.valueOf(curve.endX())));
    Map<String, Double> marks =
        plot.across().stream()
            .collect(java.util.stream.Collectors.toMap(Tick::label, Tick::position));

    assertThat(Math.abs(ends.getOrDefault("SSE", 0.0) - marks.getOrDefault("p99", -9.0)))
        .isLessThan(0.1);
    assertThat(Math.abs(ends.getOrDefault("WebSocket", 0.0) - marks.getOrDefault("p90", -9.0)))
        .isLessThan(0.1);
  }

  @Test
  void labelsOfCurvesThatEndTogetherStandApart() {
    Rounds rounds = new Rounds();
    String[] transports = {"refresh", "short-polling", "long-polling", "sse", "websocket"};
    for (String transport : transports) {
      rounds.round(transport, 1_000, 100);
    }
    List<Double> ys = new ArrayList<>();
    plot(Rounds.run(transports), rounds)
        .curves()
        .forEach(curve -> ys.add(Double.valueOf(curve.labelY())));

    ys.sort(Double::compare);
    for (int i = 1; i < ys.size(); i++) {
      assertThat(ys.get(i) - ys.get(i - 1)).isGreaterThan(14);
    }
  }

  @Test
  void theChecksumOfAFileStandsBesideIt() {
    String sum = "0123456789abcdef".repeat(4);

    String html = HtmlPage.of(SUMMARY, SAMPLE.environment(), Map.of("rounds.hlog", sum));

    assertThat(find("<li><a href=\"rounds.hlog\">(.*?)</li>", html))
        .first()
        .asString()
        .contains(sum);
    assertThat(find("(SHA-256)", html)).hasSize(1);
  }

  @Test
  void aBandHoldsWhatTheRoundsSayAndEndsBeforeItsCurve() {
    for (LatencyCurve curve : LatencyCurve.of(SUMMARY)) {
      List<LatencyCurve.Point> told =
          curve.points().stream().filter(point -> point.bounds().isPresent()).toList();

      assertThat(told).isNotEmpty().hasSizeLessThan(curve.points().size());
      for (LatencyCurve.Point point : told) {
        Estimate bounds = point.bounds().orElseThrow();
        assertThat(bounds.rounds()).isEqualTo(curve.figures().validRounds().size());
        assertThat(bounds.low()).isLessThanOrEqualTo(bounds.high());
      }
    }
  }

  @Test
  void thePageOfALargeRunIsSmallEnoughToSend() {
    SampleRun large = SampleRun.large(4);

    String html =
        HtmlPage.of(
            Summary.of(large.run(), large.rounds(), large.histograms()), large.environment());

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_500_000);
  }
}
