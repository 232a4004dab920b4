package dev.pushmark.scenarios.transport.polling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Polling.Pace;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.polling.PollingTransport.Style;
import dev.pushmark.scenarios.transport.polling.SimulatedServer.Request;
import dev.pushmark.scenarios.transport.wire.Http;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When polls are sent and what becomes of the answers, in simulated time: due at 100, 200, ... */
@ExtendWith(LogCheck.class)
class PollingSubscriptionTest {
  private static final long INTERVAL_MS = 100;
  private static final String BROKEN_OFF =
      "ended: the connection was closed while an answer was awaited";

  private final SimulatedServer server = new SimulatedServer();
  private final List<String> heard = new ArrayList<>();
  private final List<Integer> heardAfterRequests = new ArrayList<>();
  private int requests;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void atAFixedRateTheNextPollIsCountedFromWhenTheLastWasDue() {
    begin(Style.SHORT, Pace.FIXED_RATE);
    for (int poll = 1; poll <= 3; poll++) {
      Request request = nextPoll();
      assertThat(request.timeMs()).isEqualTo(poll * INTERVAL_MS);
      server.pass(30);
      server.answer(request, poll, poll);
    }
    assertThat(heard).containsExactly("subscribed", "1", "2", "3");
  }

  @Test
  void atAFixedPauseTheNextPollIsCountedFromTheLastAnswer() {
    begin(Style.SHORT, Pace.FIXED_PAUSE);
    for (int poll = 1; poll <= 3; poll++) {
      Request request = nextPoll();
      assertThat(request.timeMs()).isEqualTo(poll * INTERVAL_MS + (poll - 1) * 30L);
      server.pass(30);
      server.answer(request, poll, poll);
    }
  }

  @Test
  void pollsMissedWhileAnAnswerIsSlowAreCountedAndNotMadeUpFor() {
    begin(Style.SHORT, Pace.FIXED_RATE);
    Request slow = nextPoll();
    server.pass(350);
    assertThat(server.nothingWaits()).isTrue();
    server.answer(slow, 1, 1);
    assertThat(nextPoll().timeMs()).isEqualTo(500);
    assertThat(server.tally().traffic().missedPolls()).isEqualTo(3);
  }

  @Test
  void answersWithoutNewsAreCounted() {
    begin(Style.SHORT, Pace.FIXED_RATE);
    server.send(nextPoll(), "304 Not Modified", "");
    server.answer(nextPoll(), 1, 0);
    server.answer(nextPoll(), 1, 1);
    assertThat(server.tally().traffic().emptyPolls()).isEqualTo(2);
    assertThat(server.tally().traffic().requests()).isEqualTo(4);
    assertThat(heard).containsExactly("subscribed", "1");
  }

  @Test
  void whatAnAnswerBringsIsHeardBeforeTheNextRequestIsTold() {
    begin(Style.LONG, Pace.FIXED_RATE);
    server.answer(server.take(), 1, 1);
    server.answer(server.take(), 2, 2);
    assertThat(heardAfterRequests).as("the first request sets the cursor").containsExactly(2, 3);
    assertThat(requests).isEqualTo(4);
  }

  @Test
  void aLongPollIsFollowedByTheNextAtOnce() {
    begin(Style.LONG, Pace.FIXED_RATE);
    Request first = server.take();
    assertThat(first.target()).isEqualTo("/rooms/room/events?after=e-0&wait=2.5");
    server.pass(777);
    server.answer(first, 1, 2);
    Request second = server.take();
    assertThat(second.timeMs()).isEqualTo(first.timeMs() + 777);
    assertThat(second.target()).isEqualTo("/rooms/room/events?after=e-2&wait=2.5");
    assertThat(heard).containsExactly("subscribed", "1 2");
  }

  @Test
  void aConnectionClosedBetweenPollsIsOpenedAgain() {
    begin(Style.SHORT, Pace.FIXED_RATE);
    Request first = nextPoll();
    server.answer(first, 1, 1);
    server.close(first);
    Request second = nextPoll();
    assertThat(second.timeMs()).isEqualTo(200);
    assertThat(second.target()).endsWith("?after=e-1");
    server.answer(second, 2, 2);
    assertThat(server.connections()).isEqualTo(2);
    assertThat(heard).containsExactly("subscribed", "1", "2");
  }

