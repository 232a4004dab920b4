package dev.pushmark.results.sample;

import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.LinkTraffic;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.SamplePath;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.WitnessReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** One made-up round: every figure is derived from deliveries that were drawn one by one. */
record SampleRound(Round round, Map<Metric, List<Histogram>> histograms) {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private static final Set<Metric> IN_SECONDS =
      Set.of(
          Metric.DELIVERY_LATENCY,
          Metric.INJECTOR_STALL,
          Metric.SERVER_STALL,
          Metric.INJECTOR_GC_PAUSE,
          Metric.INJECTOR_SAFEPOINT,
          Metric.SERVER_GC_PAUSE,
          Metric.SERVER_SAFEPOINT);

  static SampleRound of(
      Plan plan, int block, int position, String transport, Instant at, Random random) {
    if (transport.equals("refresh") && block == 5) {
      return new SampleRound(
          new Round(
              block,
              1,
              position,
              transport,
              at,
              new Outcome.Invalid(List.of("the injector ended with exit code 3: no port"), false),
              null,
              null,
              null,
              null,
              null),
          Map.of());
    }
    int seconds = (int) plan.phases().measurement().toSeconds();
    int fanOut = plan.workload().subscribersPerRoom();
    Map<Metric, List<Histogram>> histograms = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      int intervals = IN_SECONDS.contains(metric) ? seconds : 1;
      histograms.put(
          metric, IntStream.range(0, intervals).mapToObj(i -> interval(at, i, intervals)).toList());
    }
    boolean stalled = transport.equals("long-polling") && block == 3;
    double roundFactor = Math.exp(0.08 * random.nextGaussian());
    long published = 0;
    long delivered = 0;
    long lost = 0;
    int scheduled = (int) Math.round(plan.workload().publishedPerSecond() * seconds) - 12 + block;
    for (int event = 0; event < scheduled; event++) {
      long sendDelay = (long) (30_000 * Math.exp(0.6 * random.nextGaussian()));
      of(histograms, Metric.SEND_DELAY).get(0).recordValue(sendDelay);
      int second = (int) ((long) event * seconds / scheduled);
      List<Long> latencies = new ArrayList<>();
      for (int subscriber = 0; subscriber < fanOut; subscriber++) {
        if (stalled && second == 4 && random.nextInt(80) == 0) {
          lost++;
          continue;
        }
        long latency =
            sendDelay
                + (long) (roundFactor * latencyNs(transport, random))
                + (stalled && second == 4 ? SECOND_NS / 3 : 0);
        latencies.add(latency);
        of(histograms, Metric.DELIVERY_LATENCY).get(second).recordValue(latency);
        of(histograms, Metric.SERVICE_TIME).get(0).recordValue(latency - sendDelay);
        of(histograms, Metric.RECEIVE_LAG)
            .get(0)
            .recordValue((long) (9_000 * Math.exp(random.nextGaussian())));
      }
      long first = latencies.stream().mapToLong(Long::longValue).min().orElse(0);
      long last = latencies.stream().mapToLong(Long::longValue).max().orElse(0);
      of(histograms, Metric.SPREAD).get(0).recordValue(last - first);
      of(histograms, Metric.LAST_DELIVERY).get(0).recordValue(last);
      published++;
      delivered += latencies.size();
    }
    stalls(of(histograms, Metric.INJECTOR_STALL), Set.of(), random);
    stalls(of(histograms, Metric.SERVER_STALL), stalled ? Set.of(4) : Set.of(), random);
    of(histograms, Metric.INJECTOR_GC_PAUSE).get(0).recordValue(SECOND_NS / 1000 * (3 + block));
    of(histograms, Metric.INJECTOR_SAFEPOINT).forEach(second -> second.recordValue(120_000));
    of(histograms, Metric.SERVER_SAFEPOINT).forEach(second -> second.recordValue(90_000));
    if (stalled) {
      of(histograms, Metric.SERVER_GC_PAUSE).get(4).recordValue(SECOND_NS / 5);
    }
    Histogram all = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    of(histograms, Metric.DELIVERY_LATENCY).forEach(all::add);
    double median = all.getValueAtPercentile(50);
    each(of(histograms, Metric.SUBSCRIBER_P50), plan.workload().subscribers(), median, random);
    each(of(histograms, Metric.ROOM_P50), plan.workload().rooms(), median, random);
    if (transport.endsWith("polling") || transport.equals("refresh")) {
      int waits = (int) (transport.equals("long-polling") ? delivered / 12 : delivered * 98 / 100);
      each(of(histograms, Metric.REQUEST_WAIT), waits, median * 0.9, random);
    }
    Injection injection =
        new Injection(
            at.plusSeconds(2),
            seconds * SECOND_NS,
            plan.workload().subscribers(),
            plan.workload().subscribers(),
            0,
            plan.workload().publishedPerSecond(),
            published / (double) seconds,
            new Counts(
                scheduled,
                published,
                published * fanOut,
                delivered,
                lost,
                0,
                0,
                transport.equals("refresh") ? 3 : 0,
                0,
                0,
                0,
                0),
            traffic(plan, transport, delivered, seconds),
            new TimeOutOfDate(
                all.getMean() * 0.9, all.getMaxValue(), Math.min(1, all.getMean() / 1e9)),
            null,
            delivered / 3,
            samplePath(transport),
            List.of());
    return new SampleRound(
        new Round(
            block,
            1,
            position,
            transport,
            at,
            outcome(transport, block, lost),
            injection,
            usage(transport, delivered, 1.0, plan.workload().subscribers()),
            usage(transport, delivered, 0.7, plan.workload().subscribers()),
            transport.equals("websocket") ? witness(block) : null,
            footprint(injection)),
        histograms);
  }

  /** Five events a second; a poll at each full second, or everything at once. */
  private static SamplePath samplePath(String transport) {
    List<Long> due = IntStream.range(0, 25).mapToObj(i -> SECOND_NS / 5 * i + 50_000_000L).toList();
    boolean polls = transport.equals("refresh") || transport.equals("short-polling");
    return new SamplePath(
        5 * SECOND_NS,
        due,
        due.stream().map(ns -> polls ? (ns / SECOND_NS + 1) * SECOND_NS : ns + 500_000).toList());
  }

  /** On a link with packets that hold one delivery each. */
  private static Footprint footprint(Injection injection) {
    long packets = injection.counts().delivered();
    Traffic traffic = injection.traffic();
    return new Footprint(
        null,
        40_960L,
        null,
        packets * 6_000,
        null,
        new LinkTraffic(
            traffic.receivedBytes() + packets * 52,
            packets,
            traffic.sentBytes() + packets * 52,
            packets));
  }

  private static void each(List<Histogram> into, int values, double about, Random random) {
    for (int i = 0; i < values; i++) {
      into.get(0).recordValue((long) (about * Math.exp(0.1 * random.nextGaussian())));
    }
  }

  private static void stalls(List<Histogram> seconds, Set<Integer> longOnes, Random random) {
    for (int second = 0; second < seconds.size(); second++) {
      double ms = Math.exp(random.nextGaussian()) * (random.nextInt(6) == 0 ? 8 : 0.4);
      long longest = longOnes.contains(second) ? SECOND_NS / 3 : (long) (ms * 1e6);
      seconds.get(second).recordValueWithCount(80_000, 1_000);
      seconds.get(second).recordValueWithExpectedInterval(longest, SECOND_NS / 1000);
    }
  }

  private static Witness witness(int block) {
    long laterNs = 3_000L * block - 9_000;
    WitnessReading p50 =
        new WitnessReading(
            640_000, 612_000 + laterNs, laterNs, laterNs - 20_000, laterNs + 25_000, 100_000);
    return new Witness(8, 64 + block, 28_000, 2_000_000, null, p50, null, null);
  }

  private static List<Histogram> of(Map<Metric, List<Histogram>> histograms, Metric metric) {
    return histograms.getOrDefault(metric, List.of());
  }

  private static Histogram interval(Instant at, int index, int intervals) {
    Histogram histogram = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    long start = at.plusSeconds(2).toEpochMilli() + 1000L * index;
    histogram.setStartTimeStamp(start);
    histogram.setEndTimeStamp(start + (intervals == 1 ? 10_000 : 1000));
    return histogram;
  }

  private static Outcome outcome(String transport, int block, long lost) {
    if (lost > 0) {
      return new Outcome.Failed(List.of("lost " + lost + " deliveries in silence"));
    }
    if (transport.equals("sse") && block == 2) {
      return new Outcome.Invalid(
          List.of("run-queue delay 14 % of the injector's core, at most 10 % allowed"), true);
    }
    return new Outcome.Done();
  }

  private static double latencyNs(String transport, Random random) {
    double tail = random.nextInt(400) == 0 ? 8 + 30 * random.nextDouble() : 1;
    double push = 240_000 * Math.exp(0.45 * random.nextGaussian()) * tail;
    return switch (transport) {
      case "refresh" -> push * 2 + 1e9 * random.nextDouble();
      case "short-polling" -> push * 1.5 + 1e9 * random.nextDouble();
      case "long-polling" -> push * 1.9 + (random.nextInt(12) == 0 ? 900_000 : 0);
      case "sse" -> push * 1.03;
      default -> push;
    };
  }

  private static Traffic traffic(Plan plan, String transport, long delivered, int seconds) {
    long polls = (long) plan.workload().subscribers() * seconds;
    return switch (transport) {
      case "refresh" -> new Traffic(polls * 78, polls * 3900, polls, 0, 4);
      case "short-polling" ->
          new Traffic(
              polls * 120, polls * 130 + delivered * 240, polls, polls - delivered * 3 / 5, 0);
      case "long-polling" -> new Traffic(delivered * 128, delivered * 410, delivered, 0, 0);
      case "sse" -> new Traffic(0, delivered * 262, 0, 0, 0);
      default -> new Traffic(1200, delivered * 236, 0, 0, 0);
    };
  }

  private static Usage usage(String transport, long delivered, double factor, int subscribers) {
    double microsEach =
        switch (transport) {
          case "refresh" -> 88;
          case "short-polling" -> 61;
          case "long-polling" -> 49;
          case "sse" -> 15.2;
          default -> 13.7;
        };
    long cpuNs = (long) (delivered * microsEach * factor * 1e3);
    return new Usage(
        1,
        cpuNs,
        cpuNs / 4,
        cpuNs - cpuNs / 4,
        cpuNs / 20,
        delivered / 4,
        delivered / 90,
        118_000_000,
        118_000_000 + subscribers * 5_100L,
        17);
  }
}
