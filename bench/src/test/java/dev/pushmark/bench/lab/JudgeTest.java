package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Workload;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {
  private static final Slot SLOT = new Slot(1, 1, 1, "sse", Instant.EPOCH);
  private static final long SECOND_NS = RoundBuilder.SECOND_NS;

  @Test
  void aRoundInWhichAllWentWellIsDone() {
    assertThat(judge(round -> {})).isEqualTo(new Outcome.Done());
  }

  @Test
  void whatIsExactlyAtItsLimitIsWithinIt() {
    assertThat(
            judge(
                round -> {
                  round.published = 990;
                  round.delivered = 9_900;
                  round.injectorCpuNs = SECOND_NS * 8 / 10;
                  round.injectorRunQueueNs = SECOND_NS * 2 / 10;
                }))
        .isEqualTo(new Outcome.Done());
  }

  static Stream<Arguments> instrumentFailures() {
    return Stream.of(
        row("late sends", r -> r.sendDelayNs = 11_000_000, "sent late", "11.0"),
        row("late records", r -> r.receiveLagNs = 11_000_000, "recorded late", "11.0"),
        row(
            "a pause while nothing was due",
            r -> r.stallNs = 11_000_000,
            "the injector stood still: stalls p99 11.0",
            "longest 11.0"),
        row(
            "bound by collections",
            r -> r.gcPauseNs = 2_000_000,
            "garbage collection (GC) held the injector up for 20",
            "in 100 pauses"),
        row("unpublished", r -> r.published = 989, "only 989 of 1", "published"),
        row("busy injector", r -> r.injectorCpuNs = SECOND_NS * 9 / 10, "injector used 90.0"),
        row("damaged", r -> r.damaged = 1, "1 deliveries were damaged"),
        row("negative", r -> r.negative = 2, "2 deliveries arrived before they were sent"),
        row("complaint", r -> r.complaints.add("no descriptors left"), "no descriptors left"),
        row(
            "crowded",
            r -> r.injectorRunQueueNs = SECOND_NS / 2,
            "injector's threads waited 50.0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("instrumentFailures")
  void aFailureOfTheInstrumentMakesTheRoundInvalid(
      String name, Consumer<RoundBuilder> change, List<String> words) {
    assertThat(judge(change))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid -> {
              assertThat(invalid.fromOutside()).isFalse();
              assertThat(invalid.reasons()).hasSize(1);
              assertThat(invalid.reasons().get(0)).contains(words);
            });
  }

  static Stream<Arguments> serverFailures() {
    return Stream.of(
        row(
            "lost",
            r -> {
              r.lost = 3;
              r.delivered -= 3;
            },
            "3 of 10",
            "lost in silence"),
        row(
            "skipped",
            r -> {
              r.skipped = 4;
              r.delivered -= 4;
            },
            "4 of 10",
            "skipped"),
        row("duplicated", r -> r.duplicated = 5, "5 of 10", "more than once"),
        row("undelivered", r -> r.delivered -= 6, "6 of 10", "not delivered"),
        row("unsubscribed", r -> r.subscribed = 8, "2 of 10 subscribers could not subscribe"),
        row("disconnected", r -> r.disconnected = 1, "1 subscribers were disconnected"),
        row("slow", r -> r.latencyNs = 60_000_000, "sse.p50<50ms", "60.0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("serverFailures")
  void whatTheServerMissedMakesTheRoundFailed(
      String name, Consumer<RoundBuilder> change, List<String> words) {
    assertThat(judge(change, "sse.p50<50ms"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reasons()).hasSize(1);
              assertThat(failed.reasons().get(0)).contains(words);
            });
  }

  @Test
  void whereTheNewestIsEnoughSkippedIsNoFaultButLostAndDoubledAre() {
    RoundBuilder round = new RoundBuilder();
    round.skipped = 4;
    round.delivered -= 4;
    assertThat(judgeNewest(round)).isEqualTo(new Outcome.Done());
    round.lost = 1;
    round.delivered -= 1;
    round.duplicated = 2;
    assertThat(judgeNewest(round))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.reasons())
                    .satisfiesExactly(
                        lost -> assertThat(lost).contains("1 of 10", "lost in silence"),
                        doubled -> assertThat(doubled).contains("2 of 10", "more than once")));
  }

  private static Outcome judgeNewest(RoundBuilder round) {
    return new Judge(RoundBuilder.plan("good", Workload.Delivery.NEWEST, List.of("sse"), 1))
        .judge(SLOT, round.evidence());
  }

  @Test
  void nothingIsSaidOfTheServerWhenTheInstrumentFailed() {
    Outcome outcome =
        judge(
            round -> {
              round.lost = 5;
              round.damaged = 1;
            });
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Invalid.class, invalid -> assertThat(invalid.reasons()).hasSize(1));
  }

  @Test
  void waitingForACoreThatOthersUsedComesFromOutside() {
    assertFromOutside(
        true,
        round -> {
          round.injectorRunQueueNs = SECOND_NS / 2;
          round.injectorOthers = 0.4;
        });
    assertFromOutside(
        true,
        round -> {
          round.serverRunQueueNs = SECOND_NS / 2;
          round.serverOthers = 0.4;
        });
  }

  @Test
  void latenessIsExplainedByWaitingForACore() {
    assertFromOutside(
        true,
        round -> {
          round.injectorRunQueueNs = SECOND_NS / 2;
          round.injectorOthers = 0.4;
          round.sendDelayNs = 50_000_000;
          round.receiveLagNs = 50_000_000;
          round.published = 900;
        });
  }

  @Test
  void latenessIsExplainedByWhatOthersTookOfTheInjectorsCores() {
    assertThat(
            judge(
                round -> {
                  round.injectorOthers = 0.06;
                  round.sendDelayNs = 50_000_000;
                }))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid -> {
              assertThat(invalid.fromOutside()).isTrue();
              assertThat(invalid.reasons())
                  .last()
                  .isEqualTo("others used 6.00\u00A0% of the injector's cores");
            });
    assertFromOutside(
        false,
        round -> {
          round.serverOthers = 0.4;
          round.sendDelayNs = 50_000_000;
        });
  }

  @Test
  void aStallIsExplainedByAsMuchTimeThatOthersTook() {
    assertFromOutside(
        true,
        round -> {
          round.injectorOthers = 0.045; // of a second
          round.stallNs = 40_000_000;
        });
    assertFromOutside(
        false,
        round -> {
          round.injectorOthers = 0.045;
          round.stallNs = 60_000_000;
        });
  }

  @Test
  void aStallThatIsAGarbageCollectionIsTheInjectorsOwn() {
    assertThat(
            judge(
                round -> {
                  round.injectorOthers = 0.045;
                  round.stallNs = 40_000_000;
                  round.gcPauseNs = 38_000_000;
                  round.gcPauses = 1;
                }))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid -> {
              assertThat(invalid.fromOutside()).isFalse();
              assertThat(invalid.reasons())
                  .singleElement()
                  .asString()
                  .endsWith(", longest pause for garbage collection 38.0\u00A0ms");
            });
  }

  @Test
  void damageIsNotExplainedByWaitingForACore() {
    assertFromOutside(
        false,
        round -> {
          round.injectorRunQueueNs = SECOND_NS / 2;
          round.injectorOthers = 0.4;
          round.damaged = 1;
        });
  }

  @Test
  void theInjectorsOwnWaitingIsNotExplainedByTheServersNeighbours() {
    assertFromOutside(
        false,
        round -> {
          round.injectorRunQueueNs = SECOND_NS / 2;
          round.serverRunQueueNs = SECOND_NS / 2;
          round.serverOthers = 0.4;
        });
  }

  @Test
  void aServerWhoseThreadsWaitForEachOtherIsBusyNotDisturbed() {
    assertThat(judge(round -> round.serverRunQueueNs = SECOND_NS)).isEqualTo(new Outcome.Done());
  }

  @Test
  void anExpectationThatCannotBeToldInTheRoundDoesNotFailIt() {
    assertThat(judge(round -> round.latencyNs = 60_000_000, "sse.p99<50ms"))
        .isEqualTo(new Outcome.Done());
  }

  @Test
  void anExpectationOfAnotherTransportIsNoneOfItsBusiness() {
    assertThat(judge(round -> round.latencyNs = 60_000_000, "websocket.p50<50ms"))
        .isEqualTo(new Outcome.Done());
  }

  private static void assertFromOutside(boolean expected, Consumer<RoundBuilder> change) {
    assertThat(judge(change))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid -> assertThat(invalid.fromOutside()).isEqualTo(expected));
  }

  private static Outcome judge(Consumer<RoundBuilder> change, String... expectations) {
    RoundBuilder round = new RoundBuilder();
    change.accept(round);
    return new Judge(RoundBuilder.plan("good", List.of("sse", "websocket"), 1, expectations))
        .judge(SLOT, round.evidence());
  }

  private static Arguments row(String name, Consumer<RoundBuilder> change, String... words) {
    return Arguments.of(name, change, List.of(words));
  }
}
