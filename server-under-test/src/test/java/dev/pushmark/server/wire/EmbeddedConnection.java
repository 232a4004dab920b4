package dev.pushmark.server.wire;

import dev.pushmark.server.room.Clock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection to the server's pipeline, without a socket: every packet is as it is given here,
 * and time passes when it is told to.
 */
public final class EmbeddedConnection implements AutoCloseable {
  /** Stands still unless it is moved. */
  public static final class TestClock implements Clock {
    private long nowNs;

    @Override
    public long nanoTime() {
      return nowNs;
    }

    @Override
    public long currentTimeMillis() {
      return TimeUnit.NANOSECONDS.toMillis(nowNs);
    }
  }

  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final TestClock clock;
  private final EmbeddedChannel channel = new EmbeddedChannel();

  /**
   * @param state whose clock is {@code clock}
   */
  public EmbeddedConnection(ServerState state, TestClock clock, Routes routes) {
    this.clock = clock;
    channel.freezeTime();
    LoopContext loop = new LoopContext(channel.eventLoop(), state);
    loop.startSweeping(SWEEP);
    HttpConnection.begin(channel.pipeline(), loop, new Router(routes, state), true);
  }

  /** The client sends a packet; nothing happens when the server has closed the connection. */
  public void send(byte[] packet) {
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(packet));
    }
  }

  /** Time passes, at least as much as from one sweep to the next. */
  public void pass(Duration duration) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(duration) < 0;
        passed = passed.plus(SWEEP)) {
      clock.nowNs += SWEEP.toNanos();
      channel.advanceTimeBy(SWEEP.toNanos(), TimeUnit.NANOSECONDS);
      channel.runPendingTasks();
    }
  }

  /** What the server has sent since this was asked last. */
  public byte[] received() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      try {
        bytes.readBytes(all, bytes.readableBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("there is memory behind it", e);
      } finally {
        bytes.release();
      }
    }
    return all.toByteArray();
  }

  /** The client takes nothing any more of what the server writes. */
  public void stopReading() {
    setTaken(false);
  }

  public void readAgain() {
    setTaken(true);
  }

  private void setTaken(boolean taken) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    if (unsent != null) {
      unsent.setUserDefinedWritability(1, taken);
    }
    channel.runPendingTasks();
  }

  public boolean isOpen() {
    return channel.isOpen();
  }

  /** The client goes away. */
  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
