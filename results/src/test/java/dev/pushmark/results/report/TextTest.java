package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(11);
  private static final Summary SUMMARY =
      Summary.of(SAMPLE.run(), SAMPLE.rounds(), SAMPLE.histograms());

  @Test
  void theTableOfFiveTransportsFitsATerminal() {
    String table = TextTable.of(SUMMARY, TextTable.WIDTH);

    assertThat(table.lines()).allMatch(line -> line.length() <= 100);
    assertThat(table.lines().filter(line -> line.startsWith("p90 "))).hasSize(1);
    assertThat(table.chars()).noneMatch(c -> c == '\u001B' || c == '\u00A0');
    for (Figure figure : FigureTable.of(SUMMARY).figures()) {
      assertThat(table).contains(figure.label());
      for (Cell cell : SUMMARY.transports().stream().map(t -> figure.of(SUMMARY, t)).toList()) {
        assertThat(table).contains(PlainText.of(cell.text()));
      }
    }
  }

  @Test
  void aNarrowTerminalGetsFurtherTransportsBelow() {
    String table = TextTable.of(SUMMARY, 60);

    assertThat(table.lines()).allMatch(line -> line.length() <= 60);
    assertThat(table.lines().filter(line -> line.startsWith("p90 "))).hasSizeGreaterThan(1);
    assertThat(table).contains("Refresh", "Short polling", "Long polling", "SSE", "WebSocket");
  }

  @Test
  void markdownHoldsVerdictAndTable() {
    String markdown = Markdown.of(SUMMARY, SAMPLE.environment());

    assertThat(markdown).startsWith("# " + SUMMARY.verdict().headline() + "\n");
    List<String> rows = markdown.lines().filter(line -> line.startsWith("|")).toList();
    assertThat(rows).hasSize(2 + FigureTable.of(SUMMARY).figures().size());
    assertThat(rows.stream().map(String::length).distinct()).hasSize(1);
    assertThat(markdown.lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.length() <= 100 || line.startsWith("|"));
  }

  @Test
  void hostileTextStaysTextInMarkdownToo() {
    Rounds rounds =
        new Rounds()
            .outcome(new Outcome.Invalid(List.of("<img src=x> [a](b) | c\n# d"), false))
            .round("<b>|*x*", 400, 100);
    Summary summary = Summary.of(Rounds.run("<b>|*x*"), rounds.list(), rounds.histograms());

    assertThat(Markdown.of(summary, SAMPLE.environment()))
        .doesNotContainPattern("(?<!\\\\)<")
        .doesNotContainPattern("(?<!\\\\)\\*x")
        .doesNotContain("\n# d");
  }

  @Test
  void aCommandCanBePastedIntoAShell() {
    assertThat(CommandLine.of(List.of("./pushmark", "compare", "--expect", "sse.p99<50ms", "it's")))
        .isEqualTo("./pushmark compare --expect 'sse.p99<50ms' 'it'\\''s'");
  }

  @Test
  void wrapsBetweenWordsAndIndents() {
    assertThat(PlainText.wrap("one two three\u00A0ms four", 9, "  "))
        .isEqualTo("one two\n  three ms\n  four");
  }
}
