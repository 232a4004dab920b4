package dev.pushmark.scenarios.transport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LogCheck.class)
class FrameReaderTest {
  private static final int FIN = 0x80;

  private final List<String> heard = new ArrayList<>();
  private final FrameReader reader =
      new FrameReader(
          new FrameReader.Listener() {
            @Override
            public void message(ByteBuf bytes, int from, int to) {
              heard.add(bytes.toString(from, to - from, UTF_8));
            }

            @Override
            public void closed(String reason) {
              heard.add("closed: " + reason);
            }
          });

  @Test
  void splitAtAnyByteReadsTheSame() {
    byte[] stream = everyKindOfFrame(300);
    List<String> whole = new FrameReaderTest().read(stream, stream.length);
    for (int split = 0; split <= stream.length; split++) {
      List<String> parts = new FrameReaderTest().read(stream, split);
      assertThat(parts).as("split at %d", split).isEqualTo(whole);
    }
  }

  @Test
  void byteByByteReadsTheSame() {
    byte[] stream = everyKindOfFrame(300);
    readInPieces(stream, 1);
    assertThat(heard)
        .containsExactly(
            "one",
            "",
            "x".repeat(126),
            "x".repeat(300),
            "in three parts",
            "closed: the server closed with code 1000 (bye)");
  }

  @Test
  void theLongestFormOfALengthIsReadToo() {
    readInPieces(everyKindOfFrame(70_000), 1_000);
    assertThat(heard).contains("x".repeat(70_000), "in three parts");
  }

  @Test
  void compressedMessagesAreReadOnceThatIsAgreed() {
    String hello = "\u00f2\u0048\u00cd\u00c9\u00c9\u0007\u0000"; // RFC 7692, section 7.2.3.1
    byte[] stream =
        concat(
            frame(FIN | Frames.COMPRESSED | Frames.TEXT, hello),
            frame(Frames.COMPRESSED | Frames.TEXT, hello.substring(0, 3)),
            frame(FIN | Frames.PING, ""),
            frame(FIN | Frames.CONTINUATION, hello.substring(3)),
            frame(FIN | Frames.TEXT, "plain"),
            frame(FIN | Frames.COMPRESSED | Frames.PING, ""));
    reader.agreeOnCompression();
    readInPieces(stream, 1);
    assertThat(heard)
        .containsExactly("Hello", "Hello", "plain", "closed: a frame had reserved bits or a mask");
  }

  @Test
  void aBombOrNoneAtAllEndsTheConnection() {
    reader.agreeOnCompression();
    readInPieces(frame(FIN | Frames.COMPRESSED | Frames.TEXT, "\u00ff\u0001\u0002"), 99);
    assertThat(heard).singleElement().asString().startsWith("closed: a compressed message ");
    FrameReaderTest other = new FrameReaderTest();
    other.reader.agreeOnCompression();
    ByteBuf bomb =
        MessageDeflate.deflate(
            Unpooled.wrappedBuffer(new byte[(16 << 20) + 1]), ByteBufAllocator.DEFAULT);
    StringBuilder payload = new StringBuilder();
    bomb.forEachByte(one -> payload.append((char) (one & 0xff)) != null);
    bomb.release();
    other.readInPieces(frame(FIN | Frames.COMPRESSED | Frames.TEXT, payload.toString()), 9_999);
    assertThat(other.heard)
        .containsExactly(
            "closed: a compressed message could not be read: more than 16777216 bytes");
  }

  @Test
  void pingIsAnsweredWithItsContentMasked() {
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    channel.writeInbound(buffer(frame(FIN | Frames.PING, "there?")));
    assertThat(sent(channel)).containsExactly("10 there?");
    channel.finishAndReleaseAll();
  }

  @Test
  void closeIsAnsweredInKindAndEndsTheConnection() {
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    channel.writeInbound(buffer(frame(FIN | Frames.CLOSE, "\u0003\u000fgoing")));
    assertThat(sent(channel)).containsExactly("8 \u0003\u000f");
    assertThat(channel.isOpen()).isFalse();
    assertThat(heard).containsExactly("closed: the server closed with code 783 (going)");
    channel.finishAndReleaseAll();
  }

  @Test
  void theAnswerToOurCloseIsNotAnswered() {
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    reader.sendClose();
    reader.sendClose();
    assertThat(sent(channel)).containsExactly("8 ");
    channel.writeInbound(buffer(frame(FIN | Frames.CLOSE, "")));
    assertThat(sent(channel)).isEmpty();
    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }

