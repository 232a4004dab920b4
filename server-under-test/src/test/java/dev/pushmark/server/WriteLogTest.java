package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.Reader;
import dev.pushmark.server.reading.Way;
import dev.pushmark.server.room.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class WriteLogTest {
  private static final int EVENTS = 20;

  private record Write(String room, long first, long last, long timeNs) {
    static List<Write> all(Path file) throws Exception {
      List<Write> writes = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split("\t", -1);
        assertThat(fields).hasSize(4);
        writes.add(
            new Write(
                fields[0],
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3])));
      }
      return writes;
    }
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Way.class)
  void tellsOfEachEventOnceBetweenItsPublicationAndItsReceipt(Way way) throws Exception {
    Path file = folder.resolve("writes.tsv");
    long[] published = new long[EVENTS + 1];
    long[] received = new long[EVENTS + 1];
    try (ReferenceServer server =
        ReferenceServer.start(ServerConfig.defaults().withWriteLog(file))) {
      Api api = Api.of(server);
      try (Reader reader = way.open(api, "room", api.tail("room"))) {
        for (int i = 1; i <= EVENTS; i++) {
          published[i] = Clock.SYSTEM.nanoTime();
          api.publish("room", i);
          assertThat(reader.next().offset()).isEqualTo(i);
          received[i] = Clock.SYSTEM.nanoTime();
        }
      }
      assertThat(file).isEmptyFile();
    }
    List<Write> writes = Write.all(file);
    assertThat(writes).hasSize(EVENTS);
    for (int i = 1; i <= EVENTS; i++) {
      Write write = writes.get(i - 1);
      assertThat(write)
          .extracting(Write::room, Write::first, Write::last)
          .containsExactly("room", (long) i, (long) i);
      assertThat(write.timeNs() - published[i]).isPositive();
      assertThat(received[i] - write.timeNs()).isPositive();
    }
  }

  @Test
  void tellsOfABatchWithItsFirstAndItsLastEventAndForEachSubscriber() throws Exception {
    Path file = folder.resolve("writes.tsv");
    try (ReferenceServer server =
        ReferenceServer.start(ServerConfig.defaults().withWriteLog(file))) {
      Api api = Api.of(server);
      for (int i = 1; i <= EVENTS; i++) {
        api.publish("room", i);
      }
      assertThat(api.get("/rooms/room/events").statusCode()).isEqualTo(200);
      assertThat(api.get("/rooms/room/events").statusCode()).isEqualTo(200);
    }
    assertThat(Write.all(file))
        .extracting(Write::first, Write::last)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, (long) EVENTS),
            org.assertj.core.groups.Tuple.tuple(1L, (long) EVENTS));
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"SSE", "WEBSOCKET"})
  void withABatchWindowEventsAreWrittenTogetherAndReadOneByOne(Way way) throws Exception {
    Path file = folder.resolve("writes.tsv");
    ServerConfig windowed = ServerConfig.defaults().withBatchWindow(Duration.ofMillis(250));
    try (ReferenceServer server = ReferenceServer.start(windowed.withWriteLog(file))) {
      Api api = Api.of(server);
      try (Reader reader = way.open(api, "room", api.tail("room"))) {
        for (int i = 1; i <= EVENTS; i++) {
          api.publish("room", i);
        }
        for (int i = 1; i <= EVENTS; i++) {
          assertThat(reader.next().offset()).isEqualTo(i);
        }
      }
    }
    List<Write> writes = Write.all(file);
    assertThat(writes).hasSizeLessThan(EVENTS);
    assertThat(writes.get(writes.size() - 1).last()).isEqualTo(EVENTS);
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedAtOnce() {
    ServerConfig config = ServerConfig.defaults().withWriteLog(folder.resolve("none/writes.tsv"));
    assertThatThrownBy(() -> ReferenceServer.start(config).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--write-log");
  }
}
