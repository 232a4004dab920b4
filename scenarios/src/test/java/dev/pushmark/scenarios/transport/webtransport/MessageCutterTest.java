package dev.pushmark.scenarios.transport.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.scenarios.LogCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.TooLongFrameException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a session's stream is cut into messages. */
@ExtendWith(LogCheck.class)
class MessageCutterTest {
  private final List<String> heard = new ArrayList<>();
  private final MessageCutter cutter =
      new MessageCutter((bytes, from, to) -> heard.add(bytes.toString(from, to - from, UTF_8)));

  private void add(ByteBuf bytes) {
    try {
      cutter.add(UnpooledByteBufAllocator.DEFAULT, bytes);
    } finally {
      bytes.release();
    }
  }

  /** Lengths of one, two and four bytes, and a sign of life. */
  private static ByteBuf messages() {
    ByteBuf all = Unpooled.buffer();
    all.writeByte(3).writeBytes("one".getBytes(UTF_8));
    all.writeByte(0);
    all.writeShort(0x4000 | 100).writeBytes("2".repeat(100).getBytes(UTF_8));
    all.writeInt(0x8000_0000 | 20_000).writeBytes("3".repeat(20_000).getBytes(UTF_8));
    return all;
  }

  private static List<String> texts() {
    return List.of("one", "", "2".repeat(100), "3".repeat(20_000));
  }

  @Test
  void wholeMessagesAreHandedOn() {
    add(messages());
    assertThat(heard).isEqualTo(texts());
  }

  @Test
  void messagesAreHandedOnWhereverTheirBytesAreCut() {
    ByteBuf all = messages();
    for (int cut = 1; cut < 300; cut++) {
      heard.clear();
      add(all.copy(0, cut));
      add(all.copy(cut, 1));
      add(all.copy(cut + 1, all.readableBytes() - cut - 1));
      assertThat(heard).as("cut at %d", cut).isEqualTo(texts());
    }
    all.release();
  }

  @Test
  void whatIsNotWholeIsLetGo() {
    add(Unpooled.buffer().writeByte(40).writeZero(20));
    cutter.release();
    assertThat(heard).isEmpty();
  }

  @Test
  void aMessageThatCannotBeIsRefused() {
    ByteBuf endless = Unpooled.buffer().writeLong(0xc000_0000_0000_0000L | 1L << 40);
    assertThatThrownBy(() -> add(endless))
        .isInstanceOf(TooLongFrameException.class)
        .hasMessage("a message of 1099511627776 bytes");
  }
}
