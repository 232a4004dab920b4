package dev.pushmark.bench.lab.observation;

import dev.pushmark.results.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a process during the measurement.
 *
 * @param usage what it used; null if it could not be watched to the end
 * @param othersShare share of its cores' time that was used by processes that are not part of the
 *     round or taken by the hypervisor, 0 to 1
 */
public record Observation(@Nullable Usage usage, double othersShare) {
  /** Nothing was seen. */
  public static final Observation NONE = new Observation(null, 0);
}
