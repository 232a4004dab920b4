package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.SlowConsumerRules.Fate;
import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Outages;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Target;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.model.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * What a subscriber that stops reading does to the others and to the server, and what it is told,
 * by each policy of the reference server. A proxy between them stops reading on its behalf; beside
 * each round is one of the same events through the same proxy, in which all read.
 */
final class SlowConsumer implements Experiment {
  /**
   * Two megabytes a second to each: what lies between the server and a reader is soon full. No more
   * readers than that, since the proxy, their clients and they share a core on a small machine.
   */
  private static final Work WORK = new Work(1, 6, 500);

  private static final int PAYLOAD_BYTES = 4096;

  /** From the beginning of the measurement. */
  private static final Duration STALLS_AT = Duration.ofMillis(300);

  /** By which it outlasts the measurement, at whose end the server's heap is read. */
  private static final Duration OUTLASTS = Duration.ofMillis(1200);

  /** Long enough for it to catch up. */
  private static final Duration DRAIN = Duration.ofMillis(2200);

  private static final Extent QUICK =
      new Extent(1, Duration.ofMillis(500), Duration.ofMillis(2500));
  private static final Extent FULL = new Extent(3, Duration.ofSeconds(1), Duration.ofSeconds(4));

  private static final long BOUND = Server.DEFAULT_QUEUE_BYTES;

  /** As much as the server takes for a bound: more than a room's log keeps. */
  private static final long NO_BOUND = 1 << 30;

  private static final String NOBODY = "-all-read";
  private static final String UNBOUNDED = "no-bound";

  /** A run in which one stops reading, and the one beside it in which all read. */
  private record Pair(String policy, Measured slow, Measured calm) {}

  @Override
  public Description description() {
    return new Description(
        "slow-consumer",
        "What does a subscriber that stops reading do to the others, and what is it told?",
        List.of(Claim.C13));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (Server.SlowConsumer policy : Server.SlowConsumer.values()) {
      Server server = Server.reference(policy, BOUND);
      String name = name(policy);
      Step slow = step(name, "One subscriber stops reading; " + inWords(policy), 1, server, form);
      Step calm = step(name + NOBODY, "The same with all reading", nobody(), server, form);
      // What drifts with time is not to favour one of the two.
      steps.addAll(policy.ordinal() % 2 == 0 ? List.of(calm, slow) : List.of(slow, calm));
    }
    Server unbounded = Server.reference(Server.SlowConsumer.DROP_OLDEST, NO_BOUND);
    steps.add(
        step(
            UNBOUNDED,
            "One subscriber stops reading, and nothing bounds its queue",
            1,
            unbounded,
            form));
    return steps;
  }

  /** The number of a connection that there is not. */
  private static int nobody() {
    return WORK.rooms() * WORK.subscribersPerRoom() + 1;
  }

  private static String name(Server.SlowConsumer policy) {
    return switch (policy) {
      case DISCONNECT -> "disconnect";
      case DROP_OLDEST -> "drop-oldest";
      case COALESCE -> "coalesce";
    };
  }

  private static String inWords(Server.SlowConsumer policy) {
    return switch (policy) {
      case DISCONNECT -> "once its queue is full, it is disconnected";
      case DROP_OLDEST -> "once its queue is full, the oldest events are dropped from it";
      case COALESCE -> "once its queue is full, the newest event takes its place";
    };
  }

  private static Step step(String folder, String done, int stalled, Server server, Form form)
      throws BadPlanException {
    Extent extent = form.quick() ? QUICK : FULL;
    List<String> transports = form.quick() ? List.of("websocket") : List.of("sse", "websocket");
    Step step = Step.of(folder, done, transports, WORK, extent, null, form);
    Plan plan = step.plan();
    Duration lasting = extent.measurement().minus(STALLS_AT).plus(OUTLASTS);
    PlannedFault stall =
        new PlannedFault(STALLS_AT, new Target.Nth(stalled), new Fault.Stall(lasting));
    Reconnect back =
        new Reconnect(
            Reconnect.Backoff.JITTER,
            Reconnect.DEFAULT.first(),
            Reconnect.DEFAULT.most(),
            true,
            Reconnect.DEFAULT.maxAttempts());
    return step.with(
            plan.with(
                    new Phases(extent.warmup(), extent.measurement(), DRAIN),
                    sized(plan.workload()))
                .with(server)
                .with(new Network(Duration.ZERO, List.of(stall), back)))
        .readingHeaps();
  }

