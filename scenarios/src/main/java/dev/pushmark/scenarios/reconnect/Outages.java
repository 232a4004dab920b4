package dev.pushmark.scenarios.reconnect;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What became of the subscribers that were cut off, all together. Thread safe. */
public final class Outages {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram recoveryNs = new Histogram(SIGNIFICANT_DIGITS);
  private long cuts;
  private long attempts;
  private long givenUp;
  private long missed;
  private long unaccounted;
  private final List<Silence> silences = new ArrayList<>();

  /**
   * The figures at a moment.
   *
   * @param counts of cuts and attempts
   * @param recoveryNs from each end to the moment when the subscription was there again, in
   *     nanoseconds; a copy
   * @param silences connections that were taken for dead, in order of time
   */
  public record Figures(
      dev.pushmark.results.model.Outages counts, Histogram recoveryNs, List<Silence> silences) {}

  /**
   * A connection that its subscriber has taken for dead, since it had heard nothing.
   *
   * @param port the subscriber's, by which others know the connection
   * @param noticedNs when, on the subscriber's clock
   */
  public record Silence(int port, long noticedNs) {}

  synchronized void cut() {
    cuts++;
  }

  synchronized void attempted() {
    attempts++;
  }

  synchronized void recovered(long afterNs) {
    recoveryNs.recordValue(afterNs);
  }

  /** A subscriber that begins anew has missed so many events. */
  synchronized void missed(long events) {
    missed += events;
  }

  /** Nobody knows how many events one has missed. */
  synchronized void unaccounted() {
    unaccounted++;
  }

  synchronized void silent(int port, long noticedNs) {
    silences.add(new Silence(port, noticedNs));
  }

  synchronized void gaveUp() {
    givenUp++;
  }

  /** What there has been so far. */
  public synchronized Figures figures() {
    return new Figures(
        new dev.pushmark.results.model.Outages(
            cuts,
            attempts,
            recoveryNs.getTotalCount(),
            givenUp,
            missed,
            unaccounted,
            (long) silences.size()),
        recoveryNs.copy(),
        List.copyOf(silences));
  }
}
