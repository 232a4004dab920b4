package dev.pushmark.server.websocket;

import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.POLICY_VIOLATION;

import dev.pushmark.server.compression.MessageDeflate;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Follower;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.RequestException;
import dev.pushmark.server.wire.Sink;
import dev.pushmark.server.wire.WebSocket;
import dev.pushmark.server.wire.WebSocketFrames;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** A WebSocket that follows a room and publishes to it. */
final class WebSocketConnection extends WebSocket implements Sink {
  private static final String TRANSPORT = "websocket";

  private final Publishes publishes;
  private final WireForm form;
  private @Nullable Follower follower;

  WebSocketConnection(
      LoopContext loop, Publishes publishes, long heartbeatNs, @Nullable MessageDeflate deflate) {
    super(loop, TRANSPORT, publishes.maxBytes(), false, heartbeatNs, deflate);
    this.form = deflate == null ? FrameForm.TEXT : DeflatedFrameForm.of(deflate);
    expireWith(publishes.grant());
    this.publishes = publishes;
  }

  void follow(String room, EventId place) {
    if (!isClosing()) {
      follower = loop().follow(room, place, form, this);
      meters().subscriptions.add(1);
    }
  }

  @Override
  public boolean isReady() {
    return context().channel().isWritable();
  }

  @Override
  public void deliver(ByteBuf encoded, Batch batch) {
    if (hasExpired(loop().tickNs())) {
      encoded.release();
      close(POLICY_VIOLATION);
      return;
    }
    send(encoded);
  }

  /** What was missed is told when the client comes back with its last id. */
  @Override
  public void tooSlow() {
    close(POLICY_VIOLATION);
  }

  @Override
  protected void receive(ByteBuf text, boolean isBinary) {
    try {
      String answer = publishes.append(text);
      meters().published.add(1);
      if (answer != null) {
        write(WebSocketFrames.text(answer));
      }
    } catch (RequestException e) {
      write(WebSocketFrames.text(Answers.errorText(e.reason())));
      loop().refused(e);
      close(e.isForbidden() ? POLICY_VIOLATION : INVALID_PAYLOAD_DATA);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    publishes.announce();
    super.channelReadComplete(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    super.channelWritabilityChanged(ctx);
    if (follower != null && isReady()) {
      follower.resume();
    }
  }

  @Override
  protected void leave() {
    publishes.announce();
    if (follower != null) {
      follower.leave();
    }
  }
}