  @Test
  void aPollThatCrossesTheClosingOfItsConnectionIsSentOnceMore() {
    begin(Style.SHORT, Pace.FIXED_RATE);
    server.answer(nextPoll(), 1, 1);
    server.close(nextPoll());
    Request again = server.take();
    assertThat(again.timeMs()).isEqualTo(200);
    server.close(again);
    assertThat(heard).containsExactly("subscribed", "1", BROKEN_OFF);
  }

  @Test
  void aLongPollThatIsBrokenOffIsTheEnd() {
    begin(Style.LONG, Pace.FIXED_RATE);
    server.answer(server.take(), 1, 1);
    server.close(server.take());
    assertThat(heard).containsExactly("subscribed", "1", BROKEN_OFF);
  }

  @Test
  void aServerThatClosesBehindEachAnswerIsPolledAllTheSame() {
    begin(Style.LONG, Pace.FIXED_RATE);
    for (int poll = 1; poll <= 3; poll++) {
      Request request = server.take();
      server.answer(request, poll, poll, "Connection: close");
      server.close(request);
    }
    assertThat(heard).containsExactly("subscribed", "1", "2", "3");
    assertThat(server.connections()).isEqualTo(4);
  }

  @Test
  void aRefreshHandsEachEventOnOnce() {
    begin(Style.REFRESH, Pace.FIXED_RATE);
    Request first = nextPoll();
    assertThat(first.target()).isEqualTo("/rooms/room/events");
    server.answer(first, 1, 3);
    server.answer(nextPoll(), 1, 3);
    server.answer(nextPoll(), 2, 5);
    assertThat(heard).containsExactly("subscribed", "1 2 3", "4 5");
    assertThat(server.tally().traffic().emptyPolls()).isEqualTo(1);
  }

  @Test
  void aRefreshThatDoesNotReachBackTellsAGap() {
    begin(Style.REFRESH, Pace.FIXED_RATE);
    server.answer(nextPoll(), 1, 3);
    server.answer(nextPoll(), 5, 6);
    server.answer(nextPoll(), 7, 8);
    assertThat(heard).containsExactly("subscribed", "1 2 3", "gap", "5 6", "7 8");
  }

  @Test
  void noPollIsSentOnceClosed() {
    Subscription subscription = begin(Style.SHORT, Pace.FIXED_RATE);
    subscription.close();
    server.pass(5 * INTERVAL_MS);
    assertThat(server.nothingWaits()).isTrue();
    assertThat(heard).containsExactly("subscribed");
  }

  /** Subscribes, a millisecond after time began, to a room that had no events. */
  private Subscription begin(Style style, Pace pace) {
    Duration interval = Duration.ofMillis(INTERVAL_MS);
    Polling polling =
        new Polling(interval, Polling.Phase.SYNCHRONISED, pace, Duration.ofMillis(2_500));
    PollPhases phases = new PollPhases(polling, 1, 0, 1);
    server.pass(1);
    Subscription subscription =
        new PollingTransport(Http.V1, style, polling, phases)
            .subscribe(server.line(), "room", receiver());
    server.settle();
    server.answer(server.take(), 1, 0);
    return subscription;
  }

  /** Lets time pass until a poll comes, for two intervals at most. */
  private Request nextPoll() {
    for (int i = 0; i < 2 * INTERVAL_MS && server.nothingWaits(); i++) {
      server.pass(1);
    }
    return server.take();
  }

  private Receiver receiver() {
    return new Receiver() {
      @Override
      public void subscribed() {
        heard.add("subscribed");
      }

      @Override
      public void requested() {
        requests++;
      }

      @Override
      public void received(ByteBuf bytes, int from, int to) {
        heardAfterRequests.add(requests);
        String text = bytes.toString(from, to - from, US_ASCII);
        heard.add(text.replaceAll("[^}]*\"data\":(\\d+)}[]}]*", "$1 ").strip());
      }

      @Override
      public void gap(long missed) {
        heard.add("gap");
      }

      @Override
      public void ended(String reason) {
        heard.add("ended: " + reason);
      }
    };
  }
}
