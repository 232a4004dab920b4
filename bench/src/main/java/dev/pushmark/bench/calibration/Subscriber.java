package dev.pushmark.bench.calibration;

import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Hands all that comes to its record and tells when that begins. */
final class Subscriber implements Receiver {
  private final SubscriberRecord record;
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

  Subscriber(SubscriberRecord record) {
    this.record = record;
  }

  /** Completes when events are owed; exceptionally if they never are. */
  CompletableFuture<Void> beginning() {
    return subscribed;
  }

  /**
   * Passes if the other side has not ended the subscription.
   *
   * @throws IOException saying why it did
   */
  void requireOpen() throws IOException {
    String reason = record.endedBecause();
    if (reason != null) {
      throw new IOException(reason);
    }
  }

  @Override
  public void subscribed() {
    record.subscribed();
    subscribed.complete(null);
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    record.received(bytes, from, to);
  }

  @Override
  public void gap(long missed) {
    record.gap(missed);
  }

  @Override
  public void ended(String reason) {
    record.ended(reason);
    subscribed.completeExceptionally(new IOException(reason));
  }
}
