package dev.pushmark.results.model;

/**
 * What happened to the measured events of a round; exact, not sampled.
 *
 * @param scheduled events the schedule put into the measurement
 * @param published of these, events handed to a connection
 * @param expected deliveries: each published event × the subscribers of its room
 * @param delivered of these, deliveries that arrived (first copies only)
 * @param lost deliveries that never arrived and of which the subscriber was told nothing
 * @param skipped deliveries that never arrived, the subscriber told so by a gap
 * @param duplicated further copies of a delivery that had arrived
 * @param reordered first copies that arrived after a later event of the same publisher (RFC 4737)
 * @param deduplicated further copies that a checking subscriber kept from its application
 * @param resequenced first copies that arrived after a later event of the same publisher, but were
 *     handed over in order by a checking subscriber
 * @param damaged stamps that were found but failed their check
 * @param negative deliveries that seem to have arrived before they were sent
 */
public record Counts(
    long scheduled,
    long published,
    long expected,
    long delivered,
    long lost,
    long skipped,
    long duplicated,
    long reordered,
    long deduplicated,
    long resequenced,
    long damaged,
    long negative) {

  /** Nothing happened. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sum of two rounds' counts. */
  public Counts plus(Counts o) {
    return new Counts(
        scheduled + o.scheduled,
        published + o.published,
        expected + o.expected,
        delivered + o.delivered,
        lost + o.lost,
        skipped + o.skipped,
        duplicated + o.duplicated,
        reordered + o.reordered,
        deduplicated + o.deduplicated,
        resequenced + o.resequenced,
        damaged + o.damaged,
        negative + o.negative);
  }
}
