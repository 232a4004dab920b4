package dev.pushmark.results.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * What goes wrong in a measurement, when and to whom. The same plan draws the same victims among
 * connections of the same numbers. As people write it:
 *
 * <pre>{@code
 * seed: 7
 * faults:
 *   - at: 2s
 *     target: {whom: share, share: 0.5}
 *     fault: {kind: delay, oneWay: 50ms, lasting: 3s}
 *   - at: 5s
 *     fault: {kind: cut}
 * }</pre>
 *
 * @param seed of every draw: whom a share strikes, which byte is corrupted, how long a chunk is
 *     held
 * @param faults in any order; what a fault draws depends on its place here
 */
public record FaultPlan(long seed, List<PlannedFault> faults) {
  /** A plan by which nothing goes wrong. */
  public static final FaultPlan NONE = new FaultPlan(0, List.of());

  private static final int MOST = 100_000;

  /** In steps of it, every time of a plan is exact in its written form. */
  private static final long STEP_NS = 1_000;

  public FaultPlan {
    faults = List.copyOf(faults);
    Check.that(faults.size() <= MOST, "faults", "at most " + MOST, faults.size());
  }

  /** Cuts of one open connection each, at random moments. */
  public static FaultPlan randomCuts(int cuts, Duration from, Duration to, long seed) {
    return atRandom(new Fault.Cut(), new Target.One(), cuts, from, to, seed);
  }

  /**
   * The same fault again and again, at moments that are uniform in [from, to) and independent of
   * each other, in steps of a microsecond.
   */
  public static FaultPlan atRandom(
      Fault fault, Target target, int times, Duration from, Duration to, long seed) {
    Check.moment("from", from);
    Check.moment("to", to);
    Check.that(times >= 0 && times <= MOST, "times", "0 to " + MOST, times);
    long firstStep = from.toNanos() / STEP_NS;
    long endStep = to.toNanos() / STEP_NS;
    Check.that(firstStep < endStep, "from", "before to, which is " + to, from);
    LongStream steps = new SplittableRandom(seed).longs(times, firstStep, endStep).sorted();
    return new FaultPlan(
        seed,
        steps
            .mapToObj(step -> new PlannedFault(Duration.ofNanos(step * STEP_NS), target, fault))
            .toList());
  }

  /** This plan's faults, then another's, all drawn by this plan's seed. */
  public FaultPlan and(FaultPlan other) {
    List<PlannedFault> all = new ArrayList<>(faults);
    all.addAll(other.faults);
    return new FaultPlan(seed, all);
  }

  /** Whether it strikes the server's process, beside connections. */
  public boolean needsProcess() {
    return faults.stream()
        .map(PlannedFault::fault)
        .anyMatch(fault -> fault instanceof Fault.Restart || fault instanceof Fault.Pause);
  }
}
