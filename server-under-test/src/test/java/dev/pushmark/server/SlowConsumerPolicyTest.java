package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.Item;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.SlowConsumerPolicy;
import dev.pushmark.server.room.SlowConsumerPolicy.Action;
import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A subscriber that stops reading while more is published than its connection and its queue hold is
 * treated as the policy says, and can tell exactly what it missed.
 */
@ExtendWith(LeakCheck.class)
class SlowConsumerPolicyTest {
  private static final int EVENTS = 150;
  private static final int PADDING = 16 << 10;
  private static final int QUEUE_BYTES = 100 << 10;

  /** The pushing transports; who polls has no queue. */
  private enum Pushed {
    SSE {
      @Override
      RawConnection open(int port) throws Exception {
        RawConnection connection = new RawConnection(port);
        connection.send(RawConnection.request("GET /rooms/room/stream HTTP/1.1", "Host: x"));
        connection.head();
        return connection;
      }

      @Override
      List<Item> read(RawConnection connection) throws Exception {
        String data = "";
        boolean gap = false;
        String id = "";
        for (String line = connection.line(); ; line = connection.line()) {
          if (line.startsWith("id: ")) {
            id = line.substring(4);
          } else if (line.startsWith("event: gap")) {
            gap = true;
          } else if (line.startsWith("data: ")) {
            data = line.substring(6).trim();
            return List.of(gap ? Item.gap(data) : Item.event(id, data));
          } else if (line.equals("0\r")) {
            return List.of();
          }
        }
      }
    },
    WEBSOCKET {
      @Override
      RawConnection open(int port) throws Exception {
        return RawConnection.webSocket(port, "/rooms/room/socket");
      }

      @Override
      List<Item> read(RawConnection connection) throws Exception {
        RawConnection.Frame frame = connection.frame();
        if (frame.firstByte() == 0x88) {
          assertThat(frame.closeCode()).isEqualTo(1008);
          return List.of();
        }
        return Item.all(frame.text().replaceAll(" +", ""));
      }
    };

    abstract RawConnection open(int port) throws Exception;

    /** What comes next; nothing at the end. */
    abstract List<Item> read(RawConnection connection) throws Exception;
  }

  /** Publishes while nobody reads; returns what the subscriber gets when it reads at last. */
  private static List<Item> overflow(Pushed pushed, Action action, List<String> ids)
      throws Exception {
    Retention everything = new Retention(EVENTS * 2, 64 << 20, Duration.ofMinutes(5));
    ServerConfig config =
        ServerConfig.defaults()
            .withRetention(everything)
            .withSlowConsumers(new SlowConsumerPolicy(action, QUEUE_BYTES));
    try (ReferenceServer server = ReferenceServer.start(config);
        RawConnection slow = pushed.open(server.port())) {
      Api api = Api.of(server);
      for (int number = 1; number <= EVENTS; number++) {
        String answer = api.post("/rooms/room/events", " ".repeat(PADDING) + number).body();
        ids.add(Api.id(answer));
      }
      List<Item> items = new ArrayList<>();
      String last = ids.get(ids.size() - 1);
      try {
        boolean ended = false;
        while (!ended) {
          List<Item> more = pushed.read(slow);
          items.addAll(more);
          ended = more.isEmpty() || items.get(items.size() - 1).id().equals(last);
        }
      } catch (EOFException e) {
        // The server gave up waiting for the connection to take its last words.
      }
      assertExplained(items);
      return items;
    }
  }

  /** Every event is there or within a gap, and nothing is there twice. */
  private static void assertExplained(List<Item> items) {
    long expected = 1;
    for (Item item : items) {
      if (item.isGap()) {
        assertThat(item.gapAfter()).endsWith("-" + (expected - 1));
        expected = Item.event(item.gapNext(), "").offset();
      } else {
        assertThat(item.offset()).isEqualTo(expected);
        expected++;
      }
    }
  }

  private static int lastGap(List<Item> items) {
    int at = items.size() - 1;
    while (!items.get(at).isGap()) {
      at--;
    }
    return at;
  }

  @ParameterizedTest
  @EnumSource
  void dropOldestKeepsTheNewestThatTheQueueHolds(Pushed pushed) throws Exception {
    List<String> ids = new ArrayList<>();
    List<Item> items = overflow(pushed, Action.DROP_OLDEST, ids);
    assertThat(items.get(items.size() - 1).id()).isEqualTo(ids.get(EVENTS - 1));
    int kept = items.size() - 1 - lastGap(items);
    assertThat(kept).isEqualTo(QUEUE_BYTES / PADDING);
  }

  @ParameterizedTest
  @EnumSource
  void coalesceKeepsTheNewestOnly(Pushed pushed) throws Exception {
    List<String> ids = new ArrayList<>();
    List<Item> items = overflow(pushed, Action.COALESCE, ids);
    assertThat(items.get(items.size() - 1).id()).isEqualTo(ids.get(EVENTS - 1));
    assertThat(lastGap(items)).isEqualTo(items.size() - 2);
  }

  @ParameterizedTest
  @EnumSource
  void disconnectEndsTheSubscriptionWhichCanBeResumed(Pushed pushed) throws Exception {
    List<String> ids = new ArrayList<>();
    List<Item> items = overflow(pushed, Action.DISCONNECT, ids);
    assertThat(items).isNotEmpty().hasSizeLessThan(EVENTS).noneMatch(Item::isGap);
  }
}
