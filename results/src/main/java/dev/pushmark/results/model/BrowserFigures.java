package dev.pushmark.results.model;

import org.jspecify.annotations.Nullable;

/**
 * What a real browser saw of a round, counted as the injector counts for its own subscribers. The
 * latencies are in {@link Metric#BROWSER_LATENCY}.
 *
 * @param rooms rooms in which it had a subscriber
 * @param expected deliveries: the events published into these rooms during the measurement
 * @param delivered of these, deliveries that arrived (first copies only)
 * @param lost deliveries that never arrived, the page told nothing
 * @param skipped deliveries that never arrived, the page told so by a gap
 * @param duplicated further copies
 * @param reordered first copies after a later event of the same publisher
 * @param damaged stamps that were none of this round's
 * @param negative deliveries that seem to have arrived before they were sent; not among the
 *     latencies
 * @param disconnected connections that ended by themselves
 * @param clockStepNs smallest step of the browser's clock that its page saw
 * @param clockErrorNs how far its clock may be off from ours at most, after both were compared
 * @param trouble why there are no figures, in words; null if there are
 */
public record BrowserFigures(
    int rooms,
    long expected,
    long delivered,
    long lost,
    long skipped,
    long duplicated,
    long reordered,
    long damaged,
    long negative,
    int disconnected,
    long clockStepNs,
    long clockErrorNs,
    @Nullable String trouble) {

  /** There are none, for this reason. */
  public static BrowserFigures none(String trouble) {
    return new BrowserFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, trouble);
  }

  /** The sum of two rounds' figures; of the clocks the worse. */
  public BrowserFigures plus(BrowserFigures o) {
    return new BrowserFigures(
        Math.max(rooms, o.rooms),
        expected + o.expected,
        delivered + o.delivered,
        lost + o.lost,
        skipped + o.skipped,
        duplicated + o.duplicated,
        reordered + o.reordered,
        damaged + o.damaged,
        negative + o.negative,
        disconnected + o.disconnected,
        Math.max(clockStepNs, o.clockStepNs),
        Math.max(clockErrorNs, o.clockErrorNs),
        trouble == null ? o.trouble : trouble);
  }
}
