package dev.pushmark.scenarios.reconnect;

import org.HdrHistogram.Histogram;

/** What became of the subscribers that were cut off, all together. Thread safe. */
public final class Outages {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram recoveryNs = new Histogram(SIGNIFICANT_DIGITS);
  private long cuts;
  private long attempts;
  private long givenUp;
  private long missed;
  private long accounted;
  private long begunAnew;

  /**
   * The figures at a moment.
   *
   * @param counts of cuts and attempts
   * @param recoveryNs from each end to the moment when the subscription was there again, in
   *     nanoseconds; a copy
   */
  public record Figures(dev.pushmark.results.model.Outages counts, Histogram recoveryNs) {}

  synchronized void cut() {
    cuts++;
  }

  synchronized void attempted() {
    attempts++;
  }

  synchronized void recovered(long afterNs) {
    recoveryNs.recordValue(afterNs);
  }

  /** A subscriber is there again that begins anew. */
  synchronized void begunAnew() {
    begunAnew++;
  }

  /** It is known how many events it has missed. */
  synchronized void missed(long events) {
    missed += events;
    accounted++;
  }

  synchronized void gaveUp() {
    givenUp++;
  }

  /** What there has been so far. */
  public synchronized Figures figures() {
    return new Figures(
        new dev.pushmark.results.model.Outages(
            cuts, attempts, recoveryNs.getTotalCount(), givenUp, missed, begunAnew - accounted),
        recoveryNs.copy());
  }
}
