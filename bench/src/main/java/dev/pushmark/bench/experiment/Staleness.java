package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How stale a view gets: polling at several intervals beside every way of push. */
final class Staleness implements Experiment {
  private static final String WEBSOCKET = "websocket";
  private static final String SOCKET_IO = "socketio-websocket";
  private static final String POLLS = "every-";
  private static final String MOST_EVENTS = "floor";

  /** 200 subscribers, so that polling every 100 ms is 2,000 requests a second, no more. */
  private static final Work NEWS = new Work(50, 4, 5);

  /** Enough events for a p99.9 of all rounds together, and hardly anything else. */
  private static final Work STREAM = new Work(200, 1, 10);

  private static final Extent QUICK_PUSH =
      new Extent(3, Duration.ofMillis(500), Duration.ofMillis(1500));
  private static final Extent QUICK_POLLS =
      new Extent(2, Duration.ofMillis(500), Duration.ofSeconds(2));

  /** 10,000 events and more in all rounds together, enough for a p99. */
  private static final Extent FULL =
      new Extent(4, Duration.ofSeconds(2), Duration.ofMillis(10_500));

  private static final Extent FLOOR = new Extent(4, Duration.ofSeconds(2), Duration.ofSeconds(13));

  @Override
  public Description description() {
    return new Description(
        "staleness",
        "How late do events come, and how stale gets a view, by polling and by push?",
        List.of(Claim.C1, Claim.C2, Claim.C7, Claim.C8, Claim.C21));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    boolean quick = form.quick();
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "push",
            "Every way of push, with the same events",
            quick
                ? List.of("long-polling", "sse", WEBSOCKET, SOCKET_IO, "sse-h2")
                : List.of(
                    "long-polling",
                    "sse",
                    WEBSOCKET,
                    SOCKET_IO,
                    "sse-h2",
                    "websocket-h2",
                    "push-h2"),
            NEWS,
            quick ? QUICK_PUSH : FULL,
            null,
            form));
    for (Duration interval : intervals(quick)) {
      steps.add(
          Step.of(
              POLLS + DurationText.format(interval),
              "Polling every " + DurationText.format(interval) + ", with the same events",
              quick ? List.of("short-polling") : List.of("refresh", "short-polling"),
              NEWS,
              quick ? QUICK_POLLS : FULL,
              interval,
              form));
    }
    if (!quick) {
      steps.add(
          Step.of(
              MOST_EVENTS,
              "Push with many events and hardly any other work, for the rarest delays",
              List.of("sse", WEBSOCKET, SOCKET_IO, "sse-h2", "websocket-h2"),
              STREAM,
              FLOOR,
              null,
              form));
    }
    return steps;
  }

  private static List<Duration> intervals(boolean quick) {
    return quick
        ? List.of(Duration.ofSeconds(1), Duration.ofMillis(100))
        : List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(250),
            Duration.ofMillis(100));
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    Measured push = measured.get(0);
    TransportFigures websocket = push.of(WEBSOCKET);
    List<PollingRules.Poll> polls = new ArrayList<>();
    for (Measured step : measured) {
      if (step.step().folder().startsWith(POLLS)) {
        step.figures().values().forEach(polled -> polls.add(poll(step, polled, websocket)));
      }
    }
    List<TransportFigures> floors = floors(measured);
    List<ClaimFigure> reached = floors.stream().flatMap(f -> floorOf(f).stream()).toList();
    List<ClaimFigure> medians =
        push.figures().values().stream()
            .map(figures -> new Readings(figures).latency(Percentile.P50))
            .toList();
    return new Conclusions(
        List.of(
            PollingRules.asGoodAsPush(new Readings(websocket).latency(Percentile.P50), polls),
            PushRules.noDelay(
                floors.stream()
                    .map(f -> new PushRules.Floor(new Readings(f).latency(Percentile.P50), tail(f)))
                    .toList(),
                reached),
            PushRules.webSocketWins(rivals(push, websocket), medians),
            comfort(push, websocket),
            PushRules.replacesWebSocket(candidates(push, websocket), medians)),
        List.of(
            late(medians, polls),
            stale(push, polls),
            new Picture(
                "The floor of push",
                "The smallest delivery latency, its median and the rarest delays that enough events"
                    + " lie behind.",
                reached)));
  }

  /**
   * Of the run with the most events there is, without those for which each event takes a request or
   * a stream of its own.
   */
  private static List<TransportFigures> floors(List<Measured> measured) {
    Measured last = measured.get(measured.size() - 1);
    return (last.step().folder().equals(MOST_EVENTS) ? last : measured.get(0))
        .figures().values().stream()
            .filter(figures -> !figures.transport().equals("long-polling"))
            .filter(figures -> !figures.transport().equals("push-h2"))
            .toList();
  }

  private static Picture late(List<ClaimFigure> medians, List<PollingRules.Poll> polls) {
    List<ClaimFigure> late = new ArrayList<>(medians);
    for (PollingRules.Poll poll : polls) {
      late.add(poll.latency());
      poll.checks().stream()
          .filter(check -> check.measured().equals(poll.latency()))
          .forEach(check -> late.add(check.theory()));
    }
    return new Picture(
        "How late events come",
        "The median time from when an event was due until a subscriber had it.",
        late);
  }

  private static Picture stale(Measured push, List<PollingRules.Poll> polls) {
    List<ClaimFigure> stale = new ArrayList<>();
    push.figures().values().forEach(f -> stale.add(new Readings(f).timeOutOfDate()));
    for (PollingRules.Poll poll : polls) {
      poll.checks().stream()
          .filter(check -> !check.measured().equals(poll.latency()))
          .forEach(check -> stale.addAll(List.of(check.measured(), check.theory())));
    }
    return new Picture(
        "How stale a view gets",
        "How long a subscriber has lacked the newest event, averaged over time.",
        stale);
  }

  private static PollingRules.Poll poll(
      Measured step, TransportFigures polled, TransportFigures websocket) {
    Duration interval = step.step().plan().polling().interval();
    Readings readings =
        new Readings(
            TransportName.asTitle(polled.transport()) + " every " + DurationText.format(interval),
            polled);
    double rate = step.step().plan().workload().eventsPerSecond();
    ClaimFigure latency = readings.latency(Percentile.P50);
    return new PollingRules.Poll(
        latency,
        readings.ratioTo(websocket, "delivery latency, p50", Readings::p50),
        List.of(
            new PollingRules.Check(
                latency,
                readings.theory(
                    "delivery latency, p50 by theory", PollTheory.medianLatencyNs(interval))),
            new PollingRules.Check(
                readings.timeOutOfDate(),
                readings.theory(
                    "time out of date, mean by theory",
                    PollTheory.meanTimeOutOfDateNs(interval, rate)))));
  }

  private static List<ClaimFigure> floorOf(TransportFigures figures) {
    Readings readings = new Readings(figures);
    List<ClaimFigure> floor = new ArrayList<>(List.of(readings.minimum()));
    for (Percentile percentile : Percentile.values()) {
      ClaimFigure figure = readings.latency(percentile);
      if (percentile == Percentile.P50 || figure.value() != null) {
        floor.add(figure);
      }
    }
    return floor;
  }

  private static ClaimFigure tail(TransportFigures figures) {
    Readings readings = new Readings(figures);
    ClaimFigure tail = readings.latency(Percentile.P50);
    for (Percentile percentile : Percentile.values()) {
      ClaimFigure further = readings.latency(percentile);
      tail = further.low() == null ? tail : further;
    }
    return tail;
  }

  private static List<ClaimFigure> rivals(Measured push, TransportFigures websocket) {
    List<ClaimFigure> ratios = new ArrayList<>();
    for (String rival : List.of("sse", "long-polling")) {
      Readings readings = new Readings(push.of(rival));
      ratios.add(readings.ratioTo(websocket, "delivery latency, p50", Readings::p50));
      ratios.add(
          readings.ratioTo(
              websocket, "server CPU per delivered event", RoundFigures::serverCpuNsPerDelivered));
    }
    return ratios;
  }

  private static ClaimVerdict comfort(Measured push, TransportFigures websocket) {
    TransportFigures socketIo = push.of(SOCKET_IO);
    Readings readings = new Readings(socketIo);
    return PushRules.comfortForFree(
        List.of(
            readings.ratioTo(websocket, "delivery latency, p50", Readings::p50),
            readings.ratioTo(
                websocket, "server CPU per delivered event", RoundFigures::serverCpuNsPerDelivered),
            readings.ratioTo(
                websocket,
                "bytes per delivered event",
                Readings.trafficPerDelivered(Readings::bytes))),
        List.of(
            new Readings(websocket).latency(Percentile.P50),
            readings.latency(Percentile.P50),
            new Readings(websocket).serverCpu(),
            readings.serverCpu()));
  }

  private static List<PushRules.Candidate> candidates(Measured push, TransportFigures websocket) {
    return push.figures().values().stream()
        .filter(figures -> figures.transport().endsWith("-h2"))
        .map(
            figures ->
                new PushRules.Candidate(
                    new Readings(figures)
                        .ratioTo(websocket, "delivery latency, p50", Readings::p50),
                    figures.counts().reordered()))
        .toList();
  }
}
