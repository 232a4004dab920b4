package dev.pushmark.server.wire;

import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INVALID_MESSAGE_TYPE;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.MESSAGE_TOO_BIG;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.POLICY_VIOLATION;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.PROTOCOL_ERROR;

import dev.pushmark.server.compression.DeflatePieces;
import dev.pushmark.server.compression.MessageDeflate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that is a WebSocket, with its heartbeats and its closing handshake. Frames come from
 * Netty's decoder, and go on as whole messages; bytes go straight out.
 */
public abstract class WebSocket extends Connection {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocket.class);
  private static final long CLOSING_NS = Duration.ofSeconds(2).toNanos();

  /**
   * The reserved bit of a compressed message's first frame; the decoder lets none pass without
   * agreement.
   */
  private static final int COMPRESSED = 4;

  /** By which compression may make a message longer; the decoder's own limit leaves room for it. */
  private static final int DEFLATED_BYTES = 128;

  private final int maxBytes;
  private final boolean takesBinary;
  private final long heartbeatNs;
  private final @Nullable MessageDeflate deflate;

  /** The fragments so far of a message that is not whole yet. */
  private @Nullable ByteBuf partial;

  /** Of the message that is coming. */
  private boolean binary;

  private boolean compressed;
  private long lastWriteNs;
  private long messages;
  private long messageSinceNs;
  private boolean awaitingSign;
  private boolean closing;

  /**
   * A WebSocket whose handshake is still to come.
   *
   * @param maxBytes of a message that the client sends
   * @param takesBinary whether binary messages are welcome beside text
   * @param heartbeatNs how long it may be silent
   * @param deflate how messages may be compressed; null if they may not
   */
  protected WebSocket(
      LoopContext loop,
      String transport,
      int maxBytes,
      boolean takesBinary,
      long heartbeatNs,
      @Nullable MessageDeflate deflate) {
    super(loop, transport);
    this.maxBytes = maxBytes;
    this.takesBinary = takesBinary;
    this.heartbeatNs = heartbeatNs;
    this.deflate = deflate;
    this.lastWriteNs = loop.nanoTime();
    this.messageSinceNs = lastWriteNs;
  }

  /** A whole message, which is valid during the call; text may still not be UTF-8. */
  protected abstract void receive(ByteBuf message, boolean isBinary);

  /** Nothing is to be sent from now on; may be told more than once. */
  protected abstract void leave();

  /** Called by each sweep while nothing is wrong. */
  protected void lookAfter(long nowNs) {}

  final int maxBytes() {
    return maxBytes;
  }

  final @Nullable MessageDeflate deflate() {
    return deflate;
  }

  protected final boolean isClosing() {
    return closing;
  }

  /** Writes frames at once; a heartbeat is not needed for a while. */
  protected final void send(ByteBuf frames) {
    writeAndFlush(frames);
    lastWriteNs = loop().tickNs();
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) {
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
    boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    if (frame.rsv() != 0 && !(begins && frame.rsv() == COMPRESSED)) {
      close(PROTOCOL_ERROR);
    } else if (frame instanceof PingWebSocketFrame) {
      write(WebSocketFrames.pong(frame.content()));
    } else if (begins) {
      binary = frame instanceof BinaryWebSocketFrame;
      compressed = frame.rsv() == COMPRESSED;
      receiveData(frame);
    } else if (frame instanceof ContinuationWebSocketFrame) {
      receiveData(frame);
    }
  }

  private void receiveData(WebSocketFrame frame) {
    int before = partial == null ? 0 : partial.readableBytes();
    int most = compressed ? maxBytes + DEFLATED_BYTES : maxBytes;
    if (binary && !takesBinary) {
      close(INVALID_MESSAGE_TYPE);
    } else if (before + frame.content().readableBytes() > most) {
      close(MESSAGE_TOO_BIG);
    } else if (partial == null && frame.isFinalFragment()) {
      handOn(frame.content());
    } else {
      if (partial == null) {
        partial = LoopContext.ALLOCATOR.buffer();
      }
      partial.writeBytes(frame.content());
      if (frame.isFinalFragment()) {
        handOn(partial);
        releasePartial();
      }
    }
  }

  private void handOn(ByteBuf message) {
    if (!compressed) {
      receive(message, binary);
      return;
    }
    ByteBuf inflated = null;
    try {
      inflated = DeflatePieces.inflate(message, maxBytes, LoopContext.ALLOCATOR);
      if (inflated == null) {
        close(MESSAGE_TOO_BIG);
      } else {
        receive(inflated, binary);
      }
    } catch (DataFormatException e) {
      close(INVALID_PAYLOAD_DATA);
    } finally {
      ReferenceCountUtil.release(inflated);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  /** A client that does not read its pongs and answers is not read either. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable() || closing);
  }

  /** The peer's close frame: the answer to ours, or to be answered in kind. */
  private void closed(ByteBuf payload) {
    if (closing) {
      writeAndDisconnect(Unpooled.EMPTY_BUFFER);
    } else {
      startClosing();
      writeAndDisconnect(WebSocketFrames.closeInAnswerTo(payload));
    }
  }

  /** Begins the closing handshake. */
  protected final void close(WebSocketCloseStatus status) {
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
  protected final void sweep(long nowNs) {
    long quietNs = nowNs - lastWriteNs;
    if (closing) {
      if (quietNs > CLOSING_NS) {
        disconnect();
      }
    } else if (hasStalled(nowNs)) {
      disconnect();
    } else if (hasExpired(nowNs) || trickles(nowNs)) {
      close(POLICY_VIOLATION);
    } else if (quietNs >= heartbeatNs && context().channel().isWritable()) {
      if (awaitingSign) {
        disconnect();
        return;
      }
      awaitingSign = true;
      lastWriteNs = nowNs;
      writeAndFlush(WebSocketFrames.ping());
    } else {
      lookAfter(nowNs);
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
  protected final void drain() {
    close(ENDPOINT_UNAVAILABLE);
  }

  @Override
  protected final void onGone() {
    closing = true;
    leave();
    releasePartial();
  }

  private void releasePartial() {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
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
