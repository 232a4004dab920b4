package dev.pushmark.server.polling;

import dev.pushmark.server.metrics.TransportMeters;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.Follower;
import dev.pushmark.server.wire.Sink;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** A long poll that waits for its first event. Confined to its event loop. */
final class ParkedPoll implements Sink, Exchange.Parked {
  private final Exchange exchange;
  private final PollForm form;
  private final EventId after;
  private @Nullable Follower follower;
  private @Nullable ScheduledFuture<?> timeout;

  ParkedPoll(Exchange exchange, PollForm form, EventId after) {
    this.exchange = exchange;
    this.form = form;
    this.after = after;
  }

  void start(Duration wait) {
    exchange.park(this);
    timeout = exchange.loop().schedule(this::drain, wait);
    follower = exchange.loop().follow(exchange.room(), after, form, this);
  }

  /** It is one answer, however full the channel may be of earlier ones. */
  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void deliver(ByteBuf encoded, Batch batch) {
    abandon();
    PollAnswer.body(exchange, EntityTag.ofPoll(batch), form, encoded);
  }

  @Override
  public TransportMeters meters() {
    return exchange.meters();
  }

  /** Being always ready, it never has a queue. */
  @Override
  public void tooSlow() {}

  /** Nothing has come: the answer says so. */
  @Override
  public void drain() {
    abandon();
    Batch nothing = Batch.nothingAfter(after);
    EventsEndpoint.answer(exchange, form, nothing, EntityTag.ofPoll(nothing));
  }

  @Override
  public void abandon() {
    if (follower != null) {
      follower.leave();
    }
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
