package dev.pushmark.bench.browser;

/**
 * Where a page's clock stands on ours. Both go at the same rate; each reading of the page's clock
 * that lies between two of ours bounds the difference, and what no reading contradicts is left.
 * Nothing is assumed of how long the question and the answer took. Not thread safe.
 */
final class PageClock {
  private static final double NS_PER_MS = 1e6;

  private final long stepNs;
  private long lowNs = Long.MIN_VALUE / 4;
  private long highNs = Long.MAX_VALUE / 4;

  /** Of a clock that shows times rounded to multiples of a step, up or down. */
  PageClock(double stepMs) {
    this.stepNs = Math.round(stepMs * NS_PER_MS);
  }

  /**
   * A reading.
   *
   * @param beforeNs on our clock, before the page was asked
   * @param pageMs what the page's clock showed
   * @param afterNs on our clock, when the answer was there
   */
  void compared(long beforeNs, double pageMs, long afterNs) {
    long pageNs = Math.round(pageMs * NS_PER_MS);
    lowNs = Math.max(lowNs, beforeNs - pageNs - stepNs);
    highNs = Math.min(highNs, afterNs - pageNs + stepNs);
  }

  /** A time of the page's on our clock: the middle of what is possible. */
  long oursNs(double pageMs) {
    return lowNs + (highNs - lowNs) / 2 + Math.round(pageMs * NS_PER_MS);
  }

  long stepNs() {
    return stepNs;
  }

  /**
   * How far that may be off at most, its own step included. Where readings contradict each other,
   * for the clocks do not go at the same rate after all, this grows with what they disagree by.
   */
  long errorNs() {
    return (Math.abs(highNs - lowNs) + 1) / 2 + stepNs;
  }
}
