package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.lab.Evidence;
import dev.pushmark.bench.lab.RoundBuilder;
import dev.pushmark.bench.lab.Slot;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.scenarios.gatling.Progress;
import dev.pushmark.scenarios.registry.Transports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees on the terminal while rounds are measured. */
class LiveProgressTest {
  private static final List<String> TWO = List.of("sse", "websocket");

  private final TickingClock clock = new TickingClock();

  private LiveProgress on(ScreenEmulation screen, int rows, int columns) {
    return on(screen, rows, columns, true);
  }

  private LiveProgress on(ScreenEmulation screen, int rows, int columns, boolean colours) {
    return new LiveProgress(
        screen.stream(), clock, new Terminal(true, true, colours, columns, rows));
  }

  private static Plan plan(List<String> transports, int rounds) {
    return RoundBuilder.plan("chat", transports, rounds);
  }

  /**
   * The seconds of a measurement, of which each has a p50 in milliseconds; 0 where nothing came.
   */
  private void measure(ProgressLines progress, long... p50Ms) {
    progress.progress(said(Progress.Phase.CONNECTING, 0, 0, 0));
    progress.progress(said(Progress.Phase.WARMUP, 1, 0, 0));
    for (int second = 0; second < p50Ms.length; second++) {
      clock.advance(Duration.ofSeconds(1));
      progress.progress(
          said(Progress.Phase.MEASUREMENT, second + 1, 1_000L * (second + 1), p50Ms[second]));
    }
  }

  private static Progress said(Progress.Phase phase, int seconds, long delivered, long p50Ms) {
    return new Progress(
        phase,
        seconds,
        phase == Progress.Phase.CONNECTING ? 0 : 8,
        10,
        1,
        delivered,
        p50Ms * 1_000_000,
        2 * p50Ms * 1_000_000);
  }

  private void end(ProgressLines progress, int block, String transport, Outcome outcome) {
    RoundBuilder builder = new RoundBuilder();
    builder.latencyNs = transport.equals("sse") ? 1_000_000 : 2_000_000;
    Evidence evidence = builder.evidence();
    Slot slot = new Slot(block, 1, 1, transport, Instant.EPOCH);
    progress.roundEnds(slot.round(outcome, evidence), evidence.histograms());
  }

  private void wholeRound(ProgressLines progress, int block, String transport) {
    progress.roundBegins(block, 1, transport);
    measure(progress, 1, 2, 3);
    end(progress, block, transport, new Outcome.Done());
  }

