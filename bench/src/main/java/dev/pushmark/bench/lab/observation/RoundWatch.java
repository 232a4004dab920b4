package dev.pushmark.bench.lab.observation;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.process.Cores;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.LinkTraffic;
import dev.pushmark.results.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final @Nullable ProcessWatch browser;
  private final Surroundings surroundings;
  private final @Nullable HeapReader heap;
  private final @Nullable LinkCounters link;
  private Surroundings.@Nullable Memory before;
  private @Nullable Reading first;
  private @Nullable Reading last;
  private @Nullable Footprint footprint;

  RoundWatch(
      Clock clock,
      CoreLoad load,
      Surroundings surroundings,
      @Nullable HeapReader heap,
      @Nullable LinkCounters link,
      Pinning pinning,
      @Nullable ProcessWatch server,
      ProcessWatch injector,
      @Nullable ProcessWatch witness,
      @Nullable ProcessWatch browser) {
    this.clock = clock;
    this.load = load;
    this.surroundings = surroundings;
    this.heap = heap;
    this.link = link;
    this.pinning = pinning;
    this.server = server;
    this.injector = injector;
    this.witness = witness;
    this.browser = browser;
  }

  private record Reading(
      long atNs,
      long serverCoresBusyNs,
      long injectorCoresBusyNs,
      Surroundings.Counters counters,
      @Nullable LinkTraffic carried) {}

  /** Notes the memory that both and the kernel take with nobody subscribed. */
  public synchronized void beforeSubscribers() {
    watches().forEach(ProcessWatch::beforeSubscribers);
    before = surroundings.memory();
  }

  /** Keeps sight of threads that would otherwise come and go unseen. */
  public void glance() {
    // A browser has so many threads that to look at them often would be a load of its own.
    watches().filter(watch -> watch != browser).forEach(ProcessWatch::glance);
  }

  /** The reading from which usage is counted. */
  public synchronized void measurementBegins() {
    watches().forEach(ProcessWatch::measurementBegins);
    first = read();
  }

  /** The reading to which usage is counted; the heap is read last, for that takes its time. */
  public synchronized void measurementEnds() {
    watches().forEach(ProcessWatch::measurementEnds);
    Reading end = read();
    last = end;
    Reading begin = first;
    Surroundings.Memory memory = surroundings.memory();
    if (begin != null && before != null) {
      OptionalLong heapBytes = heap == null ? OptionalLong.empty() : heap.collectAndRead();
      footprint =
          new Footprint(
              heapBytes.isPresent() ? heapBytes.getAsLong() : null,
              grown(before.socketBytes(), memory.socketBytes()),
              grown(before.slabBytes(), memory.slabBytes()),
              end.counters().softirqNs() - begin.counters().softirqNs(),
              pinning.awake()
                  ? null // most of it went into staying awake
                  : surroundings.energyMicrojoules(begin.counters(), end.counters()),
              carried(begin.carried(), end.carried()));
    }
  }

  private static @Nullable LinkTraffic carried(
      @Nullable LinkTraffic from, @Nullable LinkTraffic to) {
    return from == null || to == null ? null : to.since(from);
  }

  private static @Nullable Long grown(@Nullable Long from, @Nullable Long to) {
    return from == null || to == null ? null : to - from;
  }

  /** What the round took beyond what the processes' accounts show; null if an end was missed. */
  public synchronized @Nullable Footprint footprint() {
    return footprint;
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
        Stream.concat(Stream.of(injector), companions()),
        Reading::injectorCoresBusyNs);
  }

  private Stream<ProcessWatch> watches() {
    return Stream.of(Stream.ofNullable(server), Stream.of(injector), companions())
        .flatMap(Function.identity());
  }

  /** What runs on the injector's cores beside it. */
  private Stream<ProcessWatch> companions() {
    return Stream.concat(Stream.ofNullable(witness), Stream.ofNullable(browser));
  }

  private Reading read() {
    return new Reading(
        clock.nanoTime(),
        load.busyNs(pinning.server()),
        load.busyNs(pinning.injector()),
        surroundings.counters(),
        link == null ? null : link.read());
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