  @Test
  void whatTheProtocolForbidsEndsTheConnectionOnce() {
    assertThat(reasonFor(0xc1, 1, 'a')).contains("reserved bits");
    assertThat(reasonFor(0x81, 0x81, 1, 2, 3, 4, 5)).contains("mask");
    assertThat(reasonFor(0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0)).contains("4294967296 bytes");
    assertThat(reasonFor(0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255))
        .contains("18446744073709551615 bytes");
    assertThat(reasonFor(0x83, 0)).contains("opcode 3");
    assertThat(reasonFor(0x8b, 0)).contains("opcode 11");
    assertThat(reasonFor(0x80, 0)).contains("no beginning");
    assertThat(reasonFor(0x01, 1, 'a', 0x81, 1, 'b')).contains("inside another");
    assertThat(reasonFor(0x01, 1, 'a', 0x01, 1, 'b')).contains("inside another");
    assertThat(reasonFor(0x09, 0)).contains("fragmented");
    assertThat(reasonFor(0x89, 126, 0, 126)).contains("longer than 125");
  }

  @Test
  void whatFollowsTheEndIsNotRead() {
    byte[] stream = concat(frame(FIN | Frames.CLOSE, ""), frame(FIN | Frames.TEXT, "late"));
    assertThat(read(stream, 1)).containsExactly("closed: the server closed without a code");
  }

  private static String reasonFor(int... bytes) {
    byte[] stream = new byte[bytes.length + 200];
    for (int i = 0; i < bytes.length; i++) {
      stream[i] = (byte) bytes[i];
    }
    List<String> heard = new FrameReaderTest().read(stream, stream.length);
    assertThat(heard).hasSize(1);
    return heard.get(0);
  }

  private List<String> read(byte[] stream, int split) {
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    channel.writeInbound(buffer(stream, 0, split), buffer(stream, split, stream.length));
    channel.finishAndReleaseAll();
    return heard;
  }

  private void readInPieces(byte[] stream, int size) {
    EmbeddedChannel channel = new EmbeddedChannel(reader);
    for (int from = 0; from < stream.length; from += size) {
      channel.writeInbound(buffer(stream, from, Math.min(stream.length, from + size)));
    }
    channel.finishAndReleaseAll();
  }

  /** The frames written, as opcode and payload; all must be masked. */
  private static List<String> sent(EmbeddedChannel channel) {
    List<String> frames = new ArrayList<>();
    for (ByteBuf head = channel.readOutbound(); head != null; head = channel.readOutbound()) {
      ByteBuf payload = channel.readOutbound();
      int length = head.getUnsignedByte(1) - 0x80;
      assertThat(length).isEqualTo(payload.readableBytes());
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        text.append((char) (payload.getByte(i) ^ head.getByte(2 + i % 4)));
      }
      frames.add((head.getByte(0) & 0x0f) + " " + text);
      head.release();
      payload.release();
    }
    return frames;
  }

  private static byte[] everyKindOfFrame(int longest) {
    return concat(
        frame(FIN | Frames.TEXT, "one"),
        frame(FIN | Frames.BINARY, ""),
        frame(FIN | Frames.TEXT, "x".repeat(126)),
        frame(FIN | Frames.TEXT, "x".repeat(longest)),
        frame(Frames.TEXT, "in "),
        frame(FIN | Frames.PING, "still there?"),
        frame(Frames.CONTINUATION, "three"),
        frame(FIN | Frames.PONG, ""),
        frame(FIN | Frames.CONTINUATION, " parts"),
        frame(FIN | Frames.CLOSE, "\u0003\u00e8bye"));
  }

  /** A server's frame; its payload one byte per character. */
  private static byte[] frame(int first, String payload) {
    ByteBuf out = ByteBufAllocator.DEFAULT.buffer().writeByte(first);
    int length = payload.length();
    if (length < 126) {
      out.writeByte(length);
    } else if (length < 0x10000) {
      out.writeByte(126).writeShort(length);
    } else {
      out.writeByte(127).writeLong(length);
    }
    payload.chars().forEach(out::writeByte);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes).release();
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuf out = ByteBufAllocator.DEFAULT.buffer();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes).release();
    return bytes;
  }

  private static ByteBuf buffer(byte[] bytes) {
    return buffer(bytes, 0, bytes.length);
  }

  private static ByteBuf buffer(byte[] bytes, int from, int to) {
    return ByteBufAllocator.DEFAULT.buffer().writeBytes(bytes, from, to - from);
  }
}
