package dev.pushmark.bench.cli;

import java.time.Duration;

/** Estimates from past rounds how long the rest will take. Not thread safe. */
final class RemainingTime {
  /** Starting and stopping two JVMs, until the first round has shown what it takes here. */
  private static final Duration USUAL_OVERHEAD = Duration.ofSeconds(5);

  private int roundsLeft;
  private int roundsDone;
  private long spentNs;
  private long roundBeganNs;
  private final long firstGuessNs;

  /**
   * Begins with all rounds ahead.
   *
   * @param rounds how many
   * @param phases length of each round's phases together
   */
  RemainingTime(int rounds, Duration phases) {
    this.roundsLeft = rounds;
    this.firstGuessNs = phases.plus(USUAL_OVERHEAD).toNanos();
  }

  /** Further rounds are to be measured. */
  void add(int rounds) {
    roundsLeft += rounds;
  }

  void roundBegins(long nowNs) {
    roundBeganNs = nowNs;
  }

  void roundEnds(long nowNs) {
    spentNs += nowNs - roundBeganNs;
    roundsDone++;
    roundsLeft--;
  }

  /** How long the rest takes, the round under way included. */
  Duration estimate(long nowNs) {
    long perRoundNs = roundsDone == 0 ? firstGuessNs : spentNs / roundsDone;
    long thisRoundNs = Math.max(0, perRoundNs - (nowNs - roundBeganNs));
    return Duration.ofNanos(thisRoundNs + Math.max(0, roundsLeft - 1) * perRoundNs);
  }
}
