package dev.pushmark.results.model;

import java.time.Duration;

/**
 * What the instrument may do wrong before a round counts as {@link Outcome.Invalid}.
 *
 * @param sendDelayP99 99th percentile of intended to actual send: the generator's own lag
 * @param receiveLagP99 99th percentile of the injector's wait between wake-up and record
 * @param publishedShare smallest share of the scheduled events that must have been sent
 * @param injectorCpu largest share of its cores that the injector may use, 0 to 1
 * @param runQueueShare largest share of the measurement that a process's threads, taken together,
 *     may have waited for a core per core they had
 * @param witnessLag how much later than a witness the injector's subscribers may see an event, at
 *     any percentile
 * @param witnessShare the same as a share of what the witness saw, 0 to 1; the larger of both
 *     counts
 */
public record Limits(
    Duration sendDelayP99,
    Duration receiveLagP99,
    double publishedShare,
    double injectorCpu,
    double runQueueShare,
    Duration witnessLag,
    double witnessShare) {
  public Limits {
    share(publishedShare, "limits.publishedShare");
    share(injectorCpu, "limits.injectorCpu");
    share(runQueueShare, "limits.runQueueShare");
    share(witnessShare, "limits.witnessShare");
  }

  private static void share(double value, String name) {
    Check.that(value >= 0 && value <= 1, name, "0 to 1", value);
  }
}
