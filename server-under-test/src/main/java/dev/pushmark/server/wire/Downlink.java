package dev.pushmark.server.wire;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel that carries a room's events to a client, which has nothing more to say on it. */
public abstract class Downlink extends Connection implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);
  private static final long LINGER_NS = Duration.ofSeconds(2).toNanos();

  /** Why the server ends it. */
  public enum End {
    TOKEN_EXPIRED,
    /** What was missed is told when the client comes back with its last id. */
    TOO_SLOW,
    /** The client has set a time, which is over. */
    DEADLINE_EXCEEDED,
    SHUTDOWN
  }

  private final long heartbeatNs;
  private @Nullable Follower follower;
  private long lastWriteNs;
  private boolean ended;

  /**
   * A channel on which nothing has been sent yet.
   *
   * @param heartbeat how long it may be silent before the server shows that it lives
   */
  protected Downlink(LoopContext loop, String transport, Grant grant, Duration heartbeat) {
    super(loop, transport);
    expireWith(grant);
    this.heartbeatNs = heartbeat.toNanos();
    this.lastWriteNs = loop.nanoTime();
  }

  /** Begins to deliver. */
  protected final void follow(String room, EventId place, WireForm form) {
    follower = loop().follow(room, place, form, this);
    meters().subscriptions.add(1);
  }

  /** Writes and flushes a batch, whose buffer is the callee's. */
  protected abstract void send(ByteBuf encoded, Batch batch);

  /** Writes and flushes a sign of life. */
  protected abstract void sendHeartbeat();

  /** Writes and flushes the end; nothing is sent from then on. */
  protected abstract void sendEnd(End why);

  @Override
  public boolean isReady() {
    return context().channel().isWritable();
  }

  @Override
  public final void deliver(ByteBuf encoded, Batch batch) {
    if (hasExpired(loop().tickNs())) {
      encoded.release();
      end(End.TOKEN_EXPIRED);
      return;
    }
    send(encoded, batch);
    lastWriteNs = loop().tickNs();
  }

  @Override
  public final void tooSlow() {
    end(End.TOO_SLOW);
  }

  /** To be called when {@link #isReady} may have become true. */
  protected final void resume() {
    if (follower != null && isReady()) {
      follower.resume();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    resume();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  protected final void sweep(long nowNs) {
    if (ended) {
      if (nowNs - lastWriteNs > LINGER_NS) {
        disconnect();
      }
    } else if (hasStalled(nowNs, isReady())) {
      disconnect();
    } else if (hasExpired(nowNs)) {
      end(End.TOKEN_EXPIRED);
    } else if (nowNs - lastWriteNs >= heartbeatNs && isReady()) {
      sendHeartbeat();
      lastWriteNs = nowNs;
    }
  }

  @Override
  protected final void drain() {
    end(End.SHUTDOWN);
  }

  /** Ends it, once. */
  protected final void end(End why) {
    if (!ended) {
      ended = true;
      lastWriteNs = loop().nanoTime();
      stop();
      sendEnd(why);
    }
  }

  /** Nothing is to be delivered from now on; may be told more than once. */
  protected void stop() {
    if (follower != null) {
      follower.leave();
    }
  }

  @Override
  protected void onGone() {
    stop();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("events could not be delivered", cause);
    }
    disconnect();
  }
}
