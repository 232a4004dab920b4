package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** Whole, unmasked WebSocket frames, as a server sends them (RFC 6455, section 5.2). */
public final class WebSocketFrames {
  public static final int MAX_HEADER_BYTES = 10;

  private static final int CLOSE_CODE_BYTES = 2;
  private static final int LAST_CLOSE_CODE = 4999;
  private static final int FINAL_TEXT = 0x81;
  private static final int COMPRESSED = 0x40;
  private static final int FINAL_BINARY = 0x82;
  private static final int FINAL_CLOSE = 0x88;
  private static final int FINAL_PING = 0x89;
  private static final int FINAL_PONG = 0x8A;
  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(2).writeByte(FINAL_PING).writeByte(0).asReadOnly());

  private WebSocketFrames() {}

  /** The header of a text frame; its payload of {@code length} bytes is to follow. */
  public static void writeTextHeader(ByteBuf out, int length) {
    writeHeader(out, FINAL_TEXT, length);
  }

  /** The same, of a compressed message (RFC 7692, section 6). */
  public static void writeDeflatedTextHeader(ByteBuf out, int length) {
    writeHeader(out, FINAL_TEXT | COMPRESSED, length);
  }

  /** The header of a binary frame; its payload of {@code length} bytes is to follow. */
  public static void writeBinaryHeader(ByteBuf out, int length) {
    writeHeader(out, FINAL_BINARY, length);
  }

  public static ByteBuf text(String text) {
    int length = ByteBufUtil.utf8Bytes(text);
    ByteBuf frame = LoopContext.ALLOCATOR.buffer(MAX_HEADER_BYTES + length);
    writeTextHeader(frame, length);
    ByteBufUtil.writeUtf8(frame, text);
    return frame;
  }

  /** Without a payload. */
  public static ByteBuf ping() {
    return PING.duplicate();
  }

  public static ByteBuf pong(ByteBuf payload) {
    return control(FINAL_PONG, payload);
  }

  /**
   * Answers a close frame that Netty's decoder let pass with its code, if it has one. The decoder
   * lets codes pass that nobody may use, and reasons that are cut off within a character.
   */
  public static ByteBuf closeInAnswerTo(ByteBuf payload) {
    if (!payload.isReadable()) {
      return control(FINAL_CLOSE, Unpooled.EMPTY_BUFFER);
    }
    int code = payload.getUnsignedShort(payload.readerIndex());
    return close(code <= LAST_CLOSE_CODE ? code : WebSocketCloseStatus.PROTOCOL_ERROR.code());
  }

  public static ByteBuf close(int code) {
    ByteBuf frame = LoopContext.ALLOCATOR.buffer(2 + CLOSE_CODE_BYTES);
    writeHeader(frame, FINAL_CLOSE, CLOSE_CODE_BYTES);
    return frame.writeShort(code);
  }

  private static ByteBuf control(int opcode, ByteBuf payload) {
    int length = payload.readableBytes();
    ByteBuf frame = LoopContext.ALLOCATOR.buffer(2 + length);
    writeHeader(frame, opcode, length);
    return frame.writeBytes(payload, payload.readerIndex(), length);
  }

  private static void writeHeader(ByteBuf out, int opcode, int length) {
    out.writeByte(opcode);
    if (length < 126) {
      out.writeByte(length);
    } else if (length <= 0xFFFF) {
      out.writeByte(126).writeShort(length);
    } else {
      out.writeByte(127).writeLong(length);
    }
  }
}
