package dev.pushmark.server.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.server.LeakCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class DeflatePiecesTest {
  private static final int MAX_BYTES = 100_000;

  /** A piece as a WebSocket message carries it. */
  private static ByteBuf message(byte[] plain) {
    ByteBuf out = Unpooled.buffer();
    DeflatePieces.deflate(Unpooled.wrappedBuffer(plain), out);
    return out.writerIndex(out.writerIndex() - DeflatePieces.TAIL_BYTES);
  }

  private static byte[] inflate(ByteBuf message, int maxBytes) throws DataFormatException {
    ByteBuf plain = DeflatePieces.inflate(message, maxBytes, ByteBufAllocator.DEFAULT);
    if (plain == null) {
      return new byte[] {'t', 'o', 'o', ' ', 'l', 'o', 'n', 'g'};
    }
    byte[] bytes = ByteBufUtil.getBytes(plain);
    plain.release();
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4095, 4096, 4097, 65_535, 65_536, MAX_BYTES})
  void whatIsDeflatedIsInflated(int length) throws Exception {
    byte[] random = new byte[length];
    new SplittableRandom(length).nextBytes(random);
    assertThat(inflate(message(random), MAX_BYTES)).isEqualTo(random);
    assertThat(inflate(message(new byte[length]), MAX_BYTES)).isEqualTo(new byte[length]);
  }

  @Test
  void aBombIsCutOffAtItsLimit() throws Exception {
    ByteBuf bomb = message(new byte[50 << 20]);
    assertThat(bomb.readableBytes()).isLessThan(65_536);
    assertThat(inflate(bomb, 65_536)).asString().isEqualTo("too long");
    assertThat(inflate(message(new byte[65_537]), 65_536)).asString().isEqualTo("too long");
    assertThat(inflate(message(new byte[65_536]), 65_536)).hasSize(65_536);
  }

  @Test
  void bytesThatAreNoneAreRefusedAndTheNextOnesAreNot() throws Exception {
    ByteBuf wrongBlockType = Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF, 1, 2, 3});
    assertThatThrownBy(() -> inflate(wrongBlockType, MAX_BYTES))
        .isInstanceOf(DataFormatException.class);
    assertThat(inflate(message(new byte[] {1, 2}), MAX_BYTES)).containsExactly(1, 2);
  }

  /** RFC 7692, section 7.2.3: the examples of a client that ends its blocks in other ways. */
  @Test
  void theExamplesOfTheStandardAreRead() throws Exception {
    int[][] examples = {
      {0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00}, // one block
      {0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00}, // not compressed
      {0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00}, // a last block, and one behind it
      {0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00}, // two blocks
    };
    for (int[] example : examples) {
      ByteBuf message = Unpooled.buffer();
      for (int one : example) {
        message.writeByte(one);
      }
      assertThat(inflate(message, MAX_BYTES)).asString().isEqualTo("Hello");
    }
  }
}
