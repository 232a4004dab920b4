package dev.pushmark.results.sample;

import dev.pushmark.results.gate.Fork;
import dev.pushmark.results.gate.Fork.Score;
import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.MicroPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One side of a gate of microbenchmarks: forks that measure reading and writing. */
public final class Forks {
  /** The first benchmark. */
  public static final Benchmark READ = new Benchmark("demo.Bench.read", Map.of());

  /** The second, which has a parameter. */
  public static final Benchmark WRITE = new Benchmark("demo.Bench.write", Map.of("size", "10"));

  /** What is decided. */
  public static final MicroPlan PLAN = plan(READ, WRITE);

  private static final String SETTINGS = "5 × 1 s";

  private final List<Fork> all;

  private Forks(List<Fork> all) {
    this.all = List.copyOf(all);
  }

  /** A plan of ten pairs, and thirty. */
  public static MicroPlan plan(Benchmark... benchmarks) {
    List<GateCell> cells = new ArrayList<>();
    for (Benchmark benchmark : benchmarks) {
      cells.add(new GateCell(benchmark.subject(), GateMetric.SCORE, 0.05));
    }
    return new MicroPlan(List.of(benchmarks), List.of("-wi", "1"), cells, 10, 30, 7);
  }

  /** Forks in which reading takes 100 ns and writing so many times 50 ns, give or take 1 %. */
  public static Forks of(int number, long seed, double factorOfWriting) {
    Random random = new Random(seed);
    List<Fork> forks = new ArrayList<>();
    for (int fork = 1; fork <= number; fork++) {
      double read = 100 * Math.exp(0.01 * random.nextGaussian());
      double write = 50 * factorOfWriting * Math.exp(0.01 * random.nextGaussian());
      forks.add(
          new Fork(
              fork,
              Set.of(READ.subject(), WRITE.subject()),
              Map.of(
                  READ.subject(), List.of(new Score("avgt", "ns/op", SETTINGS, read)),
                  WRITE.subject(), List.of(new Score("avgt", "ns/op", SETTINGS, write)))));
    }
    return new Forks(forks);
  }

  /** All of them. */
  public List<Fork> list() {
    return all;
  }

  /** The same, but for what a fork says of writing. */
  public Forks inFork(int number, UnaryOperator<Score> change) {
    return changed(number, scores -> List.of(change.apply(scores.get(0))));
  }

  /** The same, but for what every fork says of writing. */
  public Forks inEach(UnaryOperator<Score> change) {
    Forks forks = this;
    for (Fork fork : all) {
      forks = forks.inFork(fork.number(), change);
    }
    return forks;
  }

  /** The same, but that a fork says nothing of writing. */
  public Forks withoutWritingInFork(int number) {
    return changed(number, scores -> List.of());
  }

  /** The same, but that a fork has measured writing in another mode, too. */
  public Forks inAnotherModeTooInFork(int number) {
    return changed(
        number, scores -> List.of(scores.get(0), new Score("thrpt", "ops/ns", SETTINGS, 0.02)));
  }

  private Forks changed(int number, UnaryOperator<List<Score>> change) {
    return new Forks(
        all.stream().map(fork -> fork.number() == number ? changed(fork, change) : fork).toList());
  }

  private static Fork changed(Fork fork, UnaryOperator<List<Score>> change) {
    Map<String, List<Score>> scores = new HashMap<>(fork.scores());
    List<Score> ofWriting = change.apply(scores.getOrDefault(WRITE.subject(), List.of()));
    scores.put(WRITE.subject(), ofWriting);
    scores.values().removeIf(List::isEmpty);
    return new Fork(fork.number(), fork.asked(), scores);
  }
}
