package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.Item;
import dev.pushmark.server.reading.Reader;
import dev.pushmark.server.reading.Way;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.SlowConsumerPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who does not read is left behind in the log; nobody else waits, and nothing is lost in silence.
 */
@ExtendWith(LeakCheck.class)
class SlowSubscriberTest {
  private static final int EVENTS = 1_200;
  private static final int PADDING = 16 << 10;
  private static final SlowConsumerPolicy UNBOUNDED =
      new SlowConsumerPolicy(SlowConsumerPolicy.Action.DROP_OLDEST, 1 << 30);

  /** A number that Item recognises, padded with white space. */
  private static String event(int number) {
    return " ".repeat(PADDING) + number;
  }

  @Test
  void aSubscriberThatDoesNotReadHoldsNobodyUpAndCatchesUpFromTheLog() throws Exception {
    check(new Retention(EVENTS * 2, 64 << 20, Duration.ofMinutes(5)), false);
  }

  @Test
  void whatRetentionDroppedMeanwhileIsToldAsGaps() throws Exception {
    check(new Retention(20, 64 << 20, Duration.ofMinutes(5)), true);
  }

  private static void check(Retention retention, boolean gaps) throws Exception {
    try (ReferenceServer server =
            ReferenceServer.start(
                ServerConfig.defaults().withRetention(retention).withSlowConsumers(UNBOUNDED));
        RawConnection slow = RawConnection.webSocket(server.port(), "/rooms/room/socket")) {
      Api api = Api.of(server);
      String tail = api.tail("room");
      try (Reader fast = Way.LONG_POLLING.open(api, "room", tail)) {
        for (int number = 1; number <= EVENTS; number++) {
          api.post("/rooms/room/events", event(number));
          if (number % 10 == 0) {
            readUpTo(fast, number);
          }
        }
      }
      long expected = 1;
      boolean sawGap = false;
      while (expected <= EVENTS) {
        for (Item item : Item.all(slow.frame().text().replaceAll(" +", ""))) {
          if (item.isGap()) {
            sawGap = true;
            assertThat(item.gapAfter()).endsWith("-" + (expected - 1));
            expected = new Item(item.gapNext(), "", "", "").offset();
          } else {
            assertThat(item.offset()).isEqualTo(expected);
            expected++;
          }
        }
      }
      assertThat(sawGap).isEqualTo(gaps);
    }
  }

  private static void readUpTo(Reader fast, int number) throws Exception {
    for (Item item = fast.next(); item.offset() < number; item = fast.next()) {
      assertThat(item.isGap()).isFalse();
    }
  }
}
