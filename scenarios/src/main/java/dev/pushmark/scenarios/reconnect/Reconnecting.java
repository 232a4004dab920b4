package dev.pushmark.scenarios.reconnect;

import dev.pushmark.results.model.DurationText;
import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.LastHeard;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose subscriptions come back. Once it has begun, a subscription that the other side
 * ends, or that is cut, is asked for again after a wait, with or without the place that had been
 * reached; its receiver hears of neither, but of what it gets. A subscription that never begins
 * ends as it does without this. An attempt that fails is followed by another, up to a number. A
 * connection that brings nothing at all for too long is taken for dead: it is closed, and the
 * subscriber comes back as after a cut.
 */
public final class Reconnecting implements Transport {
  private static final long NEVER = Long.MAX_VALUE;

  private final Transport transport;
  private final Backoff backoff;
  private final boolean resumes;
  private final int maxAttempts;
  private final Outages outages;
  private final long silenceNs;
  private final SplittableRandom seeds;

  /**
   * A transport that makes another come back.
   *
   * @param resumes whether a subscription goes on behind the last event that it handed on, else it
   *     begins anew with what is published next
   * @param maxAttempts how many attempts may fail in a row before the subscription ends
   * @param seed of the waits, as far as they are random
   * @param silence how long a connection may bring nothing before it is taken for dead; null for
   *     ever
   */
  public Reconnecting(
      Transport transport,
      Backoff backoff,
      boolean resumes,
      int maxAttempts,
      long seed,
      Outages outages,
      @Nullable Duration silence) {
    this.transport = transport;
    this.backoff = backoff;
    this.resumes = resumes;
    this.maxAttempts = maxAttempts;
    this.seeds = new SplittableRandom(seed);
    this.outages = outages;
    this.silenceNs = silence == null ? NEVER : silence.toNanos();
  }

  /** One whose subscribers bear any silence. */
  public Reconnecting(
      Transport transport,
      Backoff backoff,
      boolean resumes,
      int maxAttempts,
      long seed,
      Outages outages) {
    this(transport, backoff, resumes, maxAttempts, seed, outages, null);
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
    private @Nullable Future<?> listening;
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
      Hearing hearing = new Hearing(connection);
      if (silenceNs == NEVER) {
        current = transport.subscribe(line, room, after, hearing);
        return;
      }
      LastHeard heard = new LastHeard(line.clock());
      current = transport.subscribe(line.heardBy(heard), room, after, hearing);
      listen(heard, hearing, silenceNs);
    }

    private void listen(LastHeard heard, Hearing hearing, long leftNs) {
      if (hearing.isCurrent()) {
        listening = line.loop().schedule(() -> judge(heard, hearing), leftNs, TimeUnit.NANOSECONDS);
      }
    }

    /** Takes the connection for dead if it has been silent for too long. */
    private void judge(LastHeard heard, Hearing hearing) {
      if (!hearing.isCurrent()) {
        return;
      }
      long leftNs = begun ? silenceNs - heard.quietNs() : silenceNs;
      if (leftNs > 0) {
        listen(heard, hearing, leftNs);
        return;
      }
      Subscription dead = current;
      outages.silent(heard.port(), line.clock().nanoTime());
      String quiet = DurationText.format(Duration.ofNanos(silenceNs));
      ended(hearing.subscribed, "nothing was heard for " + quiet);
      if (dead != null) {
        dead.close();
      }
    }

    @Override
    public void close() {
      closed = true;
      if (waiting != null) {
        waiting.cancel(false);
      }
      stopListening();
      if (current != null) {
        current.close();
      }
    }

    private void stopListening() {
      if (listening != null) {
        listening.cancel(false);
        listening = null;
      }
    }

    private void subscribed() {
      if (!begun) {
        begun = true;
        receiver.subscribed();
      } else {
        outages.recovered(line.clock().nanoTime() - cutNs);
        failures = 0;
      }
    }

    private void ended(boolean hadBegun, String reason) {
      current = null;
      connection++;
      stopListening();
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
        } else {
          outages.unaccounted();
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
          if (leftAt != null) { // who is told the place is told it first
            leftAt = null;
            outages.unaccounted();
          }
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
