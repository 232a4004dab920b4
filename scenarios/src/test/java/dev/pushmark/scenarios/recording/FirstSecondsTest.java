package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.SamplePath;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FirstSecondsTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Window WINDOW = new Window(1_000 * MS, 11_000 * MS);

  private final RoomRecord room = new RoomRecord();
  private final FirstSeconds firstSeconds = new FirstSeconds(() -> WINDOW);

  private EventStream publisher(long... dueMs) {
    EventStream stream =
        new EventStream(
            room.timeline().streams().size(),
            room,
            0,
            LongStream.of(dueMs).map(ms -> ms * MS).toArray(),
            WINDOW,
            0);
    room.add(stream);
    return stream;
  }

  private void received(EventStream stream, int sequence, long atMs) {
    firstSeconds.delivered(
        stream.publisher(), sequence, stream.intendedSendTimeNs(sequence), atMs * MS);
  }

  @Test
  void eventsOfAllPublishersAreInTheOrderInWhichTheyAreDue() {
    EventStream one = publisher(500, 1_100, 1_300);
    EventStream other = publisher(1_200);
    received(other, 0, 1_400);
    received(one, 1, 1_150);

    SamplePath path = firstSeconds.path(room.timeline());

    assertThat(path.endNs()).isEqualTo(5_000 * MS);
    assertThat(path.dueNs()).containsExactly(100 * MS, 200 * MS, 300 * MS);
    assertThat(path.receivedNs()).containsExactly(150 * MS, 400 * MS, SamplePath.NEVER);
  }

  @Test
  void whatIsDueAfterTheFirstSecondsIsLeftOut() {
    EventStream stream = publisher(5_999, 6_000);
    received(stream, 0, 7_000);
    received(stream, 1, 7_000);

    SamplePath path = firstSeconds.path(room.timeline());

    assertThat(path.dueNs()).containsExactly(4_999 * MS);
    assertThat(path.receivedNs()).containsExactly(6_000 * MS);
  }

  @Test
  void manyEventsMakeItShorter() {
    publisher(LongStream.range(0, 1_000).map(i -> 1_000 + i).toArray());

    SamplePath path = firstSeconds.path(room.timeline());

    assertThat(path.dueNs()).hasSize(128);
    assertThat(path.endNs()).isEqualTo(127 * MS);
    assertThat(path.receivedNs())
        .isEqualTo(List.copyOf(Collections.nCopies(128, SamplePath.NEVER)));
  }
}
