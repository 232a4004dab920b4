package dev.pushmark.bench.lab;

import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The place of a round in its run; what {@link Round} says of itself before it was measured.
 *
 * @param block 1-based
 * @param attempt 1-based
 * @param position 1-based, within the block
 * @param transport measured
 * @param startedAt when its processes were started
 */
public record Slot(int block, int attempt, int position, String transport, Instant startedAt) {

  /** The round, once there is an outcome. */
  public Round round(Outcome outcome, @Nullable Evidence evidence) {
    return new Round(
        block,
        attempt,
        position,
        transport,
        startedAt,
        outcome,
        evidence == null ? null : evidence.injection(),
        evidence == null ? null : evidence.server().usage(),
        evidence == null ? null : evidence.injector().usage(),
        evidence == null ? null : evidence.witness(),
        evidence == null ? null : evidence.footprint(),
        evidence == null ? null : evidence.browser());
  }

  /** The round's id; the same whatever its outcome. */
  public String id() {
    return round(new Outcome.Done(), null).id();
  }
}
