package dev.pushmark.scenarios.transport.polling;

import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.wire.EventIds;
import dev.pushmark.scenarios.transport.wire.Http;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A transport by which subscribers ask for events, over a keep-alive connection each. */
public final class PollingTransport implements Transport {
  /** What a subscriber asks for. */
  public enum Style {
    /** The latest events, at each interval, as a page reload would. */
    REFRESH,
    /** What is new since the last answer, at each interval. */
    SHORT,
    /** What is new since the last answer, the server waiting until there is something. */
    LONG
  }

  private final Http http;
  private final Style style;
  private final Polling polling;
  private final PollPhases phases;

  public PollingTransport(Http http, Style style, Polling polling, PollPhases phases) {
    this.http = http;
    this.style = style;
    this.polling = polling;
    this.phases = phases;
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    PollingSubscription subscription =
        new PollingSubscription(http, style, polling, phases, line, room, after, receiver);
    subscription.poll();
    return subscription;
  }

  @Override
  public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
    EventIds.lastOfObjects(bytes, from, to, last);
  }
}
