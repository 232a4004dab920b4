package dev.pushmark.results.sample;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One side of a gate: rounds over SSE, one in each block. */
public final class GateRounds {
  /** Of both sides. */
  public static final Plan PLAN = Rounds.run("sse").plan();

  private static final int EVENTS = 2_000;

  private final List<Round> rounds;
  private final Map<String, Map<Metric, List<Histogram>>> histograms;

  private GateRounds(List<Round> rounds, Map<String, Map<Metric, List<Histogram>>> histograms) {
    this.rounds = rounds;
    this.histograms = histograms;
  }

  /** Rounds whose latency and CPU time are so many times 0.5 ms, give or take 2 %. */
  public static GateRounds of(int blocks, long seed, double factor) {
    Rounds rounds = new Rounds();
    Random random = new Random(seed);
    for (int i = 0; i < blocks; i++) {
      rounds.round("sse", EVENTS, 500 * factor * Math.exp(0.02 * random.nextGaussian()));
    }
    return new GateRounds(rounds.list(), rounds.histograms());
  }

  /** These, and from a block on those of others. */
  public GateRounds then(GateRounds others, int fromBlock) {
    List<Round> all = new ArrayList<>(rounds);
    others.rounds.stream().filter(round -> round.block() >= fromBlock).forEach(all::add);
    Map<String, Map<Metric, List<Histogram>>> both = new HashMap<>(others.histograms);
    both.putAll(histograms);
    return new GateRounds(all, both);
  }

  /** The same, spoilt in these blocks. */
  public GateRounds invalidIn(int... blocks) {
    return in(
        blocks, round -> with(round, new Outcome.Invalid(List.of("late"), true), round.server()));
  }

  /** The same, in which the server missed what was expected. */
  public GateRounds failedIn(int... blocks) {
    return in(blocks, round -> with(round, new Outcome.Failed(List.of("lost")), round.server()));
  }

  /** The same, without any CPU time in a block. */
  public GateRounds withoutCpuInBlock(int block) {
    Usage none = new Usage(1, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    return in(new int[] {block}, round -> with(round, round.outcome(), none));
  }

  private GateRounds in(int[] blocks, UnaryOperator<Round> change) {
    return new GateRounds(
        rounds.stream()
            .map(
                round ->
                    IntStream.of(blocks).anyMatch(block -> block == round.block())
                        ? change.apply(round)
                        : round)
            .toList(),
        histograms);
  }

  private static Round with(Round round, Outcome outcome, @Nullable Usage server) {
    return new Round(
        round.block(),
        round.attempt(),
        round.position(),
        round.transport(),
        round.startedAt(),
        outcome,
        round.injection(),
        server,
        round.injector(),
        round.witness(),
        round.footprint());
  }

  /** What they come to. */
  public Summary summary() {
    return Summary.of(Rounds.run("sse"), rounds, histograms);
  }
}
