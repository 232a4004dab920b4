package dev.pushmark.scenarios.transport.polling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollAnswerTest {
  private static final String TWO =
      "{\"next\":\"e.1_x~-12\",\"events\":[{\"id\":\"e.1_x~-11\",\"data\":1},"
          + "{\"id\":\"e.1_x~-12\",\"data\":{}}]}";

  @Test
  void readsTheCursorAndLeavesTheEvents() {
    PollAnswer answer = read(TWO);
    assertThat(answer.next()).isEqualTo("e.1_x~-12");
    assertThat(answer.eventsFrom()).isEqualTo(TWO.indexOf('[') + 1);
    assertThat(answer.empty()).isFalse();
    assertThat(answer.gapFirst()).isFalse();
  }

  @Test
  void tellsEmptyAnswersAndGaps() {
    assertThat(read("{\"next\":\"a-0\",\"events\":[]}").empty()).isTrue();
    PollAnswer gap = read("{\"next\":\"a-9\",\"events\":[{\"gap\":{\"after\":\"a-1\"}}]}");
    assertThat(gap.gapFirst()).isTrue();
    assertThat(gap.empty()).isFalse();
  }

  @Test
  void noPartOfAnAnswerIsTakenForTheWhole() {
    for (int length = 0; length < TWO.length(); length++) {
      ByteBuf part = Unpooled.copiedBuffer(TWO.substring(0, length), US_ASCII);
      assertThat(PollAnswer.read(part, 0, length)).as(TWO.substring(0, length)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"next\":\"\",\"events\":[]}",
        "{\"next\":\"12\",\"events\":[]}",
        "{\"next\":\"a-\",\"events\":[]}",
        "{\"next\":\"a-x\",\"events\":[]}",
        "{\"next\":\"a-9999999999999999999\",\"events\":[]}",
        "{\"next\":\"a b-1\",\"events\":[]}",
        "{\"next\":\"a\r\nHost: b-1\",\"events\":[]}",
        "{\"next\":\"a&wait=9-1\",\"events\":[]}",
        "{\"next\":null,\"events\":[]}",
        "{\"events\":[],\"next\":\"a-1\"}",
        "<html></html>"
      })
  void aCursorThatCannotGoIntoARequestIsNoAnswer(String body) {
    ByteBuf bytes = Unpooled.copiedBuffer(body, US_ASCII);
    assertThat(PollAnswer.read(bytes, 0, bytes.writerIndex())).isNull();
  }

  @Test
  void findsWhereThePageGoesOn() {
    ByteBuf bytes = Unpooled.copiedBuffer(TWO, US_ASCII);
    PollAnswer answer = read(TWO);
    assertThat(answer.firstBehind("e.1_x~-10", bytes, TWO.length()))
        .isEqualTo(TWO.indexOf("{\"id\":\"e.1_x~-11"));
    assertThat(answer.firstBehind("e.1_x~-11", bytes, TWO.length()))
        .isEqualTo(TWO.indexOf("{\"id\":\"e.1_x~-12"));
    assertThat(answer.firstBehind("e.1_x~-9", bytes, TWO.length())).isEqualTo(-1);
    assertThat(answer.firstBehind("other-10", bytes, TWO.length())).isEqualTo(-1);
  }

  private static PollAnswer read(String body) {
    ByteBuf bytes = Unpooled.copiedBuffer(body, US_ASCII);
    return requireNonNull(PollAnswer.read(bytes, 0, bytes.writerIndex()));
  }
}
