package dev.pushmark.server.compression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JDK's own reader checks the end of a stream against what it has read. */
@ExtendWith(LeakCheck.class)
class GzipTest {
  private record Shared(String plain, byte[] deflated, Gzip.Piece piece) {}

  private static Shared shared(String plain) {
    ByteBuf text = Unpooled.copiedBuffer(plain, StandardCharsets.UTF_8);
    ByteBuf out = ByteBufAllocator.DEFAULT.buffer(1);
    try {
      Gzip.Piece piece = Gzip.writePiece(text, out);
      return new Shared(plain, ByteBufUtil.getBytes(out), piece);
    } finally {
      out.release();
    }
  }

  private static String read(List<Shared> pieces) throws IOException {
    ByteBuf stream = Unpooled.buffer();
    Gzip gzip = new Gzip();
    Gzip.writeHeader(stream);
    for (Shared each : pieces) {
      stream.writeBytes(each.deflated);
      gzip.add(each.piece);
    }
    gzip.writeEnd(stream);
    return read(stream);
  }

  private static String read(ByteBuf stream) throws IOException {
    byte[] bytes = ByteBufUtil.getBytes(stream);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPieceGoesIntoStreamsThatBeganAtDifferentTimes() throws IOException {
    Shared one = shared("the first event, the first event");
    Shared two = shared("the second event, the first event");
    Shared three = shared("");
    assertThat(read(List.of(one, two, three))).isEqualTo(one.plain + two.plain);
    assertThat(read(List.of(two, three, one))).isEqualTo(two.plain + one.plain);
    assertThat(read(List.of(two))).isEqualTo(two.plain);
    assertThat(read(List.of())).isEmpty();
  }

  @Test
  void piecesOfAnySizeAddUp() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<Shared> pieces = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      int length = random.nextInt(1 << random.nextInt(1, 17));
      StringBuilder text = new StringBuilder();
      random
          .ints(length, ' ', random.nextBoolean() ? '#' : 0x7F)
          .forEach(c -> text.append((char) c));
      pieces.add(shared(text.toString()));
      all.append(text);
    }
    assertThat(read(pieces)).isEqualTo(all.toString());
  }

  @Test
  void aWholeBodyIsOneStream() throws IOException {
    String text = "{\"events\":[]}".repeat(100);
    ByteBuf plain = ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, text);
    ByteBuf body = Gzip.whole(plain, ByteBufAllocator.DEFAULT);
    try {
      assertThat(plain.refCnt()).isZero();
      assertThat(Gzip.isBegunBy(body)).isTrue();
      assertThat(body.readableBytes()).isLessThan(text.length() / 5);
      assertThat(read(body)).isEqualTo(text);
    } finally {
      body.release();
    }
  }
}
