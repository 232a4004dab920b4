package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.interval;
import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rule that decides what one who does not read does to a server: figures in, verdict out. */
final class SlowConsumerRules {
  /** The others do not suffer where their p99 is at most half as long again. */
  static final double UNHARMED = 1.5;

  private SlowConsumerRules() {}

  /**
   * What became of the one that stopped reading, in all valid rounds together; exact.
   *
   * @param of whom, such as {@code WebSocket, drop oldest}
   * @param transport the transport among this
   * @param rounds valid rounds
   * @param published events, each of which was owed to it
   * @param skipped deliveries that did not come, the subscriber told so
   * @param lost deliveries that did not come, nobody told
   * @param duplicated deliveries that came again
   * @param closed how often the server ended a subscription
   * @param back how often the subscriber was there again and went on where it had been
   */
  record Fate(
      String of,
      String transport,
      int rounds,
      long published,
      long skipped,
      long lost,
      long duplicated,
      long closed,
      long back) {

    /**
     * Above, if something was lost or doubled, or others than the one were skipped, too, or it did
     * not come back; untold, if its queue never overflowed, so that nothing was to be told.
     */
    private Side side() {
      if (lost > 0 || duplicated > 0 || skipped > published || back < closed) {
        return Side.ABOVE;
      }
      return skipped > 0 || closed > 0 ? Side.BELOW : Side.UNTOLD;
    }

    private String told() {
      String silence =
          " ("
              + Units.count(lost)
              + " lost in silence, "
              + Units.count(duplicated)
              + " came again)";
      if (closed > 0) {
        return "%s: disconnected %s, back %s, told that it missed %s of %s events%s"
            .formatted(
                of,
                Units.count(closed),
                Units.count(back),
                Units.count(skipped),
                Units.count(published),
                silence);
      }
      return "%s: told that it missed %s of %s events%s"
          .formatted(of, Units.count(skipped), Units.count(published), silence);
    }
  }

  /**
   * Too many updates flood slow clients.
   *
   * @param others the p99 of those who do read as a multiple of what it is where all do
   * @param heap by how much more of it the server has in use than where all read
   * @param queueBytes that may wait for one subscriber
   * @param unbounded what became of the one where nothing bounds its queue
   * @param further figures to be shown
   */
  static ClaimVerdict floods(
      List<ClaimFigure> others,
      List<ClaimFigure> heap,
      long queueBytes,
      List<Fate> fates,
      List<Fate> unbounded,
      List<ClaimFigure> further) {
    List<Side> sides = new ArrayList<>();
    others.forEach(figure -> sides.add(Side.of(figure, UNHARMED)));
    heap.forEach(figure -> sides.add(Side.of(figure, queueBytes)));
    fates.forEach(fate -> sides.add(fate.side()));
    return Claim.C13.verdict(
        Side.allAbove(sides),
        "The others' p99, as a multiple of what it is where all read: "
            + told(others)
            + ". The server's heap beside where all read: "
            + told(heap)
            + ". The one that stopped reading, "
            + fates(fates)
            + ". Without a bound, "
            + fates(unbounded)
            + ".",
        "One subscriber stops reading for most of a round. A policy keeps the flood off where three"
            + " things hold: the whole 95 % interval of the others' p99, divided by that of a round"
            + " of the same events in which all read, is at most "
            + UNHARMED
            + " (their p99 is the median over subscribers of each one's own p99, with ten of its"
            + " deliveries beyond it, so that one of many cannot move it); the whole interval of"
            + " what the server's heap has more in use after a full garbage collection than where"
            + " all read, the one still not reading, is at most "
            + Units.bytes(queueBytes)
            + ", the bound of its queue; and the queue did overflow, but nothing was lost in silence"
            + " or came again, nobody else was skipped, and whoever was disconnected came back."
            + " The claim holds where none of this holds, does not hold where all of it does, and"
            + " depends otherwise.",
        Stream.of(others, heap, counted(fates), counted(unbounded), further)
            .flatMap(List::stream)
            .toList(),
        "What waits for a subscriber here is a stretch of the room's log, which is kept anyway: a"
            + " server that copies events into a queue of each subscriber's takes the memory of what"
            + " it owes, and without a bound ever more of it.",
        "Buffers outside the heap: resident memory has them, too, but what the collector has not"
            + " given back yet moves it by more than a queue.",
        "What many that stop reading at once do: here it is one.");
  }

  private static String told(List<ClaimFigure> figures) {
    return Words.list(
        figures.stream().map(f -> f.of() + " " + value(f) + " (" + interval(f) + ")").toList());
  }

  private static String fates(List<Fate> fates) {
    return String.join("; ", fates.stream().map(Fate::told).toList());
  }

  private static List<ClaimFigure> counted(List<Fate> fates) {
    return fates.stream()
        .flatMap(
            fate ->
                Stream.of(
                    count(fate, "deliveries skipped and told", fate.skipped),
                    count(fate, "deliveries lost in silence", fate.lost),
                    count(fate, "disconnected by the server", fate.closed)))
        .toList();
  }

  /** An exact count, so its interval is none. */
  private static ClaimFigure count(Fate fate, String what, long number) {
    return new ClaimFigure(
        fate.of,
        fate.transport,
        what,
        ClaimFigure.Unit.NUMBER,
        ClaimFigure.Kind.MEASURED,
        fate.rounds == 0 ? null : (double) number,
        null,
        null,
        fate.rounds,
        fate.published);
  }
}
