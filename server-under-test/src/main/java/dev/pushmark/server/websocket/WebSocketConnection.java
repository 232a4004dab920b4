package dev.pushmark.server.websocket;

import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INVALID_MESSAGE_TYPE;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.MESSAGE_TOO_BIG;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.POLICY_VIOLATION;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Answers;
import dev.pushmark.server.wire.Connection;
import dev.pushmark.server.wire.Follower;
import dev.pushmark.server.wire.FrameDecoder;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.RequestException;
import dev.pushmark.server.wire.Sink;
import dev.pushmark.server.wire.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel that is a WebSocket. Frames come from Netty's decoder; bytes go straight out. */
final class WebSocketConnection extends Connection implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
  private static final String TRANSPORT = "websocket";
  private static final long CLOSING_NS = Duration.ofSeconds(2).toNanos();

  private final Publishes publishes;
  private final long heartbeatNs;
  private @Nullable Follower follower;

  /** The fragments so far of a message that is not whole yet. */
  private @Nullable ByteBuf partial;

  private long lastWriteNs;
  private long messages;
  private long messageSinceNs;
  private boolean awaitingSign;
  private boolean closing;

  WebSocketConnection(LoopContext loop, Publishes publishes, long heartbeatNs) {
    super(loop, TRANSPORT);
    expireWith(publishes.grant());
    this.publishes = publishes;
    this.heartbeatNs = heartbeatNs;
    this.lastWriteNs = loop.nanoTime();
    this.messageSinceNs = lastWriteNs;
  }

  void follow(String room, EventId place) {
    if (!closing) {
      follower = loop().follow(room, place, FrameForm.TEXT, this);
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
    writeAndFlush(encoded);
    lastWriteNs = loop().tickNs();
  }

  /** What was missed is told when the client comes back with its last id. */
  @Override
  public void tooSlow() {
    close(POLICY_VIOLATION);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    WebSocketFrame frame = (WebSocketFrame) message;
    awaitingSign = false;
    try {
      if (frame instanceof CloseWebSocketFrame) {
        closed(frame.content());
      } else if (!closing) {
        receive(frame);
      }
    } finally {
      frame.release();
    }
  }

  private void receive(WebSocketFrame frame) {
    if (frame instanceof PingWebSocketFrame) {
      write(WebSocketFrames.pong(frame.content()));
    } else if (frame instanceof BinaryWebSocketFrame) {
      close(INVALID_MESSAGE_TYPE);
    } else if (!(frame instanceof PongWebSocketFrame)) {
      receiveText(frame);
    }
  }

  private void receiveText(WebSocketFrame frame) {
    int before = partial == null ? 0 : partial.readableBytes();
    if (before + frame.content().readableBytes() > publishes.maxBytes()) {
      close(MESSAGE_TOO_BIG);
    } else if (partial == null && frame.isFinalFragment()) {
      publish(frame.content());
    } else {
      if (partial == null) {
        partial = LoopContext.ALLOCATOR.buffer();
      }
      partial.writeBytes(frame.content());
      if (frame.isFinalFragment()) {
        publish(partial);
        releasePartial();
      }
    }
  }

  private void publish(ByteBuf text) {
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
    ctx.flush();
  }

  /** A client that does not read its pongs and acknowledgements is not read either. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(isReady() || closing);
    if (follower != null && isReady()) {
      follower.resume();
    }
  }

  /** The peer's close frame: the answer to ours, or to be answered in kind. */
  private void closed(ByteBuf payload) {
    if (closing) {
      disconnect();
    } else {
      startClosing();
      writeAndDisconnect(WebSocketFrames.closeInAnswerTo(payload));
    }
  }

  /** Begins the closing handshake. */
  private void close(WebSocketCloseStatus status) {
    if (!closing) {
      startClosing();
      writeAndFlush(WebSocketFrames.close(status.code()));
    }
  }

  /** The decoder can read nothing any more, so the peer's close frame would not be seen. */
  private void closeAfter(CorruptedWebSocketFrameException violation) {
    if (!closing) {
      startClosing();
      writeAndEndOutput(WebSocketFrames.close(violation.closeStatus().code()));
    }
  }

  private void startClosing() {
    closing = true;
    lastWriteNs = loop().nanoTime();
    leave();
  }

  @Override
  protected void sweep(long nowNs) {
    long quietNs = nowNs - lastWriteNs;
    if (closing) {
      if (quietNs > CLOSING_NS) {
        disconnect();
      }
    } else if (hasStalled(nowNs)) {
      disconnect();
    } else if (hasExpired(nowNs) || trickles(nowNs)) {
      close(POLICY_VIOLATION);
    } else if (quietNs >= heartbeatNs && isReady()) {
      if (awaitingSign) {
        disconnect();
        return;
      }
      awaitingSign = true;
      lastWriteNs = nowNs;
      writeAndFlush(WebSocketFrames.ping());
    }
  }

  /** Whether the message that is under way takes longer than a request may. */
  private boolean trickles(long nowNs) {
    FrameDecoder decoder = context().pipeline().get(FrameDecoder.class);
    if (!decoder.isUnderWay() || decoder.messages() != messages) {
      messages = decoder.messages();
      messageSinceNs = nowNs;
    }
    return nowNs - messageSinceNs > loop().timeouts().request().toNanos();
  }

  @Override
  protected void drain() {
    close(ENDPOINT_UNAVAILABLE);
  }

  @Override
  protected void onGone() {
    closing = true;
    publishes.announce();
    leave();
    releasePartial();
  }

  private void leave() {
    if (follower != null) {
      follower.leave();
    }
  }

  private void releasePartial() {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException violation) {
      closeAfter(violation);
    } else if (cause instanceof IOException) {
      disconnect();
    } else {
      LOG.error("a WebSocket could not be served", cause);
      close(INTERNAL_SERVER_ERROR);
    }
  }
}
