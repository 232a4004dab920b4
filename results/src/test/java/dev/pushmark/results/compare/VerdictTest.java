package dev.pushmark.results.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Verdict.About;
import dev.pushmark.results.compare.Verdict.Sentence;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Expectation;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.Rounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static Verdict verdict(Rounds rounds, String... transports) {
    return Summary.of(Rounds.run(transports), rounds.list(), rounds.histograms()).verdict();
  }

  private static List<String> said(Verdict verdict, About about) {
    return verdict.sentences().stream()
        .filter(sentence -> sentence.about() == about)
        .map(Sentence::text)
        .map(VerdictTest::plain)
        .toList();
  }

  private static String plain(String text) {
    return text.replace('\u00A0', ' ').replace('\u202F', ' ');
  }

  private static Rounds rounds(String transport, double... latenciesUs) {
    return rounds(new Rounds(), transport, latenciesUs);
  }

  private static Rounds rounds(Rounds rounds, String transport, double... latenciesUs) {
    for (double latencyUs : latenciesUs) {
      rounds.round(transport, 400, latencyUs);
    }
    return rounds;
  }

  @Test
  void namesTheFastestAndHowTheOthersRelate() {
    Rounds rounds = rounds("websocket", 200, 210, 220, 205);
    rounds(rounds, "long-polling", 400, 420, 390, 410);
    rounds(rounds, "refresh", 500_000, 480_000, 510_000, 505_000);

    Verdict verdict = verdict(rounds, "refresh", "long-polling", "websocket");

    assertThat(plain(verdict.headline()))
        .isEqualTo("WebSocket delivered fastest: half of all events within 210 µs.");
    assertThat(said(verdict, About.SPEED))
        .containsExactly(
            "Compared with WebSocket, half of all events took 1.9 (1.8–2.1) times as long over long"
                + " polling (400 µs) and 2 400 (2 200–2 600) times over refresh (500 ms).");
    assertThat(said(verdict, About.CAUTION)).noneMatch(text -> text.contains("chance"));
  }

  @Test
  void claimsNoDifferenceWhereChanceExplainsIt() {
    Rounds rounds = rounds("websocket", 200, 240, 210, 205);
    rounds(rounds, "sse", 230, 210, 250, 220);

    Verdict verdict = verdict(rounds, "sse", "websocket");

    assertThat(plain(verdict.headline()))
        .isEqualTo(
            "WebSocket and SSE are not told apart by 4 rounds: half of all events within 210 µs to"
                + " 220 µs.");
    assertThat(said(verdict, About.SPEED))
        .containsExactly(
            "WebSocket and SSE are not told apart: compared round by round, it took 0.85–1.3 times"
                + " as long over SSE as over WebSocket.");
    assertThat(said(verdict, About.COST)).isEmpty();
  }

  @Test
  void comparesWithinBlocks() {
    Rounds rounds = rounds("websocket", 100, 200, 400, 800);
    rounds(rounds, "sse", 121, 239, 482, 959);

    assertThat(said(verdict(rounds, "sse", "websocket"), About.SPEED))
        .singleElement()
        .asString()
        .contains("took 1.20 (1.19–1.21) times as long over SSE");
  }

  @Test
  void comparesATransportWithItself() {
    Rounds rounds = rounds("refresh", 200, 240, 210, 205);
    rounds(rounds, "refresh-again", 230, 210, 250, 220);

    assertThat(plain(verdict(rounds, "refresh", "refresh-again").headline()))
        .startsWith("Refresh and refresh again are not told apart by 4 rounds: ");
  }

  @Test
  void saysWhichOfTheFastestAndOfTheOthersAreNotToldApart() {
    Rounds rounds = rounds("websocket", 200, 240, 210, 205);
    rounds(rounds, "sse", 230, 210, 250, 220);
    rounds(rounds, "refresh", 5000, 6000, 5500, 5600);
    rounds(rounds, "short-polling", 5100, 5900, 5600, 5700);

    Verdict verdict = verdict(rounds, "refresh", "short-polling", "sse", "websocket");

    assertThat(plain(verdict.headline())).startsWith("WebSocket and SSE delivered fastest: ");
    assertThat(said(verdict, About.SPEED))
        .anyMatch(text -> text.startsWith("WebSocket and SSE are not told apart: "))
        .anyMatch(text -> text.startsWith("Refresh and short polling are not told apart: "));
  }

  @Test
  void writesNoMoreDigitsThanTheRoundsAgreeOn() {
    assertThat(plain(verdict(rounds("sse", 211.8, 211.9), "sse").headline())).contains("212 µs");
    assertThat(plain(verdict(rounds("sse", 211.4, 232.3), "sse").headline())).contains("210 µs");
  }

  @Test
  void fewRoundsCannotRuleOutChance() {
    Rounds few = rounds(rounds("websocket", 200, 210), "sse", 240, 300);
    Rounds one = rounds(rounds("websocket", 200), "sse", 400);
    Rounds mixed = rounds(rounds("websocket", 200, 210), "sse", 400);
    String impression = " a first impression: it cannot tell a difference from chance.";

    assertThat(said(verdict(few, "sse", "websocket"), About.SPEED))
        .anyMatch(text -> text.startsWith("WebSocket and SSE are not told apart"));
    assertThat(said(verdict(one, "sse", "websocket"), About.CAUTION))
        .contains("One round each is" + impression);
    rounds(mixed, "refresh", 500_000, 510_000);
    Verdict verdict = verdict(mixed, "sse", "websocket", "refresh");
    assertThat(said(verdict, About.CAUTION))
        .contains(
            "SSE has one round only (p50 400 µs), which cannot be told from chance: it is left out"
                + " of the comparison.");
    assertThat(said(verdict, About.SPEED)).singleElement().asString().doesNotContain("SSE");
  }

  @Test
  void tellsWhatWasLostAndWhatArrivedWhole() {
    Rounds rounds =
        rounds("sse", 100, 100)
            .plus(new Counts(0, 0, 1600, 0, 1234, 2, 3, 4, 0, 0, 0, 0))
            .round("refresh", 400, 900);

    assertThat(said(verdict(rounds, "sse", "refresh"), About.ARRIVAL))
        .containsExactly(
            "Of 2 000 deliveries expected over refresh, 1 234 got lost in silence, 2 never came, the"
                + " subscriber told so, 3 came again and 4 came after a later one.",
            "Over SSE every expected delivery arrived, once and in order.");
  }

  @Test
  void namesInvalidRoundsWithTheirReasons() {
    Rounds rounds =
        rounds("sse", 100, 100)
            .outcome(new Outcome.Invalid(List.of("too busy", "too late"), true))
            .round("sse", 400, 900);

    assertThat(said(verdict(rounds, "sse"), About.CAUTION))
        .contains("1 of 3 rounds is invalid and not counted: SSE in block 3 (too busy; too late).");
  }

  @Test
  void saysWhichPercentileHasTooFewEvents() {
    assertThat(said(verdict(rounds("sse", 100, 100, 100), "sse"), About.CAUTION))
        .containsExactly(
            "p99 needs 10 000 published events and is shown only where there were as many; there"
                + " were 1 200 per transport.");
  }

  @Test
  void hasAHeadlineWhenThereIsNothingToCompare() {
    Rounds invalid =
        new Rounds().outcome(new Outcome.Invalid(List.of("x"), false)).round("sse", 400, 9);

    assertThat(verdict(invalid, "sse").headline())
        .isEqualTo("No round is valid, so nothing can be said.");
    assertThat(verdict(new Rounds(), "sse").headline())
        .isEqualTo("No round is valid, so nothing can be said.");
    assertThat(verdict(new Rounds().round("sse", 0, 9), "sse").headline())
        .isEqualTo("No events were published: the subscribers were idle.");
    assertThat(verdict(new Rounds().round("sse", 120, 9), "sse").headline())
        .isEqualTo("Too few events for a verdict: p50 needs 200 published events, there were 120.");
  }

  @Test
  void saysThatARunWasCutShort() {
    Run run = Rounds.run(Run.State.INCOMPLETE, "sse", "refresh");
    Rounds rounds = rounds("sse", 100, 100);

    Verdict verdict = Summary.of(run, rounds.list(), rounds.histograms()).verdict();

    assertThat(said(verdict, About.CAUTION))
        .contains("The run was cut short: 2 of 12 rounds were measured.");
  }

  @Test
  void judgesExpectations() {
    Rounds rounds = rounds("sse", 100, 100, 100);
    TransportFigures figures = TransportFigures.of("sse", rounds.list(), rounds.histograms());
    List<Expectation> expectations =
        List.of(
            Expectation.parse("sse.p50<1ms"),
            Expectation.parse("*.max<50us"),
            Expectation.parse("sse.p99<1ms"),
            Expectation.parse("websocket.p50<1ms"),
            Expectation.parse("*.lost=0"));

    List<Judgement> judgements = Judgement.of(expectations, figures);

    assertThat(judgements)
        .extracting(judgement -> plain(judgement.inWords()))
        .containsExactly(
            "sse.p50<1ms: met, it was 100 µs",
            "*.max<50us for sse: missed, it was 100 µs",
            "sse.p99<1ms: cannot be told, too few events",
            "*.lost=0 for sse: met, it was 0");
  }
}
