package dev.pushmark.scenarios.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten events of publisher 7, ten nanoseconds apart from 1000 on, of which 2 to 7 are measured. */
class ReplayTest {
  private static final String ROOM = "pm-1-0";
  private static final int PUBLISHER = 7;
  private static final List<Long> DUE_NS = List.of(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);

  private final Replay replay = new Replay(roll(10));

  private static Roll roll(int published) {
    return new Roll(1020, 1080, List.of(new Roll.Stream(ROOM, PUBLISHER, 1000, DUE_NS, published)));
  }

  private static String stamp(int publisher, int sequence) {
    ByteBuf bytes = Unpooled.wrappedBuffer(new byte[Stamp.LENGTH]);
    Stamp.set(bytes, 0, publisher, sequence, 1000 + 10L * sequence, 1001 + 10L * sequence);
    return bytes.toString(US_ASCII);
  }

  private void receive(Replay by, int sequence, long latencyNs) {
    by.received(ROOM, stamp(PUBLISHER, sequence), 1000 + 10L * sequence + latencyNs);
  }

  @Test
  void whatCameIsCountedAndItsLatencyIsThatOfTheMeasuredEventsAlone() {
    replay.subscribed(List.of(ROOM), 900);
    for (int sequence = 0; sequence < 10; sequence++) {
      receive(replay, sequence, sequence < 2 ? 500 : 5);
    }
    Replay.Outcome outcome = replay.end(2000);
    assertThat(outcome.counts().expected()).isEqualTo(6);
    assertThat(outcome.counts().delivered()).isEqualTo(6);
    assertThat(outcome.counts().lost()).isZero();
    assertThat(outcome.latencies().getTotalCount()).isEqualTo(6);
    assertThat(outcome.latencies().getMaxValue()).isEqualTo(5);
  }

  @Test
  void whatIsMissingAtTheEndWasLostAndWhatWasNeverPublishedWasNot() {
    Replay cutShort = new Replay(roll(6));
    cutShort.subscribed(List.of(ROOM), 900);
    receive(cutShort, 2, 5);
    Replay.Outcome outcome = cutShort.end(2000);
    assertThat(outcome.counts().expected()).as("2, 3, 4 and 5").isEqualTo(4);
    assertThat(outcome.counts().lost()).isEqualTo(3);
  }

  @Test
  void copiesLatecomersAndGapsAreCountedAsTheInjectorCountsThem() {
    replay.subscribed(List.of(ROOM), 900);
    receive(replay, 2, 5);
    receive(replay, 4, 5);
    receive(replay, 3, 20);
    receive(replay, 4, 25);
    replay.gap(ROOM, 2, 1071);
    receive(replay, 7, 8);
    Replay.Outcome outcome = replay.end(2000);
    assertThat(outcome.counts().delivered()).isEqualTo(4);
    assertThat(outcome.counts().reordered()).isEqualTo(1);
    assertThat(outcome.counts().duplicated()).isEqualTo(1);
    assertThat(outcome.counts().skipped()).as("5 and 6").isEqualTo(2);
    assertThat(outcome.counts().lost()).isZero();
  }

  @Test
  void whatComesBeforeItWasSentIsCountedAndNoLatency() {
    replay.subscribed(List.of(ROOM), 900);
    receive(replay, 3, -4);
    Replay.Outcome outcome = replay.end(2000);
    assertThat(outcome.counts().negative()).isEqualTo(1);
    assertThat(outcome.counts().delivered()).isEqualTo(1);
    assertThat(outcome.latencies().getTotalCount()).isZero();
  }

  @Test
  void aStampOfAnotherPublisherOrADamagedOneCountsAsDamaged() {
    replay.subscribed(List.of(ROOM), 900);
    replay.received(ROOM, stamp(3, 4), 1050);
    String good = stamp(PUBLISHER, 4);
    replay.received(ROOM, good.substring(0, 59) + (good.endsWith("0") ? "1" : "0"), 1050);
    assertThat(replay.end(2000).counts().damaged()).isEqualTo(2);
  }

  @Test
  void aRoomThatTheClientWasNotInIsRefused() {
    replay.subscribed(List.of(ROOM), 900);
    assertThatThrownBy(() -> replay.received("lobby", stamp(PUBLISHER, 2), 1050))
        .hasMessage("room must be one of [pm-1-0], was lobby");
  }

  @Test
  void aRollTellsOfTheRoomsThatItIsAskedFor() {
    Replay.Outcome nothing = new Replay(new Roll(0, 1, List.of())).end(5);
    assertThat(nothing.counts().expected()).isZero();
    Recorder recorder = new Recorder(Clock.system(), 0);
    recorder.measure(new Window(5, 9));
    recorder.publisher("other", 1, new long[] {1});
    recorder.publisher(ROOM, 3, new long[] {2, 4}).published(1);
    assertThat(recorder.roll(List.of(ROOM, "nobody")))
        .isEqualTo(new Roll(5, 9, List.of(new Roll.Stream(ROOM, 1, 3, List.of(2L, 4L), 1))));
  }
}
