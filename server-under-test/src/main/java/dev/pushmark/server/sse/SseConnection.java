package dev.pushmark.server.sse;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Connection;
import dev.pushmark.server.wire.Follower;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.Sink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A channel that carries an event stream and nothing else any more. */
final class SseConnection extends Connection implements Sink {
  private final SseForm form;
  private final long heartbeatNs;
  private @Nullable Follower follower;
  private long lastWriteNs;
  private boolean ended;

  SseConnection(LoopContext loop, SseForm form, long heartbeatNs) {
    super(loop);
    this.form = form;
    this.heartbeatNs = heartbeatNs;
    this.lastWriteNs = loop.nanoTime();
  }

  void start(String room, EventId place) {
    writeAndFlush(form.preamble(place, LoopContext.ALLOCATOR));
    follower = loop().follow(room, place, form, this);
  }

  @Override
  public boolean isReady() {
    return context().channel().isWritable();
  }

  @Override
  public void deliver(ByteBuf encoded, Batch batch) {
    writeAndFlush(encoded);
    lastWriteNs = loop().tickNs();
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
    if (nowNs - lastWriteNs >= heartbeatNs && isReady() && !ended) {
      writeAndFlush(form.heartbeat(LoopContext.ALLOCATOR));
      lastWriteNs = nowNs;
    }
  }

  @Override
  protected void drain() {
    if (!ended) {
      ended = true;
      onGone();
      writeAndDisconnect(form.end());
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
    disconnect();
  }
}