  private static Workload sized(Workload work) {
    return new Workload(
        work.name(),
        work.description(),
        work.rooms(),
        work.subscribersPerRoom(),
        work.publishersPerRoom(),
        work.eventsPerSecond(),
        work.arrivals(),
        PAYLOAD_BYTES,
        work.publishVia(),
        work.delivery());
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<Pair> pairs = new ArrayList<>();
    for (Server.SlowConsumer policy : Server.SlowConsumer.values()) {
      String name = name(policy);
      pairs.add(new Pair(name, named(name, measured), named(name + NOBODY, measured)));
    }
    Measured unbounded = named(UNBOUNDED, measured);
    List<ClaimFigure> others = new ArrayList<>();
    List<ClaimFigure> heap = new ArrayList<>();
    List<ClaimFigure> further = new ArrayList<>();
    List<ClaimFigure> tails = new ArrayList<>();
    List<Fate> fates = new ArrayList<>();
    List<Fate> unboundedFates = new ArrayList<>();
    for (String transport : unbounded.step().plan().transports()) {
      String title = TransportName.asTitle(transport);
      for (Pair pair : pairs) {
        String of = title + ", " + pair.policy;
        fates.add(fate(of, pair.slow.of(transport)));
        tails.add(tail(of, pair.slow.of(transport)));
        tails.add(tail(of + ", all reading", pair.calm.of(transport)));
      }
      unboundedFates.add(fate(title, unbounded.of(transport)));
      // A single round of each policy tells something together with those of the others.
      boolean together = unbounded.step().plan().rounds() == 1;
      for (List<Pair> group : together ? List.of(pairs) : pairs.stream().map(List::of).toList()) {
        String of = title + ", " + (together ? "any policy" : group.get(0).policy);
        PairedReadings readings =
            new PairedReadings(
                of,
                group.stream()
                    .map(p -> new PairedReadings.Pair(p.slow.of(transport), p.calm.of(transport)))
                    .toList());
        others.add(
            readings.ratio(
                "p99 of those who read, one not reading ÷ all reading", SlowConsumer::othersP99));
        heap.add(more("heap after GC", readings, SlowConsumer::heap));
        further.add(more("resident memory", readings, SlowConsumer::resident));
        further.add(more("kernel memory of sockets", readings, SlowConsumer::sockets));
      }
    }
    further.addAll(tails);
    return new Conclusions(
        List.of(SlowConsumerRules.floods(others, heap, BOUND, fates, unboundedFates, further)),
        List.of(
            new Picture(
                "The others",
                "The p99 of a subscriber that reads, at the median over subscribers, where one does"
                    + " not and where all do.",
                tails),
            new Picture(
                "Memory", "What the server's heap has more in use than where all read.", heap)));
  }

  private static ClaimFigure more(
      String what, PairedReadings readings, Function<RoundFigures, Optional<Double>> figure) {
    return readings.difference(what + " beyond that with all reading", Unit.BYTES, figure);
  }

  private static Measured named(String folder, List<Measured> measured) {
    return measured.stream()
        .filter(step -> step.step().folder().equals(folder))
        .findFirst()
        .orElseThrow();
  }

  private static Fate fate(String of, TransportFigures figures) {
    Counts counts = figures.counts();
    Outages outages = figures.outages();
    return new Fate(
        of,
        figures.transport(),
        figures.validRounds().size(),
        counts.published(),
        counts.skipped(),
        counts.lost(),
        counts.duplicated(),
        outages.cuts(),
        outages.recovered());
  }

  /**
   * The median over subscribers of each one's own p99: the one that does not read cannot move it.
   */
  private static Optional<Double> othersP99(RoundFigures round) {
    Histogram own = new Histogram(Units.DIGITS);
    round.intervals(Metric.SUBSCRIBER_P99).forEach(own::add);
    return own.getTotalCount() == 0
        ? Optional.empty()
        : Optional.of((double) own.getValueAtPercentile(50));
  }

  private static ClaimFigure tail(String of, TransportFigures figures) {
    List<Double> values = List.copyOf(figures.byBlock(SlowConsumer::othersP99).values());
    Optional<Estimate> estimate = Estimate.of(values);
    return new ClaimFigure(
        of,
        figures.transport(),
        "p99 of a subscriber that reads",
        Unit.NANOSECONDS,
        Kind.MEASURED,
        estimate.map(Estimate::value).orElse(values.size() == 1 ? values.get(0) : null),
        estimate.map(Estimate::low).orElse(null),
        estimate.map(Estimate::high).orElse(null),
        values.size(),
        figures.counts().published());
  }

  private static Optional<Double> heap(RoundFigures round) {
    Footprint footprint = round.round().footprint();
    Long bytes = footprint == null ? null : footprint.heapBytes();
    return Optional.ofNullable(bytes).map(Long::doubleValue);
  }

  private static Optional<Double> sockets(RoundFigures round) {
    Footprint footprint = round.round().footprint();
    Long bytes = footprint == null ? null : footprint.socketBytes();
    return Optional.ofNullable(bytes).map(Long::doubleValue);
  }

  private static Optional<Double> resident(RoundFigures round) {
    Usage server = round.round().server();
    return Optional.ofNullable(server).map(s -> (double) s.rssBytes() - s.rssAtStartBytes());
  }
}
