package dev.pushmark.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a browser and our client agree, and when not. */
class AgreementTest {
  private static final double AHEAD_MS = 123_456_789.5;
  private static final double APART_MS = 5;
  private static final int EVENTS = 400;

  /** Our client has each event a millisecond after it was due. */
  private static final Map<Long, Double> OURS = times(i -> AHEAD_MS + i * APART_MS + 1);

  private static Agreement.PageClock clock(double wrongMs) {
    return new Agreement.PageClock(AHEAD_MS + wrongMs, 0.5, 3, 6, 0.005);
  }

  private static Map<Long, Double> times(DoubleUnaryOperator receivedMs) {
    Map<Long, Double> times = new TreeMap<>();
    for (long event = 0; event < EVENTS; event++) {
      times.put(event, receivedMs.applyAsDouble(event));
    }
    return times;
  }

  /** The browser has each two milliseconds after it was due, and a tenth of them much later. */
  private static Map<Long, Double> pushed() {
    return times(i -> i * APART_MS + (i % 10 == 0 ? 80 : 2));
  }

  /** Polls every 50 ms, each answered with the ten events since the last. */
  private static Map<Long, Double> polled(double phaseMs) {
    return times(i -> (i - i % 10 + 9) * APART_MS + phaseMs + 2);
  }

  @Test
  void eventsAgreeThatComeLittleLaterToTheBrowserHoweverLateAFewOfThemAre() {
    Agreement agreement = Agreement.ofPushes(pushed(), OURS, clock(0), 3);
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
    assertThat(Agreement.ofPushes(pushed(), OURS, clock(wrongMs), 3).holds()).isFalse();
    for (double phaseMs : List.of(0.0, 2.5, 4.9)) {
      assertThat(Agreement.ofAnswers(polled(phaseMs), OURS, clock(wrongMs), 2).holds()).isFalse();
    }
  }

  @Test
  void theSpreadIsThatOfEventsThatCameToEverySubscriber() {
    Map<Long, Double> first = Map.of(1L, 10.0, 2L, 20.0, 3L, 30.0, 4L, 40.0);
    Map<Long, Double> second = Map.of(1L, 11.0, 2L, 18.0, 3L, 33.0);
    assertThat(Agreement.spreadMs(first.keySet(), List.of(first, second))).isEqualTo(2);
    assertThat(Agreement.spreadMs(Set.of(3L, 4L), List.of(first, second))).isEqualTo(3);
    assertThat(Agreement.spreadMs(Set.of(4L), List.of(first, second))).isNaN();
  }

  @Test
  void withoutAnEventInCommonNothingAgrees() {
    assertThat(Agreement.ofPushes(pushed(), Map.of(), clock(0), 3).holds()).isFalse();
    assertThat(Agreement.ofAnswers(Map.of(), OURS, clock(0), 2).holds()).isFalse();
  }
}
