package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.interval;
import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.NewcomerCounts;
import java.util.List;

/** The rules that decide what is claimed of connecting: figures in, verdicts out. */
final class ConnectRules {
  private ConnectRules() {}

  /**
   * Connections must be authenticated, and it costs.
   *
   * @param costs the server's CPU time for a connection with TLS or a token, as a multiple of that
   *     without
   * @param refusals what became of newcomers some of whose tokens were wrong or expired, and whose
   *     good ones expired while they stayed
   */
  static ClaimVerdict authenticated(
      List<ClaimFigure> costs, NewcomerCounts refusals, List<ClaimFigure> others) {
    Answer answer;
    if (refusals.shownWrong() == 0 || refusals.shownExpired() == 0) {
      answer = Answer.CANNOT_BE_TOLD;
    } else if (!isExact(refusals)) {
      answer = Answer.DOES_NOT_HOLD;
    } else {
      answer = Side.allAbove(costs.stream().map(f -> Side.of(f, PushRules.APART)).toList());
    }
    return Claim.C15.verdict(
        answer,
        "Refused: "
            + ofAll(refusals.refusedWrong(), refusals.shownWrong())
            + " with a wrong token, "
            + ofAll(refusals.refusedExpired(), refusals.shownExpired())
            + " with an expired one, "
            + ofAll(refusals.refusedGood(), good(refusals))
            + " with a good one. Ended by the server when the token expired: "
            + ofAll(refusals.ended(), refusals.subscribed())
            + ". The server's CPU time for a connection, as a multiple of that in cleartext without"
            + " a token: "
            + told(costs)
            + ".",
        "The claim holds where every wrong and every expired token is refused, no good one is, and"
            + " the whole 95 % interval of the CPU time of a connection with TLS, and of one with a"
            + " token, is above "
            + PushRules.APART
            + " times that of one with neither. It does not hold where somebody was let in or refused"
            + " wrongly, or where neither costs; it depends where only one of them does.",
        Claim.both(costs, others),
        "What a server costs that has run for long: this one was a few seconds old, and still"
            + " compiling its code.",
        "What it costs to ask somebody else about a token: it is checked by a secret in memory.",
        "Distance, which adds a round trip for TLS 1.3 and none for a token.");
  }

  private static boolean isExact(NewcomerCounts refusals) {
    return refusals.refusedWrong() == refusals.shownWrong()
        && refusals.refusedExpired() == refusals.shownExpired()
        && refusals.refusedGood() == 0
        && refusals.subscribed() == good(refusals);
  }

  private static long good(NewcomerCounts counts) {
    return counts.came() - counts.shownWrong() - counts.shownExpired();
  }

  private static String ofAll(long some, long all) {
    return Units.count(some) + " of " + Units.count(all);
  }

  /**
   * Socket.IO is WebSocket with comfort for free, as far as connecting is concerned.
   *
   * @param ratios of its times and bytes until the first event to those of raw WebSocket
   */
  static ClaimVerdict freeToConnect(List<ClaimFigure> ratios, List<ClaimFigure> others) {
    List<Side> sides = ratios.stream().map(f -> Side.of(f, PushRules.APART)).toList();
    Answer answer =
        sides.contains(Side.ABOVE)
            ? Answer.DOES_NOT_HOLD
            : sides.isEmpty() || sides.contains(Side.UNTOLD) ? Answer.CANNOT_BE_TOLD : Answer.HOLDS;
    return Claim.C8.verdict(
        answer,
        "As a multiple of raw WebSocket's: " + told(ratios) + ".",
        "Comfort is free where the whole 95 % interval of every figure's ratio to raw WebSocket is at"
            + " most "
            + PushRules.APART
            + ". One figure whose whole interval is above that is a price, whatever the others say.",
        Claim.both(ratios, others),
        "What it costs once it is connected: see the experiment staleness.",
        "What more than one round trip of TLS adds: connections were in cleartext.");
  }

  /**
   * What came through to newcomers in one network.
   *
   * @param network in words
   * @param alone newcomers with WebSocket and nothing else
   * @param fallbacks newcomers who have something to fall back on, by what it is
   */
  record Blocked(String network, NewcomerCounts alone, List<Way> fallbacks) {
    Blocked {
      fallbacks = List.copyOf(fallbacks);
    }

    private boolean isMeasured() {
      return alone.came() > 0 && fallbacks.stream().allMatch(way -> way.counts.came() > 0);
    }

    private boolean isShut() {
      return alone.greeted() == 0;
    }

    private boolean isMended() {
      return fallbacks.stream().allMatch(way -> way.counts.greeted() == way.counts.came());
    }

    private String told() {
      List<String> ways =
          fallbacks.stream()
              .map(way -> ofAll(way.counts.greeted(), way.counts.came()) + " with " + way.name)
              .toList();
      return network
          + ": "
          + ofAll(alone.greeted(), alone.came())
          + " with WebSocket alone, "
          + Words.list(ways);
    }
  }

  /** A transport with a fallback, and what became of its newcomers. */
  record Way(String name, NewcomerCounts counts) {}

  /** Networks that block WebSocket need a fallback. */
  static ClaimVerdict needsFallback(List<Blocked> networks, List<ClaimFigure> figures) {
    List<Blocked> shut = networks.stream().filter(Blocked::isShut).toList();
    Answer answer;
    if (networks.isEmpty() || !networks.stream().allMatch(Blocked::isMeasured)) {
      answer = Answer.CANNOT_BE_TOLD;
    } else if (shut.isEmpty()) {
      answer = Answer.DOES_NOT_HOLD;
    } else {
      answer = shut.stream().allMatch(Blocked::isMended) ? Answer.HOLDS : Answer.DEPENDS;
    }
    return Claim.C9.verdict(
        answer,
        "Newcomers who got an event. "
            + String.join("; ", networks.stream().map(Blocked::told).toList())
            + ".",
        "The claim holds where in at least one of the networks WebSocket alone brings nobody an"
            + " event, and in each of those networks everybody gets one who has a fallback. It does"
            + " not hold where WebSocket brings some through every one of them, and depends where a"
            + " fallback does not help everybody. The counts are exact.",
        figures,
        "How many networks block WebSocket, and how: the proxy does what such networks do.",
        "Encrypted connections, into which such a network cannot look: they pass.");
  }

  private static String told(List<ClaimFigure> ratios) {
    return Words.list(
        ratios.stream()
            .map(r -> r.of() + ", " + r.what() + ": " + value(r) + " (" + interval(r) + ")")
            .toList());
  }
}
