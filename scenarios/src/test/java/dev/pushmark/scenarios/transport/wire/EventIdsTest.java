package dev.pushmark.scenarios.transport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private interface Form {
    void last(ByteBuf bytes, int from, int to, LastEventId last);
  }

  /** The last id of a run, around which the buffer holds something else. */
  private static @Nullable String last(Form form, String run) {
    ByteBuf bytes =
        Unpooled.copiedBuffer("{\"id\":\"x-9\"\nid: x-9\n" + run + "\nid: y-9\"]", UTF_8);
    int from = "{\"id\":\"x-9\"\nid: x-9\n".length();
    LastEventId last = new LastEventId();
    form.last(bytes, from, from + run.getBytes(UTF_8).length, last);
    return last.get();
  }

  @Test
  void ofObjectsItIsThatOfTheLastWhateverTheirDataHolds() {
    Form form = EventIds::lastOfObjects;
    assertThat(last(form, "{\"id\":\"e-1\",\"data\":{}}")).isEqualTo("e-1");
    assertThat(
            last(form, "{\"id\":\"e-1\",\"data\":1},{\"id\":\"e-20\",\"data\":{\"id\":\"no\"}}]}"))
        .isEqualTo("e-20");
    assertThat(last(form, "{\"id\":\"e-3\",\"data\":{\"a\":{\"b\":{}}}}")).isEqualTo("e-3");
    assertThat(last(form, "{\"id\":\"e-4\",\"data\":\"{\\\"id\\\":\\\"z-1\\\",\\\"data\\\":\"}"))
        .isEqualTo("e-4");
    assertThat(last(form, "{\"gap\":{}}")).isNull();
    assertThat(last(form, "")).isNull();
  }

  @Test
  void ofLinesItIsTheLastLineThatIsAnId() {
    Form form = EventIds::lastOfLines;
    assertThat(last(form, "id: e-1\ndata: x\n\n")).isEqualTo("e-1");
    assertThat(last(form, "id: e-1\ndata: x\n\nid: e-2\ndata: id: z-9\ndata: y\n\n"))
        .isEqualTo("e-2");
    assertThat(last(form, "retry: 5\r\nid:e-7\r\n\r\n")).isEqualTo("e-7");
    assertThat(last(form, ": nothing\n\n")).isNull();
    assertThat(last(form, "")).isNull();
  }

  @Test
  void ofAPacketItIsTheLastArgument() {
    Form form = EventIds::ofPacket;
    assertThat(last(form, "42[\"event\",{\"a\":[\"b\"]},\"e-12\"]")).isEqualTo("e-12");
    assertThat(last(form, "2")).isNull();
  }

  @Test
  void theDistanceIsKnownWithinOneEpochOnly() {
    assertThat(LastEventId.distance("e-1", "e-1")).isZero();
    assertThat(LastEventId.distance("e-1", "e-2")).isEqualTo(1);
    assertThat(LastEventId.distance("e-1", "e-20")).isEqualTo(19);
    assertThat(LastEventId.distance("e-2", "e-1")).isEqualTo(Receiver.UNKNOWN);
    assertThat(LastEventId.distance("e-1", "f-2")).isEqualTo(Receiver.UNKNOWN);
  }

  @Test
  void anIdThatIsTooLongIsNotKept() {
    LastEventId last = new LastEventId();
    last.set("e-1");
    last.set("e".repeat(LastEventId.MAX_BYTES + 1));
    assertThat(last.get()).isEqualTo("e-1");
  }
}
