package dev.pushmark.results.model;

import java.util.List;

/**
 * When one subscriber, the first, received each event that was due in the first seconds of the
 * measurement: enough to draw how its time out of date rises and falls. Times are in nanoseconds
 * from the beginning of the measurement.
 *
 * @param endNs how long it looked: events due later are left out
 * @param dueNs when the events of its room were due, in rising order
 * @param receivedNs when it received each; {@link #NEVER} if it did not
 */
public record SamplePath(long endNs, List<Long> dueNs, List<Long> receivedNs) {
  /** In place of a time of receipt. */
  public static final long NEVER = -1;

  public SamplePath {
    dueNs = List.copyOf(dueNs);
    receivedNs = List.copyOf(receivedNs);
    Check.that(
        dueNs.size() == receivedNs.size(),
        "receivedNs",
        "as long as dueNs, " + dueNs.size(),
        receivedNs.size());
  }
}
