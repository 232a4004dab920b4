package dev.pushmark.results.report;

import static dev.pushmark.results.report.Markup.find;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Axis;
import dev.pushmark.results.model.SweepRun.Figures;
import dev.pushmark.results.model.SweepRun.Leg;
import dev.pushmark.results.model.SweepRun.Reading;
import dev.pushmark.results.sample.SampleRun;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.SweepCsv;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SweepPageTest {
  private static final Instant BEGAN = Instant.parse("2026-03-14T09:26:53Z");

  private static Figures figures(String transport, double ms, @Nullable Reading p99, long lost) {
    Reading p50 = new Reading(ms * 1e6, ms * 0.95e6, ms * 1.05e6);
    Counts counts = new Counts(1_000, 1_000, 10_000, 10_000 - lost, lost, 0, 0, 0, 0, 0, 0, 0);
    return new Figures(transport, 6, lost == 0 ? 6 : 5, counts, p50, p99);
  }

  private static SweepRun run(Axis along, String other, List<Leg> legs) {
    return new SweepRun(
        SweepRun.SCHEMA_VERSION,
        "1",
        "unknown",
        List.of("./pushmark", "compare", "--" + along.option(), other),
        along,
        List.of("sse", other),
        BEGAN,
        legs.isEmpty() ? null : BEGAN.plusSeconds(60),
        legs.isEmpty() ? Run.State.INCOMPLETE : Run.State.COMPLETE,
        SampleRun.seeded(1).environment(),
        legs);
  }

  private static SweepRun run(Axis along, String other, double near, double far) {
    return run(
        along,
        other,
        List.of(
            new Leg(
                near,
                "near",
                List.of(
                    figures("sse", 1.2, new Reading(4e6, 3e6, 5e6), 0),
                    figures(other, 1.1, null, 0))),
            new Leg(
                far,
                "far",
                List.of(
                    figures("sse", 11.2, new Reading(24e6, null, null), 0),
                    figures(other, 21.5, null, 7)))));
  }

  @ParameterizedTest
  @EnumSource(Axis.class)
  void aPageNeedsNoNetworkAndNoScriptAndCanBeReadAloud(Axis along) {
    SweepRun run = run(along, "websocket", 0.01, 0.05);
    Markup.assertSound(HtmlPage.of(run));
    Markup.assertSound(HtmlPage.of(run(along, "websocket", List.of())));
    Markup.assertSameInEveryLanguage(() -> HtmlPage.of(run));
  }

  @Test
  void hostileNamesAreTextEverywhere() {
    String html = HtmlPage.of(run(Axis.RTT, "<script>alert(1)</script>\"'&", 0, 20e6));
    Markup.assertReadable(html);
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void eachTransportIsALineWithADotAtEveryNetworkThatHasAFigure() {
    String html = HtmlPage.of(run(Axis.RTT, "websocket", 0, 20e6)).replace('\u00a0', ' ');
    assertThat(find("<path class=\"(curve)\"", html))
        .as("two transports at the p50, one at the p99")
        .hasSize(3);
    assertThat(find("<circle class=\"dot\"[^>]*><title>([^<]*)</title>", html))
        .containsExactlyInAnyOrder(
            "0s: 1.20 ms ±5.1 %",
            "20ms: 11.2 ms ±5.1 %",
            "0s: 1.10 ms ±5.1 %",
            "20ms: 21.5 ms ±5.1 %",
            "0s: 4.00 ms ±29 %",
            "20ms: 24.0 ms");
    assertThat(html).contains("href=\"far/report.html\"", "<td>11.2 ms ±5.1 %</td>");
  }

  @Test
  void whatWasLostIsSaidBeforeTheFigures() {
    String html = HtmlPage.of(run(Axis.LOSS, "websocket", 0, 0.01));
    assertThat(html.indexOf("WebSocket at 1%: 7 deliveries were lost"))
        .isBetween(0, html.indexOf("<main"));
    assertThat(html).contains("WebSocket at 1%: 5 of 6 rounds are valid");
  }

  @Test
  void whatWasKilledSaysSo() {
    String html = HtmlPage.of(run(Axis.RTT, "websocket", List.of()));
    assertThat(html).contains(">incomplete<", "There are no figures here").doesNotContain("<svg");
  }

  @Test
  void theTextFitsATerminalAndHasEveryFigure() {
    SweepRun run = run(Axis.BANDWIDTH, "websocket-h2", 10_000, 100_000);
    String text = SweepText.of(run, 60);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    assertThat(text)
        .contains("10000B/s", "100000B/s", "1.20 ms ±5.1 %", "24.0 ms", "WebSocket over HTTP/2")
        .contains("p50 1.20 ms to 11.2 ms");
  }

  @Test
  void programsGetTheFiguresInBaseUnits() {
    String csv = SweepCsv.of(run(Axis.LOSS, "websocket", 0, 0.01));
    assertThat(csv.lines())
        .contains(
            "lossShare,transport,figure,unit,estimate,low,high,samples,rounds",
            "0,sse,deliveryLatency.p99,ns,4000000,3000000,5000000,1000,6",
            "0.01,websocket,lostDeliveries,deliveries,7,,,1000,5");
  }

  @Test
  void aRecordIsReadAsItWasWritten(@TempDir Path folder) throws Exception {
    SweepRun run = run(Axis.RTT, "websocket", 0, 20e6);
    Path below = folder.resolve("sweep");
    RecordFolder.SWEEP.create(below);
    RecordFolder.SWEEP.write(below, run, HtmlPage.of(run));
    assertThat(RecordFolder.SWEEP.read(below)).isEqualTo(run);
  }
}
