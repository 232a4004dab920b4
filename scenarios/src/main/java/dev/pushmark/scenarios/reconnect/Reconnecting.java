package dev.pushmark.scenarios.reconnect;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose subscriptions come back. Once it has begun, a subscription that the other side
 * ends, or that is cut, is asked for again after a wait, with or without the place that had been
 * reached; its receiver hears of neither, but of what it gets. A subscription that never begins
 * ends as it does without this. An attempt that fails is followed by another, up to a number.
 */
public final class Reconnecting implements Transport {
  private final Transport transport;
  private final Backoff backoff;
  private final boolean resumes;
  private final int maxAttempts;
  private final Outages outages;
  private final SplittableRandom seeds;

  /**
   * A transport that makes another come back.
   *
   * @param resumes whether a subscription goes on behind the last event that it handed on, else it
   *     begins anew with what is published next
   * @param maxAttempts how many attempts may fail in a row before the subscription ends
   * @param seed of the waits, as far as they are random
   */
  public Reconnecting(
      Transport transport,
      Backoff backoff,
      boolean resumes,
      int maxAttempts,
      long seed,
      Outages outages) {
    this.transport = transport;
    this.backoff = backoff;
    this.resumes = resumes;
    this.maxAttempts = maxAttempts;
    this.seeds = new SplittableRandom(seed);
    this.outages = outages;
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    Returning returning = new Returning(line, room, receiver, random());
    returning.begin(after);
    return returning;
  }

  private synchronized SplittableRandom random() {
    return seeds.split();
  }

  @Override
  public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
    transport.keepLastId(bytes, from, to, last);
  }

  /** One subscriber's subscription through all its connections. Used on its event loop only. */
  private final class Returning implements Subscription {
    private final Line line;
    private final String room;
    private final Receiver receiver;
    private final SplittableRandom random;
    private final LastEventId last = new LastEventId();
    private @Nullable Subscription current;
    private @Nullable Future<?> waiting;
    private boolean begun;
    private boolean closed;
    private long cutNs;
    private int failures;

    /** The last event before the cut, of who begins anew, until it is known where. */
    private @Nullable String leftAt;

    /** Which connection is listened to: what an earlier one still says is not heard. */
    private int connection;

    Returning(Line line, String room, Receiver receiver, SplittableRandom random) {
      this.line = line;
      this.room = room;
      this.receiver = receiver;
      this.random = random;
    }

    void begin(@Nullable String after) {
      if (after != null) {
        last.set(after);
      }
      connect(after);
    }

    private void connect(@Nullable String after) {
      connection++;
      current = transport.subscribe(line, room, after, new Hearing(connection));
    }

    @Override
    public void close() {
      closed = true;
      if (waiting != null) {
        waiting.cancel(false);
      }
      if (current != null) {
        current.close();
      }
    }

    private void subscribed() {
      if (!begun) {
        begun = true;
        receiver.subscribed();
      } else {
        outages.recovered(line.clock().nanoTime() - cutNs);
        failures = 0;
        if (!resumes) {
          outages.begunAnew();
        }
      }
    }

    private void ended(boolean hadBegun, String reason) {
      current = null;
      if (!begun) {
        receiver.ended(reason);
        return;
      }
      if (hadBegun) {
        outages.cut();
        cutNs = line.clock().nanoTime();
      } else {
        failures++;
      }
      if (failures >= maxAttempts) {
        outages.gaveUp();
        receiver.ended("gave up after " + failures + " attempts to come back: " + reason);
        return;
      }
      waiting =
          line.loop()
              .schedule(this::comeBack, backoff.delayNs(failures, random), TimeUnit.NANOSECONDS);
    }

    private void comeBack() {
      waiting = null;
      if (!closed) {
        outages.attempted();
        leftAt = resumes ? null : last.get();
        connect(resumes ? last.get() : null);
      }
    }

    /** The first that is known of the place where it has begun anew. */
    private void account(String place) {
      if (leftAt != null) {
        long missed = LastEventId.distance(leftAt, place);
        leftAt = null;
        if (missed >= 0) {
          outages.missed(missed);
        }
      }
    }

    /** What one connection tells. */
    private final class Hearing implements Receiver {
      private final int number;
      private boolean subscribed;

      Hearing(int number) {
        this.number = number;
      }

      private boolean isCurrent() {
        return !closed && number == connection;
      }

      @Override
      public void subscribed() {
        if (isCurrent()) {
          subscribed = true;
          Returning.this.subscribed();
        }
      }

      @Override
      public void reached(String id) {
        if (isCurrent()) {
          account(id);
          last.set(id);
          receiver.reached(id);
        }
      }

      @Override
      public void upgraded() {
        if (isCurrent()) {
          receiver.upgraded();
        }
      }

      @Override
      public void requested() {
        if (isCurrent()) {
          receiver.requested();
        }
      }

      @Override
      public void received(ByteBuf bytes, int from, int to) {
        if (isCurrent()) {
          leftAt = null; // who is told the place is told it first
          transport.keepLastId(bytes, from, to, last);
          receiver.received(bytes, from, to);
        }
      }

      @Override
      public void gap(long missed) {
        if (isCurrent()) {
          receiver.gap(missed);
        }
      }

      @Override
      public void ended(String reason) {
        if (isCurrent()) {
          Returning.this.ended(subscribed, reason);
        }
      }
    }
  }
}
