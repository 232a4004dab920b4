package dev.pushmark.results.compare;

import dev.pushmark.results.model.Counts;
import java.util.Optional;

/**
 * What a percentile of the delivery latency stands for where deliveries were skipped: it knows only
 * those that came, and who skips enough is always fast.
 */
public final class DeliveredShare {
  private DeliveredShare() {}

  /** The delivered share of what was expected, from 0 to 1; empty where nothing was skipped. */
  public static Optional<Double> of(Counts counts) {
    return counts.skipped() == 0
        ? Optional.empty()
        : Optional.of((double) counts.delivered() / counts.expected());
  }

  /**
   * {@code " of 87.3 % delivered"}, rounded down, to stand behind a time; empty if none skipped.
   */
  public static String behind(Counts counts) {
    return counts.skipped() == 0
        ? ""
        : " of " + Units.share(counts.delivered() * 1000 / counts.expected() / 1e3) + " delivered";
  }
}
