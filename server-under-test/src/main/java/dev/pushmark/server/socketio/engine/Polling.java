package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What carries a session that has no WebSocket: the poll that waits, and the packets that wait for
 * one. Confined to the session's home loop, which every call is told.
 */
final class Polling {
  private @Nullable Poll parked;
  private @Nullable Outbox outbox;

  boolean waits() {
    return parked != null;
  }

  boolean waits(Poll poll) {
    return parked == poll;
  }

  void park(Poll poll) {
    parked = poll;
  }

  /** The poll that waits, now the caller's to answer; null if none does. */
  @Nullable Poll take() {
    Poll poll = parked;
    parked = null;
    return poll;
  }

  Outbox outbox() {
    if (outbox == null) {
      outbox = new Outbox();
    }
    return outbox;
  }

  /** Sends what is queued, if a poll waits for it. */
  void flush(LoopContext home) {
    if (parked != null && outbox != null && !outbox.isEmpty()) {
      answer(home, outbox.take(null));
    }
  }

  /** Sends packets of a payload, which are taken over, behind what is queued. */
  void deliver(LoopContext home, ByteBuf packets) {
    answer(home, outbox != null && !outbox.isEmpty() ? outbox.take(packets) : packets);
  }

  private void answer(LoopContext home, ByteBuf payload) {
    Poll poll = take();
    if (poll == null) {
      payload.release();
      return;
    }
    poll.answer(home, payload);
  }

  /** Lets the poll that waits go, if one does. */
  void answerNoop(LoopContext home) {
    Poll poll = take();
    if (poll != null) {
      poll.answer(home, PacketType.NOOP);
    }
  }

  /** Sends all that waits as frames. */
  void moveTo(EngineSocket carrier) {
    if (outbox != null) {
      outbox.moveTo(carrier);
      forgetPackets();
    }
  }

  void forgetPackets() {
    outbox = null;
  }
}
