package dev.pushmark.scenarios.reconnect;

import dev.pushmark.results.model.Reconnect;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long a client that was cut off waits before each of its attempts to come back. Pure: the same
 * random numbers give the same waits.
 */
public sealed interface Backoff {

  /**
   * The wait before an attempt.
   *
   * @param attempt 0 for the first since the cut, 1 for the one behind a failure of that, and so on
   * @return nanoseconds, 0 or more
   */
  long delayNs(int attempt, SplittableRandom random);

  /** That of a plan whose subscribers come back. */
  static Backoff of(Reconnect plan) {
    return switch (plan.backoff()) {
      case NEVER -> throw new IllegalArgumentException("who never comes back does not wait");
      case IMMEDIATE -> new Immediate();
      case FIXED -> new Fixed(plan.first());
      case EXPONENTIAL -> new Exponential(plan.first(), plan.most());
      case JITTER -> new FullJitter(plan.first(), plan.most());
    };
  }

  /** At once, however often it fails. */
  record Immediate() implements Backoff {
    @Override
    public long delayNs(int attempt, SplittableRandom random) {
      return 0;
    }
  }

  /** The same wait before every attempt, as {@code EventSource} does with its reconnection time. */
  record Fixed(Duration delay) implements Backoff {
    public Fixed {
      check(!delay.isNegative(), "delay", delay);
    }

    @Override
    public long delayNs(int attempt, SplittableRandom random) {
      return delay.toNanos();
    }
  }

  /**
   * A wait that doubles with each failure up to a limit, without chance: clients that were cut off
   * together come back together.
   */
  record Exponential(Duration first, Duration most) implements Backoff {
    public Exponential {
      check(!first.isNegative() && !first.isZero() && first.compareTo(most) <= 0, "first", first);
    }

    @Override
    public long delayNs(int attempt, SplittableRandom random) {
      double doubled = first.toNanos() * Math.pow(2, attempt);
      return (long) Math.min(most.toNanos(), doubled);
    }
  }

  /**
   * Anything from nothing to what {@link Exponential} would wait, each equally likely: "full
   * jitter" (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
   */
  record FullJitter(Duration first, Duration most) implements Backoff {
    public FullJitter {
      check(!first.isNegative() && !first.isZero() && first.compareTo(most) <= 0, "first", first);
    }

    @Override
    public long delayNs(int attempt, SplittableRandom random) {
      return random.nextLong(new Exponential(first, most).delayNs(attempt, random) + 1);
    }
  }

  private static void check(boolean holds, String what, Duration was) {
    if (!holds) {
      throw new IllegalArgumentException(
          "back-off " + what + " must be above 0 and at most the longest wait, was " + was);
    }
  }
}
