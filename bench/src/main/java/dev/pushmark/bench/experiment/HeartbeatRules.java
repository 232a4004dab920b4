package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rule that decides what is claimed of heartbeats: counts in, verdict out. */
final class HeartbeatRules {
  private HeartbeatRules() {}

  /**
   * Connections that became half-open; exact counts.
   *
   * @param of what they were connections of
   * @param struck how many became so; 0 where there is no valid round
   * @param bySubscribers of these, those that their subscribers took for dead
   * @param byServer of these, those of which the server ended its side
   * @param falseAlarms further connections that subscribers took for dead
   */
  record Dead(String of, long struck, long bySubscribers, long byServer, long falseAlarms) {
    private Side side(long found) {
      return struck > 0 && found == struck
          ? Side.ABOVE
          : struck > 0 && found == 0 ? Side.BELOW : Side.UNTOLD;
    }

    private Stream<Side> sides() {
      return Stream.of(side(bySubscribers), side(byServer));
    }

    private String told() {
      return struck == 0
          ? of + ": cannot be told"
          : "%s: of %s, subscribers found %s and the server %s"
              .formatted(
                  of, Units.count(struck), Units.count(bySubscribers), Units.count(byServer));
    }
  }

  /**
   * Heartbeats find dead connections.
   *
   * @param with connections over which heartbeats went
   * @param without the same without heartbeats, so that it is known what finds them
   */
  static ClaimVerdict findDead(List<Dead> with, List<Dead> without, List<ClaimFigure> figures) {
    boolean foundAnyway = without.stream().anyMatch(d -> d.bySubscribers + d.byServer > 0);
    boolean untold = without.isEmpty() || without.stream().anyMatch(d -> d.struck == 0);
    Answer answer =
        foundAnyway || untold
            ? Answer.CANNOT_BE_TOLD
            : Side.allAbove(with.stream().flatMap(Dead::sides).toList());
    long alarms = with.stream().mapToLong(Dead::falseAlarms).sum();
    List<Dead> all = new ArrayList<>(with);
    all.addAll(without);
    return Claim.C20.verdict(
        answer,
        "Dead connections found. "
            + String.join(". ", all.stream().map(Dead::told).toList())
            + ". Living ones that were taken for dead: "
            + Units.count(alarms)
            + "."
            + (foundAnyway ? " Some are found without heartbeats, too." : "")
            + (answer == Answer.DEPENDS
                ? " Not one was found by " + Words.list(inTheDark(with)) + "."
                : ""),
        "A side finds dead connections where it found each that a fault made half-open before the"
            + " round was over, and does not where it found none: exact counts. The claim holds"
            + " where by every transport and every heartbeat both sides find them, does not where"
            + " neither does, and depends otherwise. It cannot be told where without heartbeats a"
            + " side finds one, since then it is not heartbeats that do. A half-open connection"
            + " takes what is sent and tells neither side: the path is gone, no packet says so."
            + " Theory: a subscriber that bears so long a silence notices no later than that after"
            + " the fault, and no earlier than that less a heartbeat, when the last sign of life"
            + " came; a new connection's first heartbeat comes up to a quarter late.",
        figures,
        "What TCP would find by itself: a server whose bytes are not acknowledged gives up after"
            + " minutes (RFC 1122, 4.2.3.5); here the kernel beside it acknowledges them.",
        "What it is with events: each of them is a sign of life, too.",
        "Long polling, whose own wait is its heartbeat: an answer is due when it is over.");
  }

  private static List<String> inTheDark(List<Dead> with) {
    List<String> sides = new ArrayList<>();
    for (Dead each : with) {
      if (each.side(each.bySubscribers) == Side.BELOW) {
        sides.add("the subscribers of " + each.of);
      }
      if (each.side(each.byServer) == Side.BELOW) {
        sides.add("the server of " + each.of);
      }
    }
    return sides;
  }
}
