package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/**
 * Netty's decoder of WebSocket frames. It also tells whether a message is under way, of which
 * nobody behind it sees anything before a frame is whole.
 */
public final class FrameDecoder extends WebSocket13FrameDecoder {
  private boolean inFrame;
  private boolean inMessage;
  private long messages;

  FrameDecoder(WebSocketDecoderConfig config) {
    super(config);
  }

  /** Whether a part of a message, or of a control frame, has come and the rest has not. */
  public boolean isUnderWay() {
    return inFrame || inMessage;
  }

  /** How many messages have been whole so far, and control frames between them. */
  public long messages() {
    return messages;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    super.decode(ctx, in, out);
    inFrame = out.isEmpty();
    if (!inFrame && out.get(out.size() - 1) instanceof WebSocketFrame frame) {
      if (isData(frame)) {
        inMessage = !frame.isFinalFragment();
      }
      messages += inMessage ? 0 : 1;
    }
  }

  private static boolean isData(WebSocketFrame frame) {
    return frame instanceof TextWebSocketFrame
        || frame instanceof BinaryWebSocketFrame
        || frame instanceof ContinuationWebSocketFrame;
  }
}
