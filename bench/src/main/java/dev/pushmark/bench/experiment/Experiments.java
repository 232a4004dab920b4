package dev.pushmark.bench.experiment;

import java.util.List;
import java.util.Optional;

/** Every experiment there is: a new one needs a line here. */
public final class Experiments {
  private static final List<Experiment> ALL =
      List.of(
          new Staleness(),
          new TrafficExperiment(),
          new Skew(),
          new Idle(),
          new Capacity(),
          new BreakEven(),
          new Heartbeats(),
          new Uses(),
          new ReconnectExperiment(),
          new SlowConsumer(),
          new Batching(),
          new Connect(),
          new Upgrade(),
          new Fallback());

  private Experiments() {}

  /** All of them, in the order in which they are held. */
  public static List<Experiment> all() {
    return ALL;
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(experiment -> experiment.description().name()).toList();
  }

  /** One by its name. */
  public static Optional<Experiment> named(String name) {
    return ALL.stream().filter(each -> each.description().name().equals(name)).findFirst();
  }
}
