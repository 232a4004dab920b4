package dev.pushmark.scenarios.fallback;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A transport that tries one way first, and takes another where that fails or does not stand in
 * time. Each subscription tries anew: none remembers what became of others. A server that refuses
 * the first way is only complained of if it refuses the second, too.
 */
public final class FallingBack implements Transport {
  private final Transport first;
  private final Transport second;
  private final long patienceNs;

  /** A transport that waits so long for the first way. */
  public FallingBack(Transport first, Transport second, Duration patience) {
    this.first = first;
    this.second = second;
    this.patienceNs = patience.toNanos();
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    Attempts attempts = new Attempts(line, room, after, receiver);
    attempts.begin();
    return attempts;
  }

  /** No transport's events look like those of another, so that at most one finds an id. */
  @Override
  public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
    first.keepLastId(bytes, from, to, last);
    second.keepLastId(bytes, from, to, last);
  }

  /** One subscription's way to the server. Used on its event loop only. */
  private final class Attempts implements Subscription {
    private final Line line;
    private final String room;
    private final @Nullable String after;
    private final Receiver receiver;
    private @Nullable Subscription current;
    private @Nullable Future<?> patience;
    private boolean fellBack;
    private boolean closed;

    Attempts(Line line, String room, @Nullable String after, Receiver receiver) {
      this.line = line;
      this.room = room;
      this.after = after;
      this.receiver = receiver;
    }

    void begin() {
      patience = line.loop().schedule(this::fallBack, patienceNs, TimeUnit.NANOSECONDS);
      Subscription opened = first.subscribe(line.unheard(), room, after, new First());
      if (fellBack || closed) {
        opened.close(); // it failed at once
      } else {
        current = opened;
      }
    }

    private void waitNoLonger() {
      if (patience != null) {
        patience.cancel(false);
        patience = null;
      }
    }

    private void fallBack() {
      fellBack = true;
      waitNoLonger();
      if (current != null) {
        current.close();
        current = null;
      }
      current = second.subscribe(line, room, after, receiver);
    }

    @Override
    public void close() {
      closed = true;
      waitNoLonger();
      if (current != null) {
        current.close();
      }
    }

    /** What the first way tells; once it stands, it is the way. */
    private final class First implements Receiver {
      private boolean stands;

      @Override
      public void subscribed() {
        stands = true;
        waitNoLonger();
        receiver.subscribed();
      }

      @Override
      public void reached(String id) {
        receiver.reached(id);
      }

      @Override
      public void upgraded() {
        receiver.upgraded();
      }

      @Override
      public void requested() {
        receiver.requested();
      }

      @Override
      public void received(ByteBuf bytes, int from, int to) {
        receiver.received(bytes, from, to);
      }

      @Override
      public void gap(long missed) {
        receiver.gap(missed);
      }

      @Override
      public void ended(String reason) {
        if (stands) {
          receiver.ended(reason);
        } else if (!closed && !fellBack) {
          current = null;
          fallBack();
        }
      }
    }
  }
}
