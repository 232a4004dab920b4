package dev.pushmark.results.sample;

import dev.pushmark.results.model.AgeOfInformation;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Collects rounds with plain, chosen figures: one subscriber, 10 seconds. */
public final class Rounds {
  private final List<Round> rounds = new ArrayList<>();
  private final Map<String, Map<Metric, List<Histogram>>> histograms = new LinkedHashMap<>();
  private Outcome next = new Outcome.Done();
  private Counts extra = Counts.NONE;
  private Histogram superseded = new Histogram(3);

  /** The outcome of the next round. */
  public Rounds outcome(Outcome outcome) {
    next = outcome;
    return this;
  }

  /** Counts to be added to those of the next round. */
  public Rounds plus(Counts counts) {
    extra = counts;
    return this;
  }

  /** So many deliveries of the next round are skipped, their waits as long as this. */
  public Rounds skipped(int deliveries, double waitUs) {
    extra = new Counts(0, 0, deliveries, 0, 0, deliveries, 0, 0, 0, 0, 0, 0);
    superseded = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    superseded.recordValueWithCount((long) (waitUs * 1e3), deliveries);
    return this;
  }

  /** A round in which every one of the events took so long, give or take nothing. */
  public Rounds round(String transport, int events, double latencyUs) {
    Histogram latency = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    latency.recordValueWithCount((long) (latencyUs * 1e3), events);
    int block = (int) rounds.stream().filter(r -> r.transport().equals(transport)).count() + 1;
    Counts counts = new Counts(events, events, events, events, 0, 0, 0, 0, 0, 0, 0, 0).plus(extra);
    Injection injection =
        new Injection(
            Instant.EPOCH,
            TimeUnit.SECONDS.toNanos(10),
            1,
            1,
            0,
            100,
            events / 10.0,
            counts,
            new Traffic(10L * events, 200L * events, events, 0, 0),
            new TimeOutOfDate(latencyUs * 1e3, (long) (latencyUs * 2e3), 0.25),
            new AgeOfInformation(latencyUs * 3e3, latencyUs * 4e3, events),
            events,
            null,
            List.of());
    Usage usage =
        new Usage(1, Math.round(latencyUs * 1e3 * events), 0, 0, 0, 0, 0, 1_000_000, 1_004_000, 1);
    Round round =
        new Round(block, 1, 1, transport, Instant.EPOCH, next, injection, usage, usage, null, null);
    rounds.add(round);
    histograms.put(
        round.id(),
        Map.of(
            Metric.DELIVERY_LATENCY,
            List.of(latency),
            Metric.SUPERSEDED_WAIT,
            List.of(superseded)));
    next = new Outcome.Done();
    superseded = new Histogram(3);
    extra = Counts.NONE;
    return this;
  }

  /** The rounds. */
  public List<Round> list() {
    return rounds;
  }

  /** Their histograms. */
  public Map<String, Map<Metric, List<Histogram>>> histograms() {
    return histograms;
  }

  /** A complete run with these transports. */
  public static Run run(String... transports) {
    return run(Run.State.COMPLETE, transports);
  }

  /** A run with these transports. */
  public static Run run(Run.State state, String... transports) {
    Plan p = SampleRun.plan(1);
    Plan plan =
        new Plan(
            p.workload(),
            List.of(transports),
            p.rounds(),
            p.phases(),
            p.polling(),
            p.ordering(),
            p.compression(),
            p.tls(),
            p.server(),
            p.limits(),
            p.witnesses(),
            List.of(),
            p.seed());
    return new Run(
        1, "0", "none", List.of(), plan, List.of(), Instant.EPOCH, Instant.EPOCH, state, 0, null);
  }
}
