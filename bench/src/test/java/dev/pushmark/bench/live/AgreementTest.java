package dev.pushmark.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a browser and our client agree, and when not. */
class AgreementTest {
  private static final double AHEAD_MS = 123_456_789.5;
  private static final double APART_MS = 5;
  private static final int EVENTS = 400;

  /** Our client has each event a millisecond after it was due. */
  private static final Map<Long, Double> OURS =
      LongStream.range(0, EVENTS)
          .boxed()
          .collect(Collectors.toMap(Function.identity(), i -> AHEAD_MS + dueMs(i) + 1));

  private static double dueMs(long sequence) {
    return sequence * APART_MS;
  }

  private static Agreement.PageClock clock(double wrongMs) {
    return new Agreement.PageClock(AHEAD_MS + wrongMs, 0.5, 3, 0.005);
  }

  /** The browser has each two milliseconds after it was due, and a tenth of them much later. */
  private static List<Agreement.Arrival> pushed() {
    return LongStream.range(0, EVENTS)
        .mapToObj(i -> new Agreement.Arrival(i, dueMs(i) + (i % 10 == 0 ? 80 : 2)))
        .toList();
  }

  /** Polls every 50 ms, each answered with the ten events since the last. */
  private static List<Agreement.Arrival> polled(double phaseMs) {
    return LongStream.range(0, EVENTS)
        .mapToObj(i -> new Agreement.Arrival(i, dueMs(i - i % 10 + 9) + phaseMs + 2))
        .toList();
  }

  @Test
  void eventsAgreeThatComeLittleLaterToTheBrowserHoweverLateAFewOfThemAre() {
    Agreement agreement = Agreement.ofPushes(pushed(), OURS, clock(0));
    assertThat(agreement.medianMs()).isBetween(0.99, 1.01);
    assertThat(agreement.toleranceMs()).isBetween(3.5, 3.6);
    assertThat(agreement.compared()).isEqualTo(EVENTS);
    assertThat(agreement.holds()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2.5, 4.9})
  void answersAgreeWhereverBetweenTwoEventsTheirPollsFall(double phaseMs) {
    Agreement agreement = Agreement.ofAnswers(polled(phaseMs), OURS, clock(0), 2);
    assertThat(agreement.compared()).isEqualTo(EVENTS / 10 - 1);
    assertThat(agreement.toleranceMs()).isBetween(8.0, 8.1);
    assertThat(agreement.holds()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-20, 20})
  void aPageWhoseClockIsTwentyMillisecondsWrongAgreesWithNothing(double wrongMs) {
    assertThat(Agreement.ofPushes(pushed(), OURS, clock(wrongMs)).holds()).isFalse();
    for (double phaseMs : List.of(0.0, 2.5, 4.9)) {
      assertThat(Agreement.ofAnswers(polled(phaseMs), OURS, clock(wrongMs), 2).holds()).isFalse();
    }
  }

  @Test
  void withoutAnEventInCommonNothingAgrees() {
    assertThat(Agreement.ofPushes(pushed(), Map.of(), clock(0)).holds()).isFalse();
    assertThat(Agreement.ofAnswers(List.of(), OURS, clock(0), 2).holds()).isFalse();
  }
}
