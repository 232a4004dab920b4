package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.Item;
import dev.pushmark.server.reading.Reader;
import dev.pushmark.server.reading.Way;
import dev.pushmark.server.room.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every way of following a room promises, whatever the wire. */
@ExtendWith(LeakCheck.class)
class ReadingContractTest {
  private static final Retention THREE_EVENTS = new Retention(3, 1 << 20, Duration.ofMinutes(5));

  @ParameterizedTest
  @EnumSource
  void deliversWhatIsPublishedAfterItsPlaceInOrder(Way way) throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Api api = Api.of(server);
      api.publish("room", 1);
      try (Reader reader = way.open(api, "room", api.tail("room"))) {
        String second = api.publish("room", 2);
        String third = api.publish("room", 3);
        assertThat(reader.next()).isEqualTo(Item.event(second, "2"));
        assertThat(reader.next()).isEqualTo(Item.event(third, "3"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void resumesBehindTheEventThatItHadLast(Way way) throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Api api = Api.of(server);
      String first = api.publish("room", 1);
      String second = api.publish("room", 2);
      try (Reader reader = way.open(api, "room", first)) {
        assertThat(reader.next()).isEqualTo(Item.event(second, "2"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void seesNothingOfOtherRooms(Way way) throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Api api = Api.of(server);
      try (Reader reader = way.open(api, "room", api.tail("room"))) {
        api.publish("other", 1);
        String mine = api.publish("room", 2);
        assertThat(reader.next()).isEqualTo(Item.event(mine, "2"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheGapThatRetentionTore(Way way) throws Exception {
    try (ReferenceServer server =
        ReferenceServer.start(ServerConfig.defaults().withRetention(THREE_EVENTS))) {
      Api api = Api.of(server);
      String first = api.publish("room", 1);
      List<String> ids = new ArrayList<>();
      for (int number = 2; number <= 6; number++) {
        ids.add(api.publish("room", number));
      }
      try (Reader reader = way.open(api, "room", first)) {
        Item gap = reader.next();
        assertThat(gap.gapAfter()).isEqualTo(first);
        assertThat(gap.gapNext()).isEqualTo(ids.get(2));
        assertThat(reader.next()).isEqualTo(Item.event(ids.get(2), "4"));
      }
      try (Reader reader = way.open(api, "room", new Item("", "", first, ids.get(2)).place())) {
        assertThat(reader.next()).isEqualTo(Item.event(ids.get(2), "4"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheGapAfterAnotherLifeOfTheRoom(Way way) throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Api api = Api.of(server);
      try (Reader reader = way.open(api, "room", "0therlife-7")) {
        Item gap = reader.next();
        assertThat(gap.gapAfter()).isEqualTo("0therlife-7");
        String first = api.publish("room", 1);
        assertThat(gap.gapNext()).isEqualTo(first);
        assertThat(reader.next()).isEqualTo(Item.event(first, "1"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsOrderWithoutHolesAndDoublesWhileOthersPublishAndReadersReconnect(Way way)
      throws Exception {
    int publishers = 4;
    int events = 200;
    int readers = 5;
    ExecutorService threads = Executors.newFixedThreadPool(publishers + readers);
    try (ReferenceServer server =
        ReferenceServer.start(ServerConfig.defaults().withEventLoops(3))) {
      Api api = Api.of(server);
      String start = api.tail("room");
      List<Future<List<Item>>> received = new ArrayList<>();
      for (int seed = 0; seed < readers; seed++) {
        received.add(
            threads.submit(follow(way, api, start, publishers * events, new Random(seed))));
      }
      List<Future<?>> published = new ArrayList<>();
      for (int publisher = 0; publisher < publishers; publisher++) {
        published.add(threads.submit(publishing(api, publisher * events, events)));
      }
      for (Future<?> done : published) {
        done.get(60, TimeUnit.SECONDS);
      }
      List<Item> truth = received.get(0).get(60, TimeUnit.SECONDS);
      assertThat(truth).extracting(Item::data).doesNotHaveDuplicates().hasSize(publishers * events);
      for (Future<List<Item>> one : received) {
        List<Item> items = one.get(60, TimeUnit.SECONDS);
        assertThat(items).isEqualTo(truth);
        for (int i = 0; i < items.size(); i++) {
          assertThat(items.get(i).offset()).isEqualTo(i + 1);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads up to {@code count} events, leaving and resuming now and then. */
  private static Callable<List<Item>> follow(
      Way way, Api api, String start, int count, Random random) {
    return () -> {
      List<Item> items = new ArrayList<>();
      String place = start;
      while (items.size() < count) {
        int stay = 1 + random.nextInt(150);
        try (Reader reader = way.open(api, "room", place)) {
          for (int i = 0; i < stay && items.size() < count; i++) {
            Item item = reader.next();
            items.add(item);
            place = item.place();
          }
        }
      }
      return items;
    };
  }

  private static Callable<Integer> publishing(Api api, int from, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        api.publish("room", from + i);
      }
      return count;
    };
  }

  @ParameterizedTest
  @EnumSource
  void refusesAPlaceThatDoesNotExistYet(Way way) throws IOException, InterruptedException {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Api api = Api.of(server);
      String id = api.publish("room", 1);
      String ahead = id.substring(0, id.indexOf('-')) + "-2";
      String path =
          switch (way) {
            case SHORT_POLLING -> "events?after=";
            case LONG_POLLING -> "events?wait=1&after=";
            case SSE -> "stream?after=";
            case WEBSOCKET -> "socket?after=";
          };
      assertThat(api.get("/rooms/room/" + path + ahead).statusCode()).isEqualTo(400);
      assertThat(api.get("/rooms/room/" + path + "nonsense").statusCode()).isEqualTo(400);
      assertThat(api.get("/rooms/room/" + path + "a-01").body()).startsWith("{\"error\":\"");
    }
  }
}
