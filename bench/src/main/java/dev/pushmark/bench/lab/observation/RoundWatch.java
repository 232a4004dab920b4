package dev.pushmark.bench.lab.observation;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.process.Cores;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.model.Usage;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches the processes of a round and the cores under them. Thread safe; {@link #glance} belongs
 * on a timer, the other readings at the instant the injector announces them.
 */
public final class RoundWatch {
  private final Clock clock;
  private final CoreLoad load;
  private final Pinning pinning;
  private final @Nullable ProcessWatch server;
  private final ProcessWatch injector;
  private final @Nullable ProcessWatch witness;
  private @Nullable Reading first;
  private @Nullable Reading last;

  RoundWatch(
      Clock clock,
      CoreLoad load,
      Pinning pinning,
      @Nullable ProcessWatch server,
      ProcessWatch injector,
      @Nullable ProcessWatch witness) {
    this.clock = clock;
    this.load = load;
    this.pinning = pinning;
    this.server = server;
    this.injector = injector;
    this.witness = witness;
  }

  private record Reading(long atNs, long serverCoresBusyNs, long injectorCoresBusyNs) {}

  /** Notes the memory that both take with nobody subscribed. */
  public void beforeSubscribers() {
    watches().forEach(ProcessWatch::beforeSubscribers);
  }

  /** Keeps sight of threads that would otherwise come and go unseen. */
  public void glance() {
    watches().forEach(ProcessWatch::glance);
  }

  /** The reading from which usage is counted. */
  public synchronized void measurementBegins() {
    watches().forEach(ProcessWatch::measurementBegins);
    first = read();
  }

  /** The reading to which usage is counted. */
  public synchronized void measurementEnds() {
    watches().forEach(ProcessWatch::measurementEnds);
    last = read();
  }

  /** What was seen of the server. */
  public synchronized Observation server() {
    return server == null
        ? Observation.NONE
        : observation(
            server.usage(), pinning.server(), Stream.of(server), Reading::serverCoresBusyNs);
  }

  /** What was seen of the injector. */
  public synchronized Observation injector() {
    return observation(
        injector.usage(),
        pinning.injector(),
        Stream.concat(Stream.of(injector), Stream.ofNullable(witness)),
        Reading::injectorCoresBusyNs);
  }

  private Stream<ProcessWatch> watches() {
    return Stream.of(Stream.ofNullable(server), Stream.of(injector), Stream.ofNullable(witness))
        .flatMap(Function.identity());
  }

  private Reading read() {
    return new Reading(
        clock.nanoTime(), load.busyNs(pinning.server()), load.busyNs(pinning.injector()));
  }

  private Observation observation(
      Optional<Usage> usage,
      Cores cores,
      Stream<ProcessWatch> ofThoseCores,
      ToLongFunction<Reading> busyNs) {
    Reading from = first;
    Reading to = last;
    if (from == null || to == null || to.atNs() <= from.atNs()) {
      return new Observation(usage.orElse(null), 0);
    }
    // Where nothing is pinned, all share their cores: none is an outsider.
    long oursNs =
        (pinning.isPinned() ? ofThoseCores : watches())
            .flatMap(watch -> watch.usage().stream())
            .mapToLong(Usage::cpuNs)
            .sum();
    double othersNs = busyNs.applyAsLong(to) - busyNs.applyAsLong(from) - oursNs;
    double availableNs = (double) (to.atNs() - from.atNs()) * cores.count();
    return new Observation(usage.orElse(null), Math.max(0, Math.min(1, othersNs / availableNs)));
  }
}
