package dev.pushmark.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final TestClock clock = new TestClock();

  /** Stands still unless it is told to go on. */
  private static final class TestClock implements Clock {
    private long nowNs = Long.MAX_VALUE - 1_000;

    void advance(Duration time) {
      nowNs += time.toNanos();
    }

    @Override
    public long nanoTime() {
      return nowNs;
    }

    @Override
    public long currentTimeMillis() {
      return 0;
    }
  }

  private Rooms rooms(int events, long bytes) {
    return new Rooms(new Retention(events, bytes, Duration.ofSeconds(10)), 100, clock);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static EventId append(Rooms rooms, String room, byte[] payload) {
    try {
      return rooms.append(room, payload, null).id();
    } catch (KeyReusedException e) {
      throw new AssertionError("without a key", e);
    }
  }

  private static EventId start(Room room) {
    return new EventId(room.epoch(), 0);
  }

  private static List<String> payloads(Batch batch) {
    return batch.events().stream()
        .map(event -> new String(event.payload(), StandardCharsets.US_ASCII))
        .toList();
  }

  @Test
  void readsWhatFollowsAPlace() {
    Rooms rooms = rooms(100, 1000);
    Room room = rooms.get("r");
    for (int i = 1; i <= 40; i++) {
      assertThat(append(rooms, "r", bytes("e" + i)).offset()).isEqualTo(i);
    }
    Batch batch = room.read(new EventId(room.epoch(), 37), 1000);
    assertThat(payloads(batch)).containsExactly("e38", "e39", "e40");
    assertThat(batch.next()).isEqualTo(40);
    assertThat(batch.lostAfter()).isNull();
    assertThat(room.read(new EventId(room.epoch(), 40), 1000).isEmpty()).isTrue();
  }

  @Test
  void aBatchEndsAtItsBoundButHasAtLeastOneEvent() {
    Rooms rooms = rooms(100, 1000);
    Room room = rooms.get("r");
    append(rooms, "r", bytes("12345"));
    append(rooms, "r", bytes("12345"));
    append(rooms, "r", bytes("1"));
    assertThat(room.read(start(room), 10).events()).hasSize(2);
    assertThat(room.read(start(room), 9).events()).hasSize(1);
    assertThat(room.read(start(room), 1).events()).hasSize(1);
    assertThat(room.read(start(room), 1, 1000).events()).hasSize(1);
  }

  @Test
  void retentionByCountLeavesAGap() {
    Rooms rooms = rooms(2, 1000);
    Room room = rooms.get("r");
    for (int i = 1; i <= 5; i++) {
      append(rooms, "r", bytes("e" + i));
    }
    Batch batch = room.read(new EventId(room.epoch(), 1), 1000);
    assertThat(batch.lostAfter()).isEqualTo(new EventId(room.epoch(), 1));
    assertThat(batch.first()).isEqualTo(4);
    assertThat(payloads(batch)).containsExactly("e4", "e5");
    assertThat(room.read(new EventId(room.epoch(), 3), 1000).lostAfter()).isNull();
  }

  @Test
  void retentionByBytesKeepsTheNewestWhateverItsSize() {
    Rooms rooms = rooms(100, 4);
    Room room = rooms.get("r");
    append(rooms, "r", bytes("123"));
    append(rooms, "r", bytes("12345678"));
    assertThat(payloads(room.read(start(room), 1000))).containsExactly("12345678");
    append(rooms, "r", bytes("12"));
    append(rooms, "r", bytes("34"));
    assertThat(payloads(room.read(start(room), 1000))).containsExactly("12", "34");
  }

  @Test
  void retentionByAgeWorksWithoutAnyAppend() {
    Rooms rooms = rooms(100, 1000);
    Room room = rooms.get("r");
    append(rooms, "r", bytes("old"));
    clock.advance(Duration.ofSeconds(6));
    append(rooms, "r", bytes("new"));
    clock.advance(Duration.ofSeconds(6));
    assertThat(payloads(room.read(start(room), 1000))).containsExactly("new");
    clock.advance(Duration.ofSeconds(6));
    Batch batch = room.read(start(room), 1000);
    assertThat(batch.events()).isEmpty();
    assertThat(batch.lostAfter()).isEqualTo(start(room));
    assertThat(batch.first()).isEqualTo(3);
    assertThat(batch.next()).isEqualTo(2);
  }

  @Test
  void aPlaceOfAnotherLifeIsAGapUpToTheFirstEvent() {
    Room room = rooms(100, 1000).get("r");
    EventId foreign = new EventId("0ther", 12);
    Batch batch = room.read(foreign, 1000);
    assertThat(batch.lostAfter()).isEqualTo(foreign);
    assertThat(batch.first()).isEqualTo(1);
    assertThat(room.isAhead(foreign)).isFalse();
    assertThat(room.isAhead(new EventId(room.epoch(), 1))).isTrue();
  }

  @Test
  void theLatestAreBoundedByCountAndBytes() {
    Rooms rooms = rooms(100, 1000);
    Room room = rooms.get("r");
    assertThat(room.latest(50, 100).events()).isEmpty();
    for (int i = 1; i <= 5; i++) {
      append(rooms, "r", bytes("12345" + i));
    }
    assertThat(payloads(room.latest(2, 100))).containsExactly("123454", "123455");
    assertThat(room.latest(50, 17).events()).hasSize(2);
    assertThat(room.latest(50, 1).events()).hasSize(1);
    assertThat(room.latest(50, 100).next()).isEqualTo(5);
  }

  @Test
  void anIdleRoomIsForgottenAndLivesAgainWithANewEpoch() throws KeyReusedException {
    Rooms rooms = rooms(100, 1000);
    Room first = rooms.get("r");
    append(rooms, "r", bytes("1"));
    clock.advance(Duration.ofSeconds(11));
    rooms.forgetIdle();
    assertThat(rooms.size()).isZero();
    assertThat(append(rooms, "r", bytes("1")).epoch()).isNotEqualTo(first.epoch());
    assertThat(first.append(bytes("late"), null)).isNull();
    assertThat(first.subscribe(() -> {})).isFalse();
  }

  @Test
  void aRoomIsKeptWhileSomebodyFollowsIt() {
    Rooms rooms = rooms(100, 1000);
    Room room = rooms.get("r");
    Subscriber subscriber = () -> {};
    assertThat(room.subscribe(subscriber)).isTrue();
    clock.advance(Duration.ofSeconds(60));
    rooms.forgetIdle();
    assertThat(rooms.get("r")).isSameAs(room);
    room.unsubscribe(subscriber);
    rooms.forgetIdle();
    assertThat(rooms.get("r")).isSameAs(room);
    clock.advance(Duration.ofSeconds(11));
    rooms.forgetIdle();
    assertThat(rooms.get("r")).isNotSameAs(room);
  }

  @Test
  void idsAreWrittenAndReadAlike() {
    assertThat(EventId.parse("ab3-17")).isEqualTo(new EventId("ab3", 17));
    assertThat(EventId.parse("ab3-0")).hasToString("ab3-0");
    for (String wrong :
        List.of(
            "", "-", "a-", "-1", "a-01", "a-1x", "A-1", "a--1", "a-1-1", "a-9999999999999999999")) {
      assertThat(EventId.parse(wrong)).as(wrong).isNull();
    }
  }
}
