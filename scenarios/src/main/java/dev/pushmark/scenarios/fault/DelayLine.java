package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault.Direction;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What is under way in one direction of a connection, and when it leaves. Used on the proxy's event
 * loop only.
 */
final class DelayLine {
  /** A time that does not come. */
  static final long NEVER = Long.MAX_VALUE;

  /** How a sender ends. */
  enum End {
    NOT_YET,
    FIN,
    RESET
  }

  /**
   * A chunk, or an empty one with an end.
   *
   * @param bytes whoever takes it has to release them
   */
  record Held(ByteBuf bytes, End end, long dueNs) {}

  private final Direction direction;
  private final long connection;
  private final Queue<Held> held = new ArrayDeque<>();
  private Conditions conditions = Conditions.CALM;
  private long chunks;
  private long bytes;
  private long lastDueNs = Long.MIN_VALUE;
  private long freeNs = Long.MIN_VALUE;

  DelayLine(Direction direction, long connection) {
    this.direction = direction;
    this.connection = connection;
  }

  /** What is wrong from now on; what is held keeps its time, and is not overtaken. */
  void under(Conditions now) {
    conditions = now;
  }

  /** Nothing leaves before this time. */
  void notBefore(long timeNs) {
    lastDueNs = Math.max(lastDueNs, timeNs);
  }

  /** Whether a chunk that comes now need not be held. */
  boolean isClear(long nowNs) {
    return held.isEmpty() && conditions.areCalm() && nowNs >= lastDueNs;
  }

  /** Holds a chunk that has been read now, or an end. */
  void add(ByteBuf chunk, End end, long nowNs) {
    notBefore(conditions.dueNs(nowNs, connection, direction, chunks));
    chunks++;
    bytes += chunk.readableBytes();
    held.add(new Held(chunk, end, lastDueNs));
  }

  /** When the next leaves; {@link #NEVER} if nothing is held, or as long as nothing flows. */
  long leavesNs() {
    Held head = held.peek();
    if (head == null || conditions.stalled()) {
      return NEVER;
    }
    return conditions.isLimited() ? Math.max(head.dueNs, freeNs) : head.dueNs;
  }

  /** Takes what leaves now, of a chunk no more than the bandwidth allows for. */
  Held take(long nowNs) {
    Held head = held.element();
    int whole = head.bytes.readableBytes();
    int slice = conditions.sliceBytes(whole);
    if (conditions.isLimited()) {
      freeNs = conditions.nextFreeNs(freeNs, nowNs, slice);
    }
    bytes -= slice;
    return slice < whole
        ? new Held(head.bytes.readRetainedSlice(slice), End.NOT_YET, head.dueNs)
        : held.remove();
  }

  /** Bytes held. */
  long bytes() {
    return bytes;
  }

  /** Throws away what is held. */
  void clear() {
    held.forEach(each -> each.bytes.release());
    held.clear();
    bytes = 0;
  }
}
