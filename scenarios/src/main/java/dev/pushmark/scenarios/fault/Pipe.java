package dev.pushmark.scenarios.fault;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.fault.DelayLine.End;
import dev.pushmark.scenarios.fault.DelayLine.Held;
import dev.pushmark.scenarios.fault.FaultLog.Flow;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: forwards what is read from one socket to another, at once while
 * nothing is wrong, else when it is due. It reads no more while the receiver does not take what it
 * was given, or while it holds as much as it may. Used on the proxy's event loop only.
 */
final class Pipe {
  /** A byte to be inverted, by its place in a chunk, in [0, 1). */
  private record Corruption(double place, Runnable done) {}

  private final SocketChannel source;
  private final SocketChannel sink;
  private final Clock clock;
  private final int mostHeldBytes;
  private final Runnable onOver;
  private final DelayLine line;
  private final Queue<Corruption> corruptions = new ArrayDeque<>();
  private End ending = End.NOT_YET;
  private @Nullable ScheduledFuture<?> timer;
  private boolean started;
  private boolean swallowing;
  private boolean draining;
  private boolean finForwarded;
  private long readBytes;
  private long forwardedBytes;

  /**
   * A pipe that does not read yet.
   *
   * @param line what it holds back
   * @param onOver called when nothing is to be expected of it any more
   */
  Pipe(
      SocketChannel source,
      SocketChannel sink,
      DelayLine line,
      Clock clock,
      int mostHeldBytes,
      Runnable onOver) {
    this.source = source;
    this.sink = sink;
    this.line = line;
    this.clock = clock;
    this.mostHeldBytes = mostHeldBytes;
    this.onOver = onOver;
  }

  /** Nothing leaves before this time. */
  void notBefore(long timeNs) {
    line.notBefore(timeNs);
  }

  /** Reads and forwards from now on: the receiver is connected. */
  void start() {
    started = true;
    drain();
  }

  /** What is wrong from now on. */
  void under(Conditions conditions) {
    line.under(conditions);
    drain();
  }

  /** Takes what has been read, whose buffer is the pipe's from now on. */
  void read(ByteBuf bytes) {
    readBytes += bytes.readableBytes();
    if (swallowing) {
      bytes.release();
      return;
    }
    Corruption corruption = corruptions.poll();
    if (corruption != null) {
      int index = bytes.readerIndex() + (int) (corruption.place * bytes.readableBytes());
      bytes.setByte(index, ~bytes.getByte(index));
      corruption.done.run();
    }
    if (passesAtOnce()) {
      forward(bytes); // flushed when all has been read
    } else {
      hold(bytes, End.NOT_YET);
    }
  }

  /** All that there was to read has been read. */
  void readComplete() {
    sink.flush();
  }

  /** The sender will send nothing more. */
  void fin() {
    if (ending == End.NOT_YET) {
      end(End.FIN);
    }
  }

  /** The sender's socket is lost. */
  void reset() {
    if (ending != End.RESET) {
      end(End.RESET);
    }
  }

  private void end(End how) {
    ending = how;
    regulate();
    if (swallowing) {
      onOver.run();
    } else if (passesAtOnce()) {
      forwardEnd(how);
    } else {
      hold(Unpooled.EMPTY_BUFFER, how);
    }
  }

  /** Forwards nothing any more, neither bytes nor an end; what is held is thrown away. */
  void swallow() {
    swallowing = true;
    line.clear();
    cancelTimer();
    regulate();
  }

  /**
   * Inverts a byte of the next chunk in which none has been.
   *
   * @param place where in the chunk, in [0, 1)
   * @param done called when it has been done
   */
  void corruptNext(double place, Runnable done) {
    corruptions.add(new Corruption(place, done));
  }

  /** Whether nothing is to be expected of it any more. */
  boolean isOver() {
    return finForwarded || (swallowing && ending != End.NOT_YET);
  }

  Flow flow() {
    return new Flow(readBytes, forwardedBytes);
  }

  /** Bytes held here, or handed to the receiver's socket and not taken by the kernel yet. */
  long bufferedBytes() {
    ChannelOutboundBuffer outbound = sink.unsafe().outboundBuffer();
    return line.bytes() + (outbound == null ? 0 : outbound.totalPendingWriteBytes());
  }

  private boolean passesAtOnce() {
    return started && line.isClear(clock.nanoTime());
  }

  private void hold(ByteBuf bytes, End end) {
    line.add(bytes, end, clock.nanoTime());
    if (timer == null) {
      drain();
    } else {
      regulate();
    }
  }

  /** Forwards what is due as far as the receiver takes it. */
  void drain() {
    if (draining) {
      return; // the receiver tells from within a flush that it takes more: see below
    }
    draining = true;
    cancelTimer();
    while (forwardDue()) {
      sink.flush();
    }
    long leavesNs = line.leavesNs();
    if (isTaken() && leavesNs != DelayLine.NEVER) {
      long waitNs = Math.max(0, leavesNs - clock.nanoTime());
      timer = sink.eventLoop().schedule(this::drain, waitNs, TimeUnit.NANOSECONDS);
    }
    draining = false;
    regulate();
  }

  private boolean forwardDue() {
    long nowNs = clock.nanoTime();
    boolean forwarded = false;
    while (isTaken() && line.leavesNs() <= nowNs) {
      Held next = line.take(nowNs);
      if (next.end() == End.NOT_YET) {
        forward(next.bytes());
      } else {
        forwardEnd(next.end());
      }
      forwarded = true;
    }
    return forwarded;
  }

  private boolean isTaken() {
    return started && sink.isWritable();
  }

  private void forward(ByteBuf bytes) {
    forwardedBytes += bytes.readableBytes();
    sink.write(bytes, sink.voidPromise());
  }

  private void forwardEnd(End how) {
    if (how == End.RESET) {
      sink.flush();
      Sockets.reset(sink);
      return;
    }
    // A socket that is shut down throws away what it has not written yet.
    sink.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (written.isSuccess()) {
                sink.eventLoop().execute(this::shutDown);
              }
            });
  }

  private void shutDown() {
    sink.shutdownOutput();
    finForwarded = true;
    onOver.run();
  }

  private void regulate() {
    boolean reads =
        ending == End.NOT_YET
            && (swallowing || (started && sink.isWritable() && line.bytes() < mostHeldBytes));
    if (source.config().isAutoRead() != reads) {
      source.config().setAutoRead(reads);
    }
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