  @Test
  void aRowPerTransportShowsItsRoundsItsPercentilesAndItsSeconds() {
    ScreenEmulation screen = new ScreenEmulation(24, 100);
    LiveProgress live = on(screen, 24, 100);
    live.runBegins(plan(TWO, 3), List.of());
    wholeRound(live, 1, "sse");
    live.roundBegins(1, 1, "websocket");
    measure(live, 1, 10, 100);
    List<String> seen = screen.visible();
    assertThat(seen.subList(3, seen.size()))
        .containsExactly(
            "              rounds       p50       p99  p50 by second",
            "  sse            1/3   1.00 ms         –  ▁▆█",
            "> websocket      0/3         –         –  ▁▅█",
            "round 2 of 6 · websocket · measurement 3 of 8 s",
            "  12 s left · 1,000 deliveries/s · p50 100 ms · p99 200 ms");
    assertThat(seen.get(2)).startsWith("[ 1/6] block 1  sse            done");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80})
  void noWordIsTornByTheEdgeOfTheTerminal(int columns) {
    ScreenEmulation screen = new ScreenEmulation(40, columns);
    LiveProgress live = on(screen, 40, columns);
    live.runBegins(
        plan(TWO, 3), List.of("subscribers of two cores share them with what is measured"));
    wholeRound(live, 1, "sse");

    assertThat(String.join(" ", screen.visible()).replaceAll("\\s+", " "))
        .contains(
            "Note: subscribers of two cores share them with what is measured",
            "deliveries per second",
            "] block 1 sse done",
            " deliveries, p50 1.00 ms, max 1.00 ms");
  }

  @Test
  void aSecondInWhichNothingCameIsAGapAndTheNextRoundBeginsAnew() {
    ScreenEmulation screen = new ScreenEmulation(24, 80);
    LiveProgress live = on(screen, 24, 80);
    live.runBegins(plan(TWO, 2), List.of());
    live.roundBegins(1, 1, "sse");
    measure(live, 0, 1, 0, 100);
    assertThat(screen.visible()).anyMatch(line -> line.matches("> sse .*–  ▁ █"));
    end(live, 1, "sse", new Outcome.Done());
    live.roundBegins(2, 1, "sse");
    assertThat(screen.visible()).anyMatch(line -> line.matches("> sse +1/2 +1.00 ms +–"));
  }

  @Test
  void invalidRoundsCountForNothingAndRepeatedOnesAreExpected() {
    ScreenEmulation screen = new ScreenEmulation(24, 80);
    LiveProgress live = on(screen, 24, 80);
    live.runBegins(plan(TWO, 2), List.of());
    live.roundBegins(1, 1, "sse");
    end(live, 1, "sse", new Outcome.Invalid(List.of("other load"), true));
    live.roundsAreRepeated(1, 2, List.of("sse"));
    live.roundBegins(1, 2, "sse");
    assertThat(screen.visible()).anyMatch(line -> line.matches("> sse +1/3 +– +–"));
  }

  @ParameterizedTest
  @CsvSource({"24,80", "24,100", "9,80", "7,80", "5,80", "3,60", "2,40", "24,30"})
  void whatStaysIsTheSameAsWithoutATerminalHoweverSmallItIs(int rows, int columns) {
    ScreenEmulation expected = new ScreenEmulation(rows, columns);
    ScreenEmulation screen = new ScreenEmulation(rows, columns);
    ProgressLines plain = new ProgressLines(expected.stream(), clock, columns);
    LiveProgress live = on(screen, rows, columns);
    for (ProgressLines progress : List.of(plain, live)) {
      progress.runBegins(plan(TWO, 6), List.of());
      for (int block = 1; block <= 6; block++) {
        for (String transport : TWO) {
          wholeRound(progress, block, transport);
          assertThat(said(expected)).startsWith(progress == live ? said(screen) : "");
        }
      }
      progress.close();
    }
    assertThat(screen.history()).hasSizeGreaterThan(12);
    assertThat(said(screen)).isEqualTo(said(expected));
  }

  /** All that could be read, wherever its lines were broken. */
  private static String said(ScreenEmulation screen) {
    return String.join("", screen.history()).replaceAll("\\s", "");
  }

  @Test
  void whereTheTableHasNoRoomThereAreTheTwoLinesOnTheRound() {
    int needed = 2 + 1 + 2;
    for (int rows : new int[] {needed, needed + 1}) {
      ScreenEmulation screen = new ScreenEmulation(rows, 80);
      LiveProgress live = on(screen, rows, 80);
      live.runBegins(plan(TWO, 2), List.of());
      live.roundBegins(1, 1, "sse");
      measure(live, 1, 2);
      assertThat(screen.visible()).anyMatch(line -> line.startsWith("round 1 of 4 · sse · "));
      assertThat(screen.visible().stream().anyMatch(line -> line.startsWith("> sse")))
          .as(rows + " rows")
          .isEqualTo(rows > needed);
    }
  }

  @ParameterizedTest
  @CsvSource({"80", "100", "40"})
  void everyTransportHasItsRowAndNoneIsCutInTwo(int columns) {
    ScreenEmulation screen = new ScreenEmulation(24, columns);
    LiveProgress live = on(screen, 24, columns);
    live.runBegins(plan(Transports.names(), 100), List.of());
    live.roundBegins(1, 1, "sse");
    measure(live, LongStream.rangeClosed(1, 60).toArray());
    List<String> seen = screen.visible();
    int table = seen.size() - 2 - Transports.names().size();
    for (int i = 0; i < Transports.names().size(); i++) {
      assertThat(seen.get(table + i).substring(2)).startsWith(Transports.names().get(i));
    }
    assertThat(seen.subList(table, seen.size()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(columns));
  }

  @Test
  void coloursChangeNothingThatIsRead() {
    ScreenEmulation coloured = new ScreenEmulation(24, 80);
    ScreenEmulation plain = new ScreenEmulation(24, 80);
    for (boolean colours : new boolean[] {true, false}) {
      LiveProgress live = on(colours ? coloured : plain, 24, 80, colours);
      live.runBegins(plan(TWO, 2), List.of());
      live.roundBegins(1, 1, "sse");
      live.progress(said(Progress.Phase.WARMUP, 1, 10, 0));
    }
    assertThat(coloured.visible()).isEqualTo(plain.visible());
  }

  @Test
  void nothingOfItIsLeftWhenItIsClosedOrInterrupted() {
    ScreenEmulation screen = new ScreenEmulation(24, 80);
    LiveProgress live = on(screen, 24, 80);
    live.runBegins(plan(TWO, 2), List.of());
    live.roundBegins(1, 1, "sse");
    measure(live, 1, 2);
    live.interrupted(Path.of("here"));
    live.progress(said(Progress.Phase.DRAIN, 1, 1, 1));
    assertThat(screen.history())
        .hasSize(3)
        .last()
        .isEqualTo("Interrupted: 0 of 4 rounds are in here, marked incomplete");
  }

  @Test
  void whereThereIsNoTerminalNothingIsDrawn() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    for (Terminal none :
        List.of(
            new Terminal(true, false, true, 80), Terminal.of(terminal(), Map.of("TERM", "dumb")))) {
      ProgressLines progress = Measuring.progress(none, err, clock);
      progress.roundBegins(1, 1, "sse");
      measure(progress, 1, 2);
      progress.close();
      assertThat(bytes.size()).isZero();
    }
    assertThat(Measuring.progress(Terminal.of(terminal(), Map.of()), err, clock))
        .isInstanceOf(LiveProgress.class);
  }

  private static Properties terminal() {
    Properties properties = new Properties();
    properties.setProperty("pushmark.terminal", "out,err");
    return properties;
  }

  @Test
  void theHeightOfTheTerminalIsWhatTheLauncherSays() {
    Properties properties = terminal();
    assertThat(Terminal.of(properties, Map.of()).rows()).isEqualTo(24);
    properties.setProperty("pushmark.rows", "50");
    assertThat(Terminal.of(properties, Map.of()).rows()).isEqualTo(50);
  }
}
