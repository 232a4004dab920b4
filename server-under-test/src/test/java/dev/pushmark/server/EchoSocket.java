package dev.pushmark.server;

import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INVALID_PAYLOAD_DATA;

import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.WebSocket;
import dev.pushmark.server.wire.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends every message back as it came; text must be UTF-8, as the product's ingress asks. */
final class EchoSocket extends WebSocket {
  /** What the suite's limits group sends. */
  private static final int MAX_BYTES = 16 << 20;

  private static final int FINAL_BINARY = 0x82;

  EchoSocket(LoopContext loop) {
    super(loop, "echo", MAX_BYTES, true, Duration.ofMinutes(1).toNanos(), null);
  }

  @Override
  protected void receive(ByteBuf message, boolean isBinary) {
    if (!isBinary && !ByteBufUtil.isText(message, StandardCharsets.UTF_8)) {
      close(INVALID_PAYLOAD_DATA);
      return;
    }
    int length = message.readableBytes();
    ByteBuf frame = LoopContext.ALLOCATOR.buffer(WebSocketFrames.MAX_HEADER_BYTES + length);
    WebSocketFrames.writeTextHeader(frame, length);
    if (isBinary) {
      frame.setByte(0, FINAL_BINARY);
    }
    write(frame.writeBytes(message));
  }

  @Override
  protected void leave() {}
}
