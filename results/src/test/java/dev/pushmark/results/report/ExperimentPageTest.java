package dev.pushmark.results.report;

import static dev.pushmark.results.report.Markup.find;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.ExperimentRun.Layout;
import dev.pushmark.results.model.ExperimentRun.Part;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.SampleRun;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPageTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"'&";
  private static final Instant BEGAN = Instant.parse("2026-03-14T09:26:53Z");

  private static final ClaimFigure MEASURED =
      figure("Short polling", "short-polling", Kind.MEASURED, 5e8, 4.8e8, 5.2e8);
  private static final ClaimFigure THEORY =
      figure("Short polling", "short-polling", Kind.THEORY, 5e8, null, null);
  private static final ClaimFigure NOTHING = figure("SSE", "sse", Kind.MEASURED, 0.0, null, null);
  private static final ClaimFigure UNTOLD =
      figure("WebSocket", "websocket", Kind.MEASURED, null, null, null);

  private static ClaimFigure figure(
      String of,
      String transport,
      Kind kind,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high) {
    boolean theory = kind == Kind.THEORY;
    return new ClaimFigure(
        of,
        transport,
        "delivery latency, p50",
        Unit.NANOSECONDS,
        kind,
        value,
        low,
        high,
        theory ? 0 : 4,
        theory ? 0 : 2_000);
  }

  private static ExperimentRun run(Run.State state, String text) {
    boolean complete = state == Run.State.COMPLETE;
    List<ClaimFigure> figures =
        List.of(
            MEASURED, THEORY, NOTHING, UNTOLD, figure(text, text, Kind.MEASURED, 1e6, 9e5, 1.1e6));
    return new ExperimentRun(
        ExperimentRun.SCHEMA_VERSION,
        "1",
        "unknown",
        List.of("./pushmark", "experiment", text, "--quick"),
        text,
        text,
        true,
        BEGAN,
        complete ? BEGAN.plusSeconds(60) : null,
        state,
        SampleRun.seeded(1).environment(),
        List.of(new Part("push", text, 12, 10, List.of("sse", text))),
        complete
            ? List.of(
                new ClaimVerdict(
                    "C1", text, Answer.DEPENDS, text, text, figures, List.of(text, "distance")))
            : List.of(),
        complete ? List.of(new Picture(text, text, figures)) : List.of());
  }

  @Test
  void aPageNeedsNoNetworkAndNoScriptAndCanBeReadAloud() {
    Markup.assertSound(HtmlPage.of(run(Run.State.COMPLETE, "staleness")));
    Markup.assertSound(HtmlPage.of(run(Run.State.INCOMPLETE, "staleness")));
  }

  @Test
  void hostileNamesAreTextEverywhere() {
    ExperimentRun run = run(Run.State.COMPLETE, HOSTILE);
    for (String html : List.of(HtmlPage.of(run), index(run))) {
      assertThat(html).doesNotContain("<script").contains("&lt;script&gt;");
    }
    Markup.assertReadable(HtmlPage.of(run));
  }

  private static String index(ExperimentRun... runs) {
    return HtmlPage.of(
        List.of(runs).stream()
            .map(run -> new ExperimentIndexPage.Entry(run.name(), run.question(), run))
            .toList());
  }

  @Test
  void aVerdictStandsWithItsFiguresTheirIntervalsAndSamples() {
    String html = HtmlPage.of(run(Run.State.COMPLETE, "staleness")).replace('\u00a0', ' ');
    assertThat(html)
        .contains(">depends<", "480 ms to 520 ms", ">2\u202f000<", "by theory", "distance")
        .contains("./pushmark experiment staleness --quick")
        .contains("href=\"push/report.html\"")
        .contains("10 of 12 rounds valid; none of SSE and staleness");
  }

  @Test
  void dotsStandForWhatIsMeasuredHollowOnesForTheory() {
    String html = HtmlPage.of(run(Run.State.COMPLETE, "staleness"));
    assertThat(find("<circle class=\"(dot[^\"]*)\"", html))
        .as("neither 0 nor what cannot be told has a place on a logarithmic axis")
        .containsExactly("dot open", "dot", "dot");
    assertThat(html).contains("p50 cannot be told", "p50 0");
  }

  @Test
  void aGridNamesTheTransportOfEachSquareAndASearchItsBracket() {
    ClaimFigure searched = figure("WebSocket", "websocket", Kind.SEARCHED, 4.5e8, 4e8, 5e8);
    ExperimentRun run =
        with(
            run(Run.State.COMPLETE, "staleness"),
            List.of(
                new Picture("Map", HOSTILE, List.of(MEASURED, searched, UNTOLD), Layout.GRID),
                new Picture("Limits", "What was found.", List.of(searched))));
    String html = HtmlPage.of(run).replace('\u00a0', ' ');
    Markup.assertSound(HtmlPage.of(run));
    assertThat(html)
        .contains("<b>Short polling</b> 500 ms", "400 ms to 500 ms", "brackets: from the last")
        .containsOnlyOnce("<table class=\"grid\">");
    assertThat(ClaimText.inWords(searched).replace('\u00a0', ' '))
        .contains("(bracket: 400 ms to 500 ms)");
  }

  private static ExperimentRun with(ExperimentRun run, List<Picture> pictures) {
    return new ExperimentRun(
        run.schemaVersion(),
        run.version(),
        run.commit(),
        run.command(),
        run.name(),
        run.question(),
        run.quick(),
        run.startedAt(),
        run.endedAt(),
        run.state(),
        run.environment(),
        run.parts(),
        run.verdicts(),
        pictures);
  }

  @Test
  void picturesWrittenBeforeThereWereLayoutsAreDots() throws IOException {
    Picture old =
        Json.parse(
            "{\"title\":\"a\",\"caption\":\"b\",\"figures\":[]}".replace("[]", figures()),
            Picture.class);
    assertThat(old.layout()).isEqualTo(Layout.DOTS);
  }

  private static String figures() {
    return Json.line(List.of(MEASURED));
  }

  @Test
  void whatWasKilledSaysSoAndHasNoVerdict() {
    String html = HtmlPage.of(run(Run.State.INCOMPLETE, "staleness"));
    assertThat(html).contains(">incomplete<", "There is no verdict").doesNotContain(">depends<");
  }

  @Test
  void theIndexIsIncompleteUntilAllHaveEnded() {
    ExperimentRun ended = run(Run.State.COMPLETE, "staleness");
    Markup.assertSound(index(ended));
    assertThat(index(ended)).contains(">depends<").doesNotContain(">incomplete<");
    assertThat(index(ended, run(Run.State.INCOMPLETE, "traffic"))).contains(">incomplete<");
  }

  @Test
  void theTextFitsATerminalAndNamesEveryFigure() {
    String text = ClaimText.of(run(Run.State.COMPLETE, "staleness"), 80);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(text)
        .contains("C1 staleness: depends", "Short polling, delivery latency, p50: 500 ms");
  }

  @Test
  void aRecordIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    ExperimentRun run = run(Run.State.COMPLETE, "staleness");
    Path below = folder.resolve("experiment");
    RecordFolder.EXPERIMENT.create(below);
    RecordFolder.EXPERIMENT.write(below, run, HtmlPage.of(run));
    assertThat(RecordFolder.EXPERIMENT.read(below)).isEqualTo(run);
  }
}
