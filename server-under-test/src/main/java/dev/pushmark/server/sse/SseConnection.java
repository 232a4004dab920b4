package dev.pushmark.server.sse;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.compression.Gzip;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Connection;
import dev.pushmark.server.wire.Follower;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.Sink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel that carries an event stream and nothing else any more. */
final class SseConnection extends Connection implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(SseConnection.class);
  private static final String TRANSPORT = "sse";
  private static final long LINGER_NS = Duration.ofSeconds(2).toNanos();

  private final SseForm form;
  private final long heartbeatNs;

  /** What the end of this stream has to tell of it; null if it is not compressed. */
  private final @Nullable Gzip pieces;

  private @Nullable Follower follower;
  private long lastWriteNs;
  private boolean ended;

  SseConnection(LoopContext loop, SseForm form, Grant grant, long heartbeatNs) {
    super(loop, TRANSPORT);
    expireWith(grant);
    this.form = form;
    this.pieces = form.isGzip() ? new Gzip() : null;
    this.heartbeatNs = heartbeatNs;
    this.lastWriteNs = loop.nanoTime();
  }

  void start(String room, EventId place) {
    send(form.preamble(place, LoopContext.ALLOCATOR), place);
    follower = loop().follow(room, place, form, this);
  }

  private void send(ByteBuf encoded, Object what) {
    if (pieces != null) {
      pieces.add(SseForm.piece(what));
    }
    writeAndFlush(encoded);
  }

  @Override
  public boolean isReady() {
    return context().channel().isWritable();
  }

  @Override
  public void deliver(ByteBuf encoded, Batch batch) {
    if (hasExpired(loop().tickNs())) {
      encoded.release();
      drain();
      return;
    }
    send(encoded, batch);
    lastWriteNs = loop().tickNs();
  }

  /** What was missed is told when the client comes back with its last id. */
  @Override
  public void tooSlow() {
    drain();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (follower != null && isReady()) {
      follower.resume();
    }
  }

  /** A client has nothing more to say here. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  protected void sweep(long nowNs) {
    if (ended) {
      if (nowNs - lastWriteNs > LINGER_NS) {
        disconnect();
      }
    } else if (hasStalled(nowNs)) {
      disconnect();
    } else if (hasExpired(nowNs)) {
      drain();
    } else if (nowNs - lastWriteNs >= heartbeatNs && isReady()) {
      send(form.heartbeat(LoopContext.ALLOCATOR), form);
      lastWriteNs = nowNs;
    }
  }

  @Override
  protected void drain() {
    if (!ended) {
      ended = true;
      lastWriteNs = loop().nanoTime();
      onGone();
      writeAndDisconnect(form.end(pieces, LoopContext.ALLOCATOR));
    }
  }

  @Override
  protected void onGone() {
    if (follower != null) {
      follower.leave();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("a stream could not be served", cause);
    }
    disconnect();
  }
}
