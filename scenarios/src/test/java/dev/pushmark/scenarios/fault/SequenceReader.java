package dev.pushmark.scenarios.fault;

import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Writes down which events a subscriber gets, and what else it is told. */
final class SequenceReader implements Receiver {
  static final int DAMAGED = -1;
  static final int GAP = -2;
  static final int END = -3;

  /** May be looked at when the event loop has ended. */
  final List<Integer> sequences = new ArrayList<>();

  volatile boolean subscribed;
  volatile int latest = DAMAGED;
  private final StampReader stamp = new StampReader();

  @Override
  public void subscribed() {
    subscribed = true;
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    for (int at = stamp.next(bytes, from, to); at >= 0; at = stamp.next(bytes, at, to)) {
      int sequence = stamp.intact() ? stamp.sequence() : DAMAGED;
      sequences.add(sequence);
      latest = sequence;
    }
  }

  @Override
  public void gap(long missed) {
    sequences.add(GAP);
  }

  @Override
  public void ended(String reason) {
    sequences.add(END);
  }
}
