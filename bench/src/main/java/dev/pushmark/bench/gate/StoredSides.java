package dev.pushmark.bench.gate;

import dev.pushmark.results.model.Plan;
import dev.pushmark.results.store.StoredRun;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether runs that were measured before can be compared with anything. */
public final class StoredSides {
  private StoredSides() {}

  /**
   * The plan that both sides have in common: that of a stored run, if there is one.
   *
   * @param one the baseline
   * @param other the candidate
   * @param asked what is measured anew, or would be
   * @param environment where that is; null if runs of any environment will do
   * @throws IllegalArgumentException if the sides cannot be compared, in one line
   */
  public static Plan plan(Side one, Side other, Plan asked, @Nullable String environment) {
    List<StoredRun> stored =
        Stream.of(one, other)
            .filter(Side.Stored.class::isInstance)
            .map(side -> ((Side.Stored) side).run())
            .toList();
    if (stored.isEmpty()) {
      return asked;
    }
    if (other instanceof Side.Stored && stored.size() == 1) {
      throw new IllegalArgumentException(
          "--candidate must not be the folder of a run unless --baseline is one, was "
              + other.text());
    }
    StoredRun first = stored.get(0);
    String here = stored.size() == 2 ? first.environment().id() : environment;
    List<Plan> plans =
        stored.size() == 2
            ? List.of(first.run().plan(), stored.get(1).run().plan())
            : List.of(first.run().plan(), asked);
    for (StoredRun run : stored) {
      String theirs = run.environment().id();
      if (environment != null && !theirs.equals(here)) {
        throw new IllegalArgumentException(
            "%s must be of environment %s, was of %s; --any-environment compares nevertheless"
                .formatted(run.folder(), here, theirs));
      }
      if (run.rounds().isEmpty()) {
        throw new IllegalArgumentException(run.folder() + " must hold rounds, has none");
      }
    }
    if (!plans.get(0).asksTheSameAs(plans.get(1))) {
      throw new IllegalArgumentException(
          "both sides must have the same workload, phases and settings; %s has others than %s"
              .formatted(
                  first.folder(),
                  stored.size() == 2 ? stored.get(1).folder() : "what is asked for"));
    }
    List<String> common =
        plans.get(0).transports().stream().filter(plans.get(1).transports()::contains).toList();
    if (common.isEmpty()) {
      throw new IllegalArgumentException("both sides must have a transport in common");
    }
    return plans.get(1).with(common);
  }
}
