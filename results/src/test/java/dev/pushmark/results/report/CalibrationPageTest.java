package dev.pushmark.results.report;

import static dev.pushmark.results.report.Markup.find;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.CalibrationVerdict;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import dev.pushmark.results.sample.SampleCalibration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationPageTest {
  private static final Counted EXACT = new Counted("delivered", 10, 10);
  private static final List<String> TRANSPORTS = List.of("sse", "websocket", "mine");
  private static final Calibration SAMPLE = sample();
  private static final String HTML = HtmlPage.of(SAMPLE);

  /** Of each transport six equal takes and two others, the last without a p99. */
  private static Calibration sample() {
    List<Take> takes = new ArrayList<>();
    for (String transport : TRANSPORTS) {
      for (int repetition = 1; repetition <= 6; repetition++) {
        takes.add(
            take(
                transport,
                Calibration.REPEATED,
                repetition,
                reading(50, 20_000L + 1_000 * repetition),
                reading(99, 95_000)));
      }
      takes.add(take(transport, "fixed", 1, reading(50, 40_000), reading(99, 300_000)));
      takes.add(take(transport, "bimodal", 1, reading(50, -150_000)));
    }
    return SampleCalibration.of(takes.toArray(Take[]::new));
  }

  private static Take take(String transport, String pattern, int repetition, Reading... readings) {
    return new Take(transport, pattern, repetition, 1, List.of(readings), List.of(EXACT));
  }

  /** An error of which 100 µs are allowed, and 90 µs stated. */
  private static Reading reading(double percent, long errorNs) {
    return new Reading(percent, 1_000_000, 1_000_000 + errorNs, 90_000);
  }

  private static List<ErrorPlot.Dot> dots(ErrorPlot plot) {
    return plot.rows().stream().flatMap(row -> row.dots().stream()).toList();
  }

  @Test
  void everyPercentileOfEveryPatternAndTransportHasItsDot() {
    List<ErrorPlot> plots = ErrorPlot.of(SAMPLE);
    assertThat(plots).extracting(ErrorPlot::name).containsExactly("SSE", "WebSocket", "mine");
    for (ErrorPlot plot : plots) {
      assertThat(plot.columns()).extracting(ErrorPlot.Column::name).containsExactly("p50", "p99");
      assertThat(plot.rows())
          .extracting(ErrorPlot.Row::pattern)
          .containsExactly("at-once ×6", "fixed", "bimodal");
      assertThat(plot.rows()).extracting(row -> row.dots().size()).containsExactly(12, 2, 1);
      assertThat(plot.rows()).extracting(row -> row.none().size()).containsExactly(0, 0, 1);
    }
    long readings = SAMPLE.takes().stream().mapToLong(take -> take.percentiles().size()).sum();
    assertThat(find("class=\"dot[^\"]*\"[^>]*><title>([^<]*)<", HTML))
        .hasSize((int) readings)
        .contains(
            "at-once #6, p50: 1.03\u00A0ms reported, 1.00\u00A0ms true, +26\u00A0µs;"
                + " 100\u00A0µs allowed, 90.0\u00A0µs stated");
  }

  @Test
  void whatIsFurtherOffThanAllowedHasAnotherShapeAndItsErrorBesideIt() {
    for (ErrorPlot plot : ErrorPlot.of(SAMPLE)) {
      assertThat(dots(plot)).filteredOn(dot -> dot.kind().equals("beyond")).hasSize(2);
      assertThat(dots(plot)).filteredOn(dot -> dot.kind().equals("allowed")).hasSize(6);
      assertThat(plot.rows().stream().flatMap(row -> row.labels().stream()))
          .extracting(ErrorPlot.Label::text)
          .containsExactly("+300\u00A0µs", "-150\u00A0µs");
    }
    assertThat(find("<(path|circle) class=\"dot beyond\" transform", HTML))
        .hasSize(6)
        .containsOnly("path");
    assertThat(find("<(path|circle) class=\"dot[^\"]*\" cx", HTML)).containsOnly("circle");
    assertThat(find("<td class=\"error wrong\">([^<]*)<", HTML))
        .filteredOn("+300\u00A0µs"::equals)
        .hasSize(3);
  }

  @Test
  void anErrorOfJustWhatIsAllowedLiesOnTheLimit() {
    ErrorPlot plot =
        ErrorPlot.of(
                SampleCalibration.of(
                    take("sse", "fixed", 1, reading(50, 100_000)),
                    take("sse", "bimodal", 1, reading(50, -100_000)),
                    take("sse", "uniform", 1, reading(50, 0)),
                    take("sse", "stalls", 1, reading(50, 5_000_000))))
            .get(0);
    ErrorPlot.Column column = plot.columns().get(0);
    assertThat(dots(plot).stream().limit(3))
        .extracting(ErrorPlot.Dot::x)
        .containsExactly(column.upper(), column.lower(), column.zero());
  }

  @Test
  void dotsStayInTheColumnOfTheirPercentileHoweverFarOffTheyAre() {
    ErrorPlot plot =
        ErrorPlot.of(
                SampleCalibration.of(
                    take("sse", "fixed", 1, reading(50, 1), reading(99.9, Integer.MAX_VALUE)),
                    take("sse", "stalls", 1, reading(50, -9_000_000), reading(99.9, 110_000))))
            .get(0);
    for (ErrorPlot.Row row : plot.rows()) {
      for (int i = 0; i < 2; i++) {
        double left = Double.parseDouble(plot.columns().get(i).left());
        double width = Double.parseDouble(plot.columns().get(i).width());
        assertThat(Double.parseDouble(row.dots().get(i).x())).isBetween(left, left + width);
      }
    }
    List<Tick> ticks = plot.columns().get(0).ticks();
    assertThat(ticks).extracting(Tick::label).contains("−10", "−1", "0", "1", "10", "1\u202F000");
    for (int i = 1; i < ticks.size(); i++) {
      assertThat(ticks.get(i).position() - ticks.get(i - 1).position()).isGreaterThan(10);
    }
  }

  @Test
  void theWorstOfEqualTakesIsWrittenBelowThemWithinItsColumn() {
    ErrorPlot plot =
        ErrorPlot.of(
                SampleCalibration.of(
                    take("sse", "at-once", 1, reading(50, -400_000), reading(99, 20_000)),
                    take("sse", "at-once", 2, reading(50, 900_000), reading(99, -300_000)),
                    take("sse", "at-once", 3, reading(50, 20_000), reading(99, 20_000)),
                    take("sse", "fixed", 1, reading(50, 0), reading(99, 0))))
            .get(0);
    ErrorPlot.Row repeated = plot.rows().get(0);
    assertThat(repeated.labels())
        .extracting(ErrorPlot.Label::text)
        .containsExactly("+900\u00A0µs", "-300\u00A0µs");
    double below =
        repeated.dots().stream()
            .mapToDouble(dot -> Double.parseDouble(dot.y()))
            .max()
            .orElseThrow();
    double next = Double.parseDouble(plot.rows().get(1).y());
    for (int i = 0; i < 2; i++) {
      double left = Double.parseDouble(plot.columns().get(i).left());
      double width = Double.parseDouble(plot.columns().get(i).width());
      ErrorPlot.Label label = repeated.labels().get(i);
      assertThat(label.anchor()).isEqualTo("middle");
      assertThat(Double.parseDouble(label.x())).isBetween(left + 20, left + width - 20);
      assertThat(Double.parseDouble(label.y())).isBetween(below + 10, next - 10);
    }
  }

  @Test
  void countsStandBesideEachPatternAndInTheTable() {
    Counted wrong = new Counted("lost", 10, 9);
    Take take =
        new Take("sse", "disorder", 1, 1, List.of(reading(50, 9_000)), List.of(EXACT, wrong));
    String html = HtmlPage.of(SampleCalibration.of(take));

    assertThat(find("<text class=\"far\"[^>]*>([^<]*)<", html)).containsExactly("1 wrong");
    assertThat(find("<td class=\"counts wrong\">([^<]*)<", html))
        .containsExactly("lost 9 instead of 10!");
    assertThat(find("<td class=\"counts\">([^<]*)<", HTML)).contains("exact: 10 delivered");
    assertThat(html).contains("badge failed").doesNotContain("badge done");
  }

  @Test
  void theVerdictComesFirstInTheTerminalsWords() {
    CalibrationVerdict verdict = CalibrationVerdict.of(SAMPLE);
    assertThat(find("<h1>(.*?)</h1>", HTML)).containsExactly(verdict.headline());
    assertThat(verdict.sentences()).allSatisfy(sentence -> assertThat(HTML).contains(sentence));
  }

  @Test
  void whatCanBeToldApartAndWhatTheInstrumentTakesAreTold() {
    CalibrationPage page = CalibrationPage.of(SAMPLE);
    assertThat(page.apart()).hasSize(3);
    assertThat(page.apart().get(0).limits())
        .as("2.8 standard deviations of errors 1 µs apart; of equal ones")
        .containsExactly("5.2\u00A0µs", "0\u00A0s");
    assertThat(HTML).contains("<th scope=\"row\">wake-up</th><td>30\u202F000\u00A0ns</td>");
  }

  @Test
  void needsNoNetworkNoScriptAndNoEyes() {
    Markup.assertSound(HTML);
    assertThat(find("href=\"([^#\"][^\"]*)\"", HTML))
        .containsExactly("calibration.json", "SHA256SUMS");
  }

  @Test
  void isTheSameInEveryLanguage() {
    Markup.assertSameInEveryLanguage(() -> HtmlPage.of(SAMPLE));
  }

  @Test
  void oneWithoutAnyPercentileHasAPageToo() {
    String html = HtmlPage.of(SampleCalibration.of(take("sse", "clock-ahead", 1)));

    Markup.assertSound(html);
    assertThat(html)
        .contains("Nothing was calibrated", "exact: 10 delivered")
        .contains("badge failed");
    assertThat(html).doesNotContain("<figure");
    Markup.assertSound(HtmlPage.of(SampleCalibration.of()));
  }

  @Test
  void hostileTextStaysText() {
    String evil = "x\"></title><script>alert('1')</script>&amp;<b onload=1>";
    Take take =
        new Take(evil, evil, 1, 1, List.of(reading(50, 900_000)), List.of(new Counted(evil, 1, 2)));
    String html = HtmlPage.of(SampleCalibration.of(List.of("pushmark", evil), take));

    Markup.assertSound(html);
    assertThat(html).doesNotContain("<b onload").contains("&lt;script&gt;");
    assertThat(find("<[a-z]+([^>]*)>", html))
        .noneMatch(attributes -> attributes.contains("onload") && !attributes.contains("&lt;"));
  }
}
