package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rule that decides whether one transport is the best for every use: figures in, verdict out.
 */
final class UseRules {
  /** A core for an hour: AWS Fargate, Linux on x86, us-east-1, on demand. */
  static final double DOLLARS_PER_CORE_HOUR = 0.04048;

  /**
   * Ten to the ninth bytes sent to the Internet: AWS EC2, us-east-1, the first 10 TB of a month.
   */
  static final double DOLLARS_PER_GIGABYTE = 0.09;

  private static final double NS_PER_HOUR = 3_600e9;

  private UseRules() {}

  /** What is to be low. */
  enum Cost {
    /** List prices of a cloud, at which bytes cost far more than CPU time. */
    MONEY("dollars per delivery", UseRules::dollars),
    /** As for who pays for machines, not for traffic. */
    CPU("server CPU per delivery", RoundFigures::serverCpuNsPerDelivered);

    private final String words;
    private final Function<RoundFigures, Optional<Double>> ofRound;

    Cost(String words, Function<RoundFigures, Optional<Double>> ofRound) {
      this.words = words;
      this.ofRound = ofRound;
    }

    String inWords() {
      return words;
    }

    /** The cost of a delivery in a round; empty where it is not known. */
    Function<RoundFigures, Optional<Double>> ofRound() {
      return ofRound;
    }
  }

  /** What a million deliveries cost, by what each of them takes. */
  static double dollarsPerMillion(double cpuNs, double bytes) {
    return 1e6 * (cpuNs / NS_PER_HOUR * DOLLARS_PER_CORE_HOUR + bytes / 1e9 * DOLLARS_PER_GIGABYTE);
  }

  private static Optional<Double> dollars(RoundFigures round) {
    return round
        .serverCpuNsPerDelivered()
        .flatMap(
            cpuNs ->
                round.receivedBytesPerDelivered().map(bytes -> dollarsPerMillion(cpuNs, bytes)));
  }

  /**
   * A transport in a use.
   *
   * @param delay how late events come
   * @param ratios its costs as multiples of each other transport's there
   */
  record Contender(
      String transport, ClaimFigure delay, Map<Cost, Map<String, ClaimFigure>> ratios) {
    private Side against(Contender rival, Cost cost) {
      ClaimFigure ratio = ratios.getOrDefault(cost, Map.of()).get(rival.transport);
      return ratio == null ? Side.UNTOLD : Side.of(ratio, PushRules.APART);
    }
  }

  /**
   * A use and the transports that were tried there.
   *
   * @param use in words
   * @param budgetNs how late an event may come
   */
  record Contest(String use, double budgetNs, List<Contender> contenders) {
    private Side inTime(Contender contender) {
      return Side.of(contender.delay, budgetNs);
    }

    /** Those of which it is not told that another that is in time is cheaper. */
    private Set<String> perhapsBest(Cost cost) {
      Set<String> best = new LinkedHashSet<>();
      for (Contender each : contenders) {
        boolean beaten =
            contenders.stream()
                .filter(rival -> rival != each && inTime(rival) == Side.BELOW)
                .anyMatch(rival -> each.against(rival, cost) == Side.ABOVE);
        if (inTime(each) != Side.ABOVE && !beaten) {
          best.add(each.transport);
        }
      }
      return best;
    }

    /** Those that are in time, and of which it is told that nothing that may be is cheaper. */
    private Set<String> surelyBest(Cost cost) {
      Set<String> best = new LinkedHashSet<>();
      for (Contender each : contenders) {
        boolean unbeaten =
            contenders.stream()
                .filter(rival -> rival != each && inTime(rival) != Side.ABOVE)
                .allMatch(rival -> each.against(rival, cost) == Side.BELOW);
        if (inTime(each) == Side.BELOW && unbeaten) {
          best.add(each.transport);
        }
      }
      return best;
    }

    private String told(Cost cost) {
      List<String> best = perhapsBest(cost).stream().map(TransportName::asTitle).toList();
      return use + ": " + (best.isEmpty() ? "none" : String.join(" or ", best));
    }
  }

  /**
   * One transport is the best for every use.
   *
   * @param untried uses of which nothing is known: enough may speak against the claim without them,
   *     but nothing for it
   */
  static ClaimVerdict oneForAll(
      List<Contest> contests, List<String> untried, List<ClaimFigure> others) {
    Answer byMoney = answer(contests, untried, Cost.MONEY);
    Answer byCpu = answer(contests, untried, Cost.CPU);
    List<ClaimFigure> figures = new ArrayList<>();
    for (Contest contest : contests) {
      for (Contender contender : contest.contenders) {
        contender.ratios.values().forEach(ratios -> figures.addAll(ratios.values()));
      }
    }
    figures.addAll(others);
    return Claim.C23.verdict(
        byMoney == byCpu ? byMoney : differing(byMoney, byCpu),
        "Cheapest of those in time, as far as can be told. By list prices: "
            + told(contests, Cost.MONEY)
            + ". By CPU time alone: "
            + told(contests, Cost.CPU)
            + "."
            + (untried.isEmpty() ? "" : " Not tried: " + Words.list(untried) + "."),
        "A transport is in time for a use where the whole 95 % interval of the largest percentile of"
            + " its delivery latency that the rounds tell is within the use's budget, which is that"
            + " of people: see the workloads. It is cheaper than another where the whole interval of"
            + " the other's cost, divided by its own in the same block, is above "
            + PushRules.APART
            + ". Cost is weighed in two ways: by list prices of a cloud (a core for an hour $"
            + DOLLARS_PER_CORE_HOUR
            + ", a gigabyte sent $"
            + DOLLARS_PER_GIGABYTE
            + "), and by the server's CPU time alone. The claim holds where in every use nothing that"
            + " is in time is cheaper than the same one transport, if all uses were tried, and does"
            + " not where each of them is beaten or late in some use; it depends where one weighing"
            + " says this and the other that.",
        figures,
        "What connections cost that are held for who hears nothing: see the experiment idle.",
        "What it costs to build and run: proxies, balancers, reconnecting.",
        "Bytes of TCP and IP, which are not in those counted.");
  }

  private static Answer answer(List<Contest> contests, List<String> untried, Cost cost) {
    if (contests.isEmpty()) {
      return Answer.CANNOT_BE_TOLD;
    }
    if (!common(contests.stream().map(contest -> contest.surelyBest(cost)).toList()).isEmpty()) {
      return untried.isEmpty() ? Answer.HOLDS : Answer.CANNOT_BE_TOLD;
    }
    List<Set<String>> perhaps = contests.stream().map(c -> c.perhapsBest(cost)).toList();
    return common(perhaps).isEmpty() && perhaps.stream().noneMatch(Set::isEmpty)
        ? Answer.DOES_NOT_HOLD
        : Answer.CANNOT_BE_TOLD;
  }

  private static Answer differing(Answer one, Answer other) {
    return one == Answer.CANNOT_BE_TOLD || other == Answer.CANNOT_BE_TOLD
        ? Answer.CANNOT_BE_TOLD
        : Answer.DEPENDS;
  }

  private static Set<String> common(List<Set<String>> sets) {
    Set<String> common = new LinkedHashSet<>(sets.get(0));
    sets.forEach(common::retainAll);
    return common;
  }

  private static String told(List<Contest> contests, Cost cost) {
    return Words.list(contests.stream().map(contest -> contest.told(cost)).toList());
  }
}
