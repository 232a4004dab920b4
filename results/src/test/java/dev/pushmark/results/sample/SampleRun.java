package dev.pushmark.results.sample;

import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Expectation;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/**
 * A made-up run that looks like a real one: five transports, six blocks; one invalid round, one
 * failed, one that never reached its injector.
 */
public record SampleRun(
    Run run,
    Environment environment,
    List<Round> rounds,
    Map<String, Map<Metric, List<Histogram>>> histograms) {

  private static final Instant STARTED_AT = Instant.parse("2026-03-14T09:26:53.589Z");
  private static final int BLOCKS = 6;

  /** Hundreds of megabytes each: kept for the next test as long as there is room. */
  private static final Map<Long, SoftReference<SampleRun>> MADE = new ConcurrentHashMap<>();

  /** The same run for the same seed; nobody may change its histograms. */
  public static SampleRun seeded(long seed) {
    SampleRun made = MADE.getOrDefault(seed, new SoftReference<>(null)).get();
    if (made == null) {
      made = of(plan(seed));
      MADE.put(seed, new SoftReference<>(made));
    }
    return made;
  }

  /** The same with eight transports and ten blocks. */
  public static SampleRun large(long seed) {
    Plan plan =
        plan(seed)
            .with(
                List.of(
                    "refresh",
                    "short-polling",
                    "long-polling",
                    "sse",
                    "sse-h2",
                    "websocket",
                    "socketio",
                    "grpc"));
    return of(
        new Plan(
            plan.workload(),
            plan.transports(),
            10,
            plan.phases(),
            plan.polling(),
            plan.ordering(),
            plan.compression(),
            plan.tls(),
            plan.server(),
            plan.limits(),
            plan.witnesses(),
            plan.expectations(),
            seed));
  }

  private static SampleRun of(Plan plan) {
    long seed = plan.seed();
    Random random = new Random(seed);
    List<List<String>> order = new ArrayList<>();
    List<Round> rounds = new ArrayList<>();
    Map<String, Map<Metric, List<Histogram>>> histograms = new LinkedHashMap<>();
    Instant at = STARTED_AT;
    for (int block = 1; block <= plan.rounds(); block++) {
      List<String> transports = new ArrayList<>(plan.transports());
      Collections.shuffle(transports, random);
      order.add(transports);
      for (int position = 1; position <= transports.size(); position++) {
        SampleRound sample =
            SampleRound.of(plan, block, position, transports.get(position - 1), at, random);
        rounds.add(sample.round());
        if (!sample.histograms().isEmpty()) {
          histograms.put(sample.round().id(), sample.histograms());
        }
        at = at.plus(plan.phases().total()).plusMillis(2600);
      }
    }
    Run run =
        new Run(
            1,
            "0.1.0",
            "0fb69a8",
            List.of(
                "./pushmark",
                "compare",
                "--seed",
                Long.toString(seed),
                "--expect",
                "websocket.p99<50ms"),
            plan,
            order,
            STARTED_AT,
            at,
            Run.State.COMPLETE,
            1,
            new Calibrated(true, List.of("The instrument is sound here.")));
    return new SampleRun(run, madeUpEnvironment(), rounds, histograms);
  }

  /** The run as it was when it began. */
  public Run begun() {
    return new Run(
        run.schemaVersion(),
        run.version(),
        run.commit(),
        run.command(),
        run.plan(),
        run.order(),
        run.startedAt(),
        null,
        Run.State.INCOMPLETE,
        null,
        run.calibrated());
  }

  /** Writes the first of its rounds, or all, as a run does that is going on. */
  public RunFolder write(Path folder, int count) throws IOException {
    RunFolder written = RunFolder.create(folder, begun(), environment);
    for (Round round : rounds.subList(0, count)) {
      written.add(round, histograms.getOrDefault(round.id(), Map.of()));
    }
    return written;
  }

  /** What the sample was asked; cheap to have without the rounds. */
  public static Plan plan(long seed) {
    return new Plan(
        new Workload(
            "chat",
            "Many small rooms in which people talk: each message reaches the few who are there.",
            50,
            8,
            2,
            5,
            new Arrivals(Arrivals.ArrivalProcess.POISSON, 1),
            200,
            Workload.PublishVia.HTTP,
            Workload.Delivery.EVERY),
        List.of("refresh", "short-polling", "long-polling", "sse", "websocket"),
        BLOCKS,
        new Phases(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(2)),
        new Polling(
            Duration.ofSeconds(1),
            Polling.Phase.RANDOM,
            Polling.Pace.FIXED_RATE,
            Duration.ofSeconds(25)),
        Ordering.DEFAULT,
        Compression.NONE,
        Tls.NONE,
        Server.reference(Server.SlowConsumer.DROP_OLDEST, 1 << 20),
        new Limits(
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            0.99,
            0.8,
            0.1,
            Duration.ofNanos(100_000),
            0.05),
        8,
        List.of(
            Expectation.parse("websocket.p99<50ms"),
            Expectation.parse("*.lost=0"),
            Expectation.parse("sse.p99.9<1s"),
            Expectation.parse("short-polling.p50<100ms")),
        seed);
  }

  /** Where the sample took place; cheap to have without the rounds. */
  public static Environment madeUpEnvironment() {
    return new Environment(
        "7f3a91c2d4e8",
        "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz",
        2,
        8_322_519_040L,
        "Linux 6.1.0 amd64",
        "bbr",
        "Debian 17.0.15+6",
        "0",
        "1",
        true,
        List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:ActiveProcessorCount=1"),
        List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:ActiveProcessorCount=1"),
        0.42,
        0.013);
  }
}
