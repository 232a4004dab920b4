package dev.pushmark.results.report;

import static dev.pushmark.results.report.Markup.find;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.sample.SampleCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CostPageTest {
  private static final CostRun RUN = SampleCost.run();
  private static final String HTML = HtmlPage.of(RUN);

  private static CostLines lines(CostRun run, CostFigure figure) {
    return CostLines.of(run, figure, "title");
  }

  private static List<CostBars.Bar> bars(CostRun run, CostFigure figure) {
    return CostBars.of(run, figure, "title").bars();
  }

  /** Deliveries of both transports, the one's nearly on a line, the other's all over the place. */
  private static CostRun scattered() {
    List<Step> steps = new ArrayList<>();
    long[] tight = {5_000, 5_100, 4_950, 5_000};
    long[] wild = {9_000, 100, 2_000, 900};
    int[] rates = {5, 10, 20, 40};
    for (int i = 0; i < rates.length; i++) {
      steps.add(SampleCost.delivering("sse", rates[i], 400L * rates[i], tight[i]));
      steps.add(SampleCost.delivering("websocket", rates[i], 400L * rates[i], wild[i]));
    }
    return SampleCost.run(steps);
  }

  @Test
  void everyRoundIsADotOfItsTransport() {
    for (CostFigure figure : List.of(CostFigure.RESIDENT_MEMORY, CostFigure.CPU)) {
      CostLines lines = lines(RUN, figure);
      assertThat(lines.panels())
          .extracting(CostLines.Panel::name)
          .containsExactly("SSE", "WebSocket");
      assertThat(lines.panels().stream().mapToInt(panel -> panel.dots().size()).sum())
          .isEqualTo(RUN.steps().stream().filter(step -> step.axis() == figure.axis()).count());
      assertThat(lines.panels()).extracting(CostLines.Panel::undrawn).containsOnly(0L);
    }
    long subscribers = RUN.steps().stream().filter(s -> s.axis() == Axis.SUBSCRIBERS).count();
    long deliveries = RUN.steps().size() - subscribers;
    assertThat(find("<circle class=\"(dot[^\"]*)\"", HTML))
        .as("two figures of subscribers, four of deliveries")
        .hasSize((int) (2 * subscribers + 4 * deliveries));
  }

  @Test
  void invalidRoundsAreHollowAndOffTheLine() {
    CostLines.Panel panel = lines(RUN, CostFigure.CPU).panels().get(0);
    assertThat(panel.dots()).extracting(CostLines.Dot::valid).containsOnlyOnce(false);
    CostLines.Dot invalid =
        panel.dots().stream().filter(dot -> !dot.valid()).findFirst().orElseThrow();
    assertThat(invalid.text()).endsWith(", invalid");
    assertThat(find("<circle class=\"(dot open)\"", HTML))
        .as("one of each figure of deliveries")
        .hasSize(4);
    assertThat(HTML).contains("1 of 13 rounds are invalid").contains("it was late");
  }

  @Test
  void theLineHasTheSlopeOfTheFit() {
    CostRun run = scattered();
    for (int i = 0; i < 2; i++) {
      CostLines.Panel panel = lines(run, CostFigure.CPU).panels().get(i);
      List<CostPoint> points = CostFigure.CPU.points(run, run.plan().transports().get(i));
      LinearFit fit = CostFigure.CPU.fit(run, run.plan().transports().get(i)).orElseThrow();
      CostLines.Line line = Objects.requireNonNull(panel.line());
      double pixelsAcross = pixels(panel, true) / (points.get(3).x() - points.get(0).x());
      double pixelsUp = pixels(panel, false) / (points.get(3).y() - points.get(0).y());
      double slope =
          (Double.parseDouble(line.toY()) - Double.parseDouble(line.fromY()))
              / pixelsUp
              / ((Double.parseDouble(line.toX()) - Double.parseDouble(line.fromX()))
                  / pixelsAcross);
      assertThat(slope).isCloseTo(fit.slope(), Percentage.withPercentage(2));
    }
  }

  /** Between the dots of the smallest and the largest size. */
  private static double pixels(CostLines.Panel panel, boolean across) {
    CostLines.Dot from = panel.dots().get(0);
    CostLines.Dot to = panel.dots().get(3);
    return across
        ? Double.parseDouble(to.x()) - Double.parseDouble(from.x())
        : Double.parseDouble(to.y()) - Double.parseDouble(from.y());
  }

  @Test
  void allIsWithinItsPanel() {
    for (CostRun run : List.of(RUN, scattered())) {
      for (CostLines.Panel panel : lines(run, CostFigure.CPU).panels()) {
        assertThat(panel.dots())
            .allSatisfy(
                dot -> {
                  assertThat(Double.parseDouble(dot.x()))
                      .isBetween((double) CostLines.LEFT, CostLines.RIGHT - 1.0);
                  assertThat(Double.parseDouble(dot.y()))
                      .isBetween(CostLines.TOP + 1.0, CostLines.BOTTOM - 1.0);
                });
        assertThat(panel.up()).hasSizeBetween(2, 4).extracting(Tick::label).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void barsAreAsLongAsTheSlopesAndSayWhatTheTableSays() {
    CostRun run = scattered();
    CostBars bars = CostBars.of(run, CostFigure.CPU, "title");
    double zero = Double.parseDouble(bars.zero());
    CostBars.Bar told = bars.bars().get(0);
    LinearFit fit = CostFigure.CPU.fit(run, "sse").orElseThrow();
    assertThat(told.text()).isEqualTo(CostTable.cell(CostFigure.CPU, run, "sse")).contains("±");
    double perPixel = fit.slope() / Double.parseDouble(told.width());
    assertThat((Double.parseDouble(told.lowX()) - zero) * perPixel)
        .isCloseTo(fit.low(), Percentage.withPercentage(1));
    assertThat((Double.parseDouble(told.highX()) - zero) * perPixel)
        .isCloseTo(fit.high(), Percentage.withPercentage(1));
    assertThat(told.wholeLow() && told.wholeHigh()).isTrue();
  }

  @Test
  void whatIsNotToldFromNothingHasNoBarButWhatItIsAtMost() {
    CostRun run = scattered();
    LinearFit fit = CostFigure.CPU.fit(run, "websocket").orElseThrow();
    assertThat(fit.isTold()).isFalse();
    CostBars.Bar bar = bars(run, CostFigure.CPU).get(1);
    assertThat(bar.text()).startsWith("≤ ").contains(CostFigure.CPU.write(fit.high()));
    assertThat(bar.x()).isEmpty();
    assertThat(bar.lowX()).isNotEmpty();
    assertThat(bar.wholeLow()).as("it reaches below 0, the axis does not").isFalse();
  }

  @Test
  void whereTooFewRoundsAreValidThereIsADash() {
    CostRun run =
        SampleCost.run(
            List.of(
                SampleCost.delivering("sse", 5, 2_000),
                SampleCost.delivering("sse", 10, 4_000),
                SampleCost.delivering("sse", 20, 8_000),
                SampleCost.delivering("websocket", 5, 2_000),
                SampleCost.unmeasured(SampleCost.delivering("websocket", 10, 4_000)),
                SampleCost.invalid(SampleCost.delivering("websocket", 20, 8_000))));
    CostBars.Bar bar = bars(run, CostFigure.CPU).get(1);
    assertThat(bar.text()).isEqualTo("–");
    assertThat(bar.x() + bar.lowX()).isEmpty();
    CostLines.Panel panel = lines(run, CostFigure.CPU).panels().get(1);
    assertThat(panel.line()).isNull();
    assertThat(panel.dots()).hasSize(2);
    assertThat(panel.undrawn()).isEqualTo(1);
    assertThat(HtmlPage.of(run))
        .contains("Too few rounds are valid to tell what a delivery costs over WebSocket")
        .contains("1 round measured nothing that could be drawn")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void theSentencesGiveTheLeastAndTheMost() {
    List<Step> steps = new ArrayList<>();
    for (int rate : new int[] {5, 10, 20}) {
      steps.add(SampleCost.delivering("sse", rate, 400L * rate, 8_000));
      steps.add(SampleCost.delivering("websocket", rate, 400L * rate, 5_000));
    }
    assertThat(CostPage.of(SampleCost.run(steps)).sentences())
        .containsExactly(
            "One more delivery takes 5.00\u00A0µs ±<0.01\u00A0% (WebSocket) to 8.00\u00A0µs"
                + " ±<0.01\u00A0% (SSE) of the server's CPU time.",
            "One more delivery brings 250\u00A0B ±<0.01\u00A0% to the subscriber over SSE and WebSocket.");
  }

  @Test
  void everyFigureIsInTheTableAndExplained() {
    for (Axis axis : Axis.values()) {
      for (CostFigure figure : CostFigure.along(axis)) {
        if (figure.isTold(RUN)) {
          assertThat(HTML).contains("<a href=\"#" + figure.name() + "\">");
          assertThat(find("<dt id=\"" + figure.name() + "\">[^<]*</dt><dd>([^<]*)</dd>", HTML))
              .containsExactly(figure.explanation());
        } else {
          assertThat(HTML).doesNotContain("\"#" + figure.name() + "\"");
        }
      }
    }
    assertThat(find("<a href=\"#CPU\">CPU</a></th><td>([^<]*)</td>", HTML))
        .containsExactly(CostTable.cell(CostFigure.CPU, RUN, "sse").replace("<", "&lt;"));
  }

  @Test
  void aRunThatWasKilledSaysSoBeforeAllElse() {
    String html = HtmlPage.of(SampleCost.killed(RUN));
    assertThat(html).contains("badge invalid\">incomplete");
    assertThat(html.indexOf("did not come to its end")).isBetween(0, html.indexOf("<main"));
    assertThat(HTML).doesNotContain("incomplete", "did not come to its end");
  }

  @Test
  void aRunWithoutAValidRoundHasAPageToo() {
    for (List<Step> steps :
        List.of(
            List.<Step>of(),
            List.of(SampleCost.unmeasured(SampleCost.delivering("sse", 20, 8_000))))) {
      String html = HtmlPage.of(SampleCost.run(steps));
      Markup.assertSound(html);
      assertThat(html).contains("Nothing is told").doesNotContain("<figure");
    }
  }

  @Test
  void roundsThatUsedNothingHaveOneMark() {
    CostLines.Panel panel = lines(RUN, CostFigure.SENT).panels().get(0);
    assertThat(panel.up()).extracting(Tick::label).containsExactly("0\u00A0B");
    CostBars bars = CostBars.of(RUN, CostFigure.SENT, "title");
    assertThat(bars.ticks()).extracting(Tick::label).containsExactly("0");
    assertThat(bars.bars()).extracting(CostBars.Bar::text).containsOnly("0");
  }

  @Test
  void marksOfAnAxisAreRoundAndAtTheirPlaces() {
    LinearAxis axis = new LinearAxis(3, 27, 0, 240);
    assertThat(axis.ticks(4, String::valueOf))
        .extracting(Tick::label)
        .containsExactly("10.0", "20.0");
    assertThat(axis.at(10)).isEqualTo(70, Offset.offset(1e-9));
    assertThat(axis.at(100)).isEqualTo(240);
  }

  @Test
  void needsNoNetworkNoScriptAndNoEyes() {
    Markup.assertSound(HTML);
    Markup.assertSound(HtmlPage.of(scattered()));
    assertThat(find("href=\"([^#\"][^\"]*)\"", HTML)).containsExactly("cost.json", "SHA256SUMS");
  }

  @Test
  void isTheSameInEveryLanguage() {
    Markup.assertSameInEveryLanguage(() -> HtmlPage.of(scattered()));
  }

  @Test
  void hostileTextStaysText() {
    String evil = "x\"></title><script>alert('1')</script>&amp;<b onload=1>";
    List<Step> steps = new ArrayList<>();
    for (int rate : new int[] {5, 10, 20}) {
      steps.add(SampleCost.delivering(evil, rate, 400L * rate));
    }
    steps.add(SampleCost.invalid(steps.get(0)));
    String html = HtmlPage.of(SampleCost.run(List.of("pushmark", evil), List.of(evil), steps));

    Markup.assertSound(html);
    assertThat(html).doesNotContain("<b onload").contains("&lt;script&gt;");
    assertThat(find("<[a-z]+([^>]*)>", html))
        .noneMatch(attributes -> attributes.contains("onload") && !attributes.contains("&lt;"));
  }
}
