package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;

/**
 * Keeps a receiver's contract for the transports: after the end, or once silenced, it hears nothing
 * more, even if it closes its subscription from within a call. Not thread safe.
 */
public final class GuardedReceiver implements Receiver {
  private final Receiver receiver;
  private boolean silent;

  public GuardedReceiver(Receiver receiver) {
    this.receiver = receiver;
  }

  /** The subscriber has closed its subscription. */
  public void silence() {
    silent = true;
  }

  /** Whether the receiver hears nothing any more. */
  public boolean isSilent() {
    return silent;
  }

  @Override
  public void subscribed() {
    if (!silent) {
      receiver.subscribed();
    }
  }

  @Override
  public void reached(String id) {
    if (!silent) {
      receiver.reached(id);
    }
  }

  @Override
  public void upgraded() {
    if (!silent) {
      receiver.upgraded();
    }
  }

  @Override
  public void requested() {
    if (!silent) {
      receiver.requested();
    }
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    if (!silent && from < to) {
      receiver.received(bytes, from, to);
    }
  }

  @Override
  public void gap(long missed) {
    if (!silent) {
      receiver.gap(missed);
    }
  }

  @Override
  public void ended(String reason) {
    if (!silent) {
      silent = true;
      receiver.ended(reason);
    }
  }
}
