package dev.pushmark.results.compare;

/**
 * The percentiles that figures are given for, and the rule of when one may be shown: only with at
 * least 100/(1−q) <em>published</em> events behind it. Deliveries do not count, since the
 * deliveries of one event are late together.
 */
public enum Percentile {
  P50("p50", 50),
  P90("p90", 90),
  P99("p99", 99),
  P99_9("p99.9", 99.9);

  private static final double EVENTS_BEYOND = 100;

  private final String text;
  private final double percent;

  Percentile(String text, double percent) {
    this.text = text;
    this.percent = percent;
  }

  /** The name as written, such as {@code p99.9}. */
  public String text() {
    return text;
  }

  /** From 0 to 100. */
  public double percent() {
    return percent;
  }

  /** The number of published events from which on it is shown. */
  public long eventsNeeded() {
    return Math.round(EVENTS_BEYOND * 100 / (100 - percent));
  }

  /** Whether so many published events are enough to show it. */
  public boolean isShownFor(long published) {
    return published >= eventsNeeded();
  }

  /** The largest percentile, from 0 to 100, that so many published events are enough for. */
  public static double largestShownFor(long published) {
    return published <= EVENTS_BEYOND ? 0 : 100 * (1 - EVENTS_BEYOND / published);
  }
}
