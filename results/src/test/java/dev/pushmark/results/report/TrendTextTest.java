package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.sample.SampleHistory;
import dev.pushmark.results.trend.PastRun;
import dev.pushmark.results.trend.Trend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTextTest {
  /** The page is left there to be looked at. */
  private static final Path FOLDER = Path.of("target", "sample-trend");

  private static final Trend CHANGED = Trend.of(SampleHistory.runs(30, day -> day < 18 ? 1 : 1.25));

  private static String line(String text, String start) {
    return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void aLineOfTheTableHasRunsFigureBarsAndTheLastChange() {
    String text = TrendText.of(CHANGED);
    String websocket = text.substring(text.indexOf("\nwebsocket\n"));
    assertThat(line(websocket, "  p50"))
        .matches("  p50 +30 +\\d{3} µs  [▁-█]{16}  \\+2\\d % since 2026-01-19 commit 8888888");
    assertThat(line(text, "  bytes per delivery"))
        .isEqualTo("  bytes per delivery    30      229 B  ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅  none");
    assertThat(text)
        .startsWith("chat: 30 runs, 2026-01-01 to 2026-01-30\n  400 subscribers, 2")
        .contains("1 of 3 series changed, last of all websocket p50: +2")
        .contains("Only pushmark gate decides");
  }

  @Test
  void theTableFitsAHundredColumnsAtItsWidest() {
    String transport = "webtransport-datagrams-again";
    List<PastRun> runs = new ArrayList<>();
    for (int day = 0; day < 1_000; day++) {
      double value = day < 700 ? 9.99e6 : 999e9;
      Map<GateMetric, Double> figures =
          Map.of(GateMetric.P50, value, GateMetric.BYTES, value, GateMetric.CPU, value);
      runs.add(SampleHistory.run(day, SampleHistory.PLAN, Map.of(transport, figures)));
    }
    assertThat(TrendText.of(Trend.of(runs.subList(600, 1_000))).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
        .anyMatch(line -> line.contains("  100\u202F000 × since 2027-12-02 commit "));
  }

  @Test
  void whereNothingChangedItSaysSo() {
    assertThat(TrendText.of(Trend.of(SampleHistory.runs(30, day -> 1))))
        .contains("No change in 3 series.")
        .doesNotContain("pushmark gate");
  }

  @Test
  void tooLittleHistorySaysHowManyRunsAreNeeded() {
    String text = TrendText.of(Trend.of(SampleHistory.runs(9, day -> 1)));
    assertThat(text)
        .contains("Too little history to see a change: that takes 10 runs")
        .contains("the longest series has 9.");
    assertThat(line(text, "  p50")).endsWith("10 runs needed to see one");
    assertThat(TrendText.of(Trend.of(List.of()))).contains("the longest series has 0.");
  }

  @Test
  void barsAreAsHighAsLogarithmsAndASmallScatterLooksSmall() {
    assertThat(Sparkline.of(new double[] {1, 10, 100}, 16)).isEqualTo("▁▅█");
    assertThat(Sparkline.of(new double[] {9, 1, 10, 100}, 2)).isEqualTo("▁█");
    assertThat(Sparkline.of(new double[] {100, 101, 100}, 16)).isEqualTo("▄▅▄");
    assertThat(Sparkline.of(new double[0], 16)).isEmpty();
    assertThat(Sparkline.of(new double[] {1, Double.NaN, 100}, 16)).isEqualTo("▁ █");
  }

  @Test
  void thePageHasAPlotOfEverySeriesAndAMarkAtEveryChange() throws Exception {
    String html = HtmlPage.of(CHANGED);
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve("trend.html"), html);

    assertThat(html.split("<svg", -1)).hasSize(1 + 3);
    assertThat(html.split("<circle", -1)).hasSize(1 + 3 * 30);
    assertThat(html.split("class=\"change worse\"", -1)).hasSize(1 + 1);
    assertThat(html.split("class=\"level\"", -1)).hasSize(1 + 4);
    assertThat(html)
        .contains("</b> since 2026-01-19 commit 8888888: ")
        .contains("never their average")
        .doesNotContain("NaN", "Infinity", "<script", "<link", "<img", "https://");
  }

  @Test
  void aMarkStandsBetweenTheRunsThatItDivides() {
    TrendPlot plot =
        CHANGED.series().stream()
            .filter(series -> !series.changes().isEmpty())
            .map(series -> TrendPlot.of(series, List.of("websocket")))
            .findFirst()
            .orElseThrow();
    double mark = Double.parseDouble(plot.marks().get(0).x());
    assertThat(Double.parseDouble(plot.dots().get(17).x())).isLessThan(mark);
    assertThat(Double.parseDouble(plot.dots().get(18).x())).isGreaterThan(mark);
    assertThat(plot.steps().get(0).to()).isEqualTo(plot.marks().get(0).x());
    assertThat(plot.dots())
        .allMatch(dot -> Double.parseDouble(dot.y()) > TrendPlot.TOP)
        .allMatch(dot -> Double.parseDouble(dot.y()) < TrendPlot.BOTTOM);
  }

  @Test
  void everyAxisHasMarksThatCanBeRead() {
    for (double ratio : new double[] {1, 1.0001, 1.3, 3, 8, 50, 2_000, 1e7}) {
      ValueAxis axis = new ValueAxis(617e3, 617e3 * ratio, 180, 24);
      List<Tick> ticks = axis.ticks(value -> Double.toString(value));
      assertThat(ticks).as("of 1 to %s", ratio).hasSizeBetween(2, 8);
      assertThat(ticks).extracting(Tick::position).allMatch(at -> at >= 24 && at <= 180);
      assertThat(axis.at(617e3)).isBetween(24.0, 180.0);
      assertThat(axis.at(617e3 * ratio)).isBetween(24.0, 180.0);
    }
  }

  @Test
  void aSingleRunHasAPageToo() {
    String html = HtmlPage.of(Trend.of(SampleHistory.runs(1, day -> 1)));
    assertThat(html).contains("1 of the 10 runs that it takes").doesNotContain("NaN");
  }

  @Test
  void hostileTextStaysText() {
    String evil = "\"><script>alert('1')</script>";
    Map<String, Map<GateMetric, Double>> figures = Map.of(evil, Map.of(GateMetric.P50, 1e6));
    List<PastRun> runs =
        IntStream.range(0, 3)
            .mapToObj(day -> SampleHistory.run(day, SampleHistory.PLAN, figures))
            .map(past -> new PastRun(past.run(), past.environment(), evil, past.figures()))
            .toList();
    assertThat(HtmlPage.of(Trend.of(runs))).doesNotContain("<script").contains("&lt;script&gt;");
  }
}
