package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault.Direction;
import dev.pushmark.scenarios.Clock;
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
  /** How a sender ends. */
  private enum End {
    NOT_YET,
    FIN,
    RESET
  }

  /** A chunk, or an empty one with an end. */
  private record Held(ByteBuf bytes, End end, long dueNs) {}

  /** A byte to be inverted, by its place in a chunk, in [0, 1). */
  private record Corruption(double place, Runnable done) {}

  private final Direction direction;
  private final long connection;
  private final SocketChannel source;
  private final SocketChannel sink;
  private final Clock clock;
  private final int mostHeldBytes;
  private final Runnable onOver;
  private final Queue<Held> held = new ArrayDeque<>();
  private final Queue<Corruption> corruptions = new ArrayDeque<>();
  private Conditions conditions = Conditions.CALM;
  private End ending = End.NOT_YET;
  private @Nullable ScheduledFuture<?> timer;
  private boolean started;
  private boolean swallowing;
  private boolean draining;
  private boolean finForwarded;
  private long chunks;
  private long readBytes;
  private long forwardedBytes;
  private long heldBytes;
  private long lastDueNs = Long.MIN_VALUE;
  private long freeNs = Long.MIN_VALUE;

  /**
   * A pipe that does not read yet.
   *
   * @param onOver called when nothing is to be expected of it any more
   */
  Pipe(
      Direction direction,
      long connection,
      SocketChannel source,
      SocketChannel sink,
      Clock clock,
      int mostHeldBytes,
      Runnable onOver) {
    this.direction = direction;
    this.connection = connection;
    this.source = source;
    this.sink = sink;
    this.clock = clock;
    this.mostHeldBytes = mostHeldBytes;
    this.onOver = onOver;
  }

  /** Nothing leaves before this time. */
  void notBefore(long timeNs) {
    lastDueNs = Math.max(lastDueNs, timeNs);
  }

  /** Reads from now on: the receiver is connected. */
  void start() {
    started = true;
    drain();
  }

  /** What is wrong from now on. */
  void under(Conditions now) {
    conditions = now;
    drain();
  }

  /** Takes what has been read, whose buffer is the pipe's from now on. */
  void read(ByteBuf bytes) {
    chunks++;
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
    held.forEach(each -> each.bytes.release());
    held.clear();
    heldBytes = 0;
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
    return heldBytes + (outbound == null ? 0 : outbound.totalPendingWriteBytes());
  }

  /** Forwards what is due as far as the receiver takes it. */
  void drain() {
    if (draining) {
      return; // the receiver tells from within a flush that it takes more: whoever flushes sees to
      // it
    }
    draining = true;
    cancelTimer();
    while (forwardDue()) {
      sink.flush();
    }
    Held head = held.peek();
    if (head != null && flows()) {
      long waitNs = Math.max(0, leavesNs(head) - clock.nanoTime());
      timer = sink.eventLoop().schedule(this::drain, waitNs, TimeUnit.NANOSECONDS);
    }
    draining = false;
    regulate();
  }

  private boolean forwardDue() {
    long nowNs = clock.nanoTime();
    boolean forwarded = false;
    Held head = held.peek();
    while (head != null && flows() && leavesNs(head) <= nowNs) {
      forward(head, nowNs);
      forwarded = true;
      head = held.peek();
    }
    return forwarded;
  }

  private void forward(Held head, long nowNs) {
    int bytes = head.bytes.readableBytes();
    int slice = conditions.sliceBytes(bytes);
    if (conditions.isLimited()) {
      freeNs = conditions.nextFreeNs(freeNs, nowNs, slice);
    }
    heldBytes -= slice;
    if (slice < bytes) {
      forward(head.bytes.readRetainedSlice(slice));
      return;
    }
    held.remove();
    if (head.end == End.NOT_YET) {
      forward(head.bytes);
    } else {
      forwardEnd(head.end);
    }
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

  private boolean passesAtOnce() {
    return started && held.isEmpty() && conditions.areCalm() && clock.nanoTime() >= lastDueNs;
  }

  private void hold(ByteBuf bytes, End end) {
    long dueNs = conditions.dueNs(clock.nanoTime(), connection, direction, chunks);
    lastDueNs = Math.max(lastDueNs, dueNs);
    held.add(new Held(bytes, end, lastDueNs));
    heldBytes += bytes.readableBytes();
    if (held.size() == 1) {
      drain();
    } else {
      regulate();
    }
  }

  private boolean flows() {
    return started && !conditions.stalled() && sink.isWritable();
  }

  private long leavesNs(Held head) {
    return conditions.isLimited() ? Math.max(head.dueNs, freeNs) : head.dueNs;
  }

  private void regulate() {
    boolean reads =
        ending == End.NOT_YET
            && (swallowing || (started && sink.isWritable() && heldBytes < mostHeldBytes));
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
