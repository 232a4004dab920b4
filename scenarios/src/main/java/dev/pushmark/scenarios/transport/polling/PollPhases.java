package dev.pushmark.scenarios.transport.polling;

import dev.pushmark.results.model.Polling;
import java.util.SplittableRandom;

/**
 * Where in the poll interval each subscriber's polls fall, counted from a common origin. Handed out
 * in the order in which subscribers ask. Thread safe.
 */
public final class PollPhases {
  private final Polling polling;
  private final int subscribers;
  private final long originNs;
  private final SplittableRandom random;
  private int next;

  /**
   * The phases of a run.
   *
   * @param subscribers how many subscribers will ask, for even spacing
   * @param originNs the common origin, on the injector's clock
   */
  public PollPhases(Polling polling, int subscribers, long originNs, long seed) {
    this.polling = polling;
    this.subscribers = subscribers;
    this.originNs = originNs;
    this.random = new SplittableRandom(seed);
  }

  /** The first time at or after {@code nowNs} at which the next subscriber is to poll. */
  synchronized long firstPollNs(long nowNs) {
    long intervalNs = polling.interval().toNanos();
    long phaseNs =
        switch (polling.phase()) {
          case RANDOM -> random.nextLong(intervalNs);
          case EVEN -> intervalNs / subscribers * (next++ % subscribers);
          case SYNCHRONISED -> 0;
        };
    return nowNs + Math.floorMod(originNs + phaseNs - nowNs, intervalNs);
  }
}
