package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;

/**
 * Which of the percentiles of subscribers' and rooms' own deliveries are shown: the p99 where most
 * subscribers of some transport have one, else the p50.
 */
final class OwnFigures {
  static final String P50_NEEDS = "a subscriber's own p50 needs 20 of its deliveries in a round";
  static final String P99_NEEDS = "a subscriber's own p99 needs 1,000 of its deliveries in a round";
  static final String ROOM_NEEDS = "a room's own p50 needs 20 of its events, its p99 1,000";

  static final String P50_MEANING =
      "The p50 of each subscriber's own deliveries, within 3.2 %; of all subscribers the median:"
          + " one fan-out does not count a thousand times, and who is badly served is not outvoted."
          + " A subscriber needs 20 deliveries in a round.";
  static final String P99_MEANING =
      "The p99 of each subscriber's own deliveries, within 3.2 %; of all subscribers the median:"
          + " one fan-out does not count a thousand times, and who is badly served is not outvoted."
          + " A subscriber needs 1,000 deliveries in a round.";

  private OwnFigures() {}

  static boolean showP99(Summary summary) {
    return summary.transports().stream()
        .anyMatch(f -> 2 * f.histogram(Metric.SUBSCRIBER_P99).getTotalCount() > f.subscribed());
  }

  static boolean showP50(Summary summary) {
    return !showP99(summary)
        && summary.transports().stream()
            .anyMatch(f -> f.histogram(Metric.SUBSCRIBER_P50).getTotalCount() > 0);
  }

  static boolean hasRooms(Summary summary) {
    return summary.run().plan().workload().rooms() > 1;
  }

  static boolean someHadTooFew(Summary summary) {
    return (showP99(summary) || showP50(summary))
        && summary.transports().stream().anyMatch(f -> countTooFew(f) > 0);
  }

  static Cell tooFew(TransportFigures figures) {
    return Cells.count(figures, countTooFew(figures));
  }

  /** Of the percentile that this transport's subscribers mostly have. */
  private static long countTooFew(TransportFigures figures) {
    long withP99 = figures.histogram(Metric.SUBSCRIBER_P99).getTotalCount();
    long withP50 = figures.histogram(Metric.SUBSCRIBER_P50).getTotalCount();
    long subscribed = figures.subscribed();
    return subscribed - (2 * withP99 > subscribed ? withP99 : withP50);
  }
}
