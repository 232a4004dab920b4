package dev.pushmark.scenarios.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampTextTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 123_456_789_012_345L, -1, Long.MAX_VALUE})
  void readsWhatAPayloadSays(long intendedSendTimeNs) {
    Payload payload = new Payload(150);
    ByteBuf event = Unpooled.buffer();
    payload.writeTo(event, 7, 8, intendedSendTimeNs, intendedSendTimeNs + 5);
    String text = event.toString(US_ASCII);
    assertThat(StampText.intendedSendTimeNs(text)).isEqualTo(intendedSendTimeNs);
    assertThat(StampText.intendedSendTimeNs("{\"in\":" + text + "}")).isEqualTo(intendedSendTimeNs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "~pM~", "~pM~0000000000000000"})
  void findsNoneWhereThereIsNone(String text) {
    assertThat(StampText.intendedSendTimeNs(text)).isEqualTo(StampText.NONE);
  }
}
