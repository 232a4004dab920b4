package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.HeartbeatRules.Dead;
import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Target;
import dev.pushmark.results.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long connections stay dead unnoticed that have become half-open, and what the heartbeats cost
 * by which they are found.
 */
final class Heartbeats implements Experiment {
  private static final List<String> FEW = List.of("sse", "websocket");
  private static final List<String> MANY = List.of("sse", "websocket", "socketio-websocket");

  /** Whom nothing is sent but heartbeats. */
  private static final Work SILENT = new Work(1, 500, 0);

  private static final String FOUND = "found";
  private static final String IDLE = "idle";

  /** None within a round. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration MIDDLE = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(5);

  /** Moments at which connections become half-open, spread over heartbeats. */
  private static final int WAVES = 10;

  private static final double SHARE_OF_A_WAVE = 0.1;
  private static final Duration FIRST_WAVE = Duration.ofMillis(100);
  private static final Duration SHORTEST_SPREAD = Duration.ofSeconds(1);

  /** Until whoever has noticed last is there again. */
  private static final Duration SLACK = Duration.ofMillis(500);

  private static final Duration WARMUP = Duration.ofMillis(500);

  /** Waits that matter little beside those for noticing: they come back at once. */
  private static final Reconnect AT_ONCE =
      new Reconnect(
          Reconnect.Backoff.IMMEDIATE, Duration.ofMillis(20), Duration.ofSeconds(1), true, 1_000);

  @Override
  public Description description() {
    return new Description(
        "heartbeat", "Who finds a dead connection, when, and at what cost?", List.of(Claim.C20));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (Duration heartbeat :
        form.quick() ? List.of(SHORT, MIDDLE) : List.of(SHORT, MIDDLE, LONG)) {
      steps.add(found(heartbeat, heartbeat, form));
    }
    steps.add(found(NEVER, form.quick() ? MIDDLE : LONG, form));
    for (Duration heartbeat : form.quick() ? List.of(SHORT) : List.of(SHORT, MIDDLE, LONG)) {
      steps.add(idle(heartbeat, form));
    }
    return steps;
  }

  /**
   * Some of the connections become half-open, again and again.
   *
   * @param pace the heartbeat by which the round's times go, where there is one or not
   */
  private static Step found(Duration heartbeat, Duration pace, Form form) throws BadPlanException {
    boolean none = heartbeat.equals(NEVER);
    Duration silence = silence(pace);
    Duration spread = longer(SHORTEST_SPREAD, pace.multipliedBy(2));
    Duration last = FIRST_WAVE.plus(spread);
    Step step =
        step(
            FOUND + "-" + written(heartbeat),
            "A tenth of the connections becomes half-open at each of "
                + WAVES
                + " random moments; "
                + (none
                    ? "no heartbeats, and silence means nothing"
                    : "a heartbeat after each %s of silence, and who hears nothing for %s comes back"
                        .formatted(DurationText.format(heartbeat), DurationText.format(silence))),
            heartbeat,
            last.plus(silence).plus(SLACK),
            form);
    List<PlannedFault> faults =
        FaultPlan.atRandom(
                new Fault.HalfOpen(),
                new Target.Share(SHARE_OF_A_WAVE),
                WAVES,
                FIRST_WAVE,
                last,
                form.seed())
            .faults();
    Reconnect back = none ? AT_ONCE : AT_ONCE.within(silence);
    Plan plan = step.plan().with(new Network(Duration.ZERO, faults, back));
    return new Step(step.folder(), step.done(), plan, false);
  }

  /** Nothing happens: what is sent and computed is all for heartbeats. */
  private static Step idle(Duration heartbeat, Form form) throws BadPlanException {
    return step(
        IDLE + "-" + written(heartbeat),
        "Nothing but a heartbeat after each " + written(heartbeat) + " of silence",
        heartbeat,
        longer(Duration.ofSeconds(form.quick() ? 2 : 4), heartbeat.multipliedBy(2)),
        form);
  }

  private static Step step(
      String folder, String done, Duration heartbeat, Duration measurement, Form form)
      throws BadPlanException {
    Extent extent = new Extent(form.quick() ? 1 : 2, WARMUP, measurement);
    Step step = Step.of(folder, done, form.quick() ? FEW : MANY, SILENT, extent, null, form);
    Plan plan = step.plan();
    return new Step(folder, done, plan.with(plan.server().with(heartbeat)), false);
  }

  /** What is missed twice, and is late by half an interval, is not to come any more. */
  private static Duration silence(Duration heartbeat) {
    return heartbeat.multipliedBy(5).dividedBy(2);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static String written(Duration heartbeat) {
    return heartbeat.equals(NEVER) ? "none" : DurationText.format(heartbeat);
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<Dead> with = new ArrayList<>();
    List<Dead> without = new ArrayList<>();
    List<ClaimFigure> counts = new ArrayList<>();
    List<ClaimFigure> times = new ArrayList<>();
    List<ClaimFigure> others = new ArrayList<>();
    List<ClaimFigure> bytes = new ArrayList<>();
    List<ClaimFigure> cpu = new ArrayList<>();
    for (Measured step : measured) {
      Duration heartbeat = heartbeat(step);
      boolean none = heartbeat.equals(NEVER);
      for (TransportFigures figures : step.figures().values()) {
        String of =
            TransportName.asTitle(figures.transport())
                + (none ? ", no heartbeat" : ", heartbeat every " + written(heartbeat));
        Readings readings = new Readings(of, figures);
        if (step.step().folder().startsWith(FOUND)) {
          Dead dead = dead(of, figures);
          (none ? without : with).add(dead);
          counts.addAll(counts(readings, dead));
        }
        if (step.step().folder().startsWith(FOUND) && !none) {
          times.addAll(times(readings, heartbeat));
          others.addAll(further(readings));
        } else {
          bytes.add(bytes(readings));
          cpu.add(cpu(readings));
        }
      }
    }
    others.addAll(bytes);
    others.addAll(cpu);
    List<ClaimFigure> all = new ArrayList<>(counts);
    all.addAll(times);
    all.addAll(others);
    return new Conclusions(
        List.of(HeartbeatRules.findDead(with, without, all)),
        List.of(
            new Picture(
                "How long a dead connection goes unnoticed",
                "From the fault that made it half-open to the moment when its subscriber takes it for"
                    + " dead, which it does after hearing nothing for two and a half heartbeats."
                    + " Theory: the last sign of life came at most a heartbeat before the fault.",
                times),
            new Picture(
                "Bytes of being listened to",
                "To and from each subscriber in each second in which nothing else is sent.",
                bytes),
            new Picture(
                "CPU time of being listened to",
                "Of the server for each subscriber in each second, all that it does when nothing"
                    + " happens included: what heartbeats add is the difference to none.",
                cpu)));
  }

  private static Duration heartbeat(Measured step) {
    Duration heartbeat = step.step().plan().server().heartbeat();
    return heartbeat == null ? NEVER : heartbeat;
  }

  private static Dead dead(String of, TransportFigures figures) {
    long struck =
        figures.validRounds().stream()
            .map(round -> Optional.ofNullable(round.round().injection()))
            .flatMap(Optional::stream)
            .map(injection -> Optional.ofNullable(injection.struck()))
            .flatMap(Optional::stream)
            .flatMap(List::stream)
            .mapToLong(Long::longValue)
            .sum();
    long bySubscribers = figures.histogram(Metric.DETECTION).getTotalCount();
    return new Dead(
        of,
        struck,
        bySubscribers,
        figures.histogram(Metric.SERVER_DETECTION).getTotalCount(),
        figures.outages().silences() - bySubscribers);
  }

  private static List<ClaimFigure> counts(Readings readings, Dead dead) {
    return List.of(
        count(readings, "found by their subscribers, of the half-open", dead, dead.bySubscribers()),
        count(readings, "found by the server, of the half-open", dead, dead.byServer()),
        count(readings, "living connections taken for dead", dead, dead.falseAlarms()));
  }

  /** An exact count, with the number of connections that became half-open behind it. */
  private static ClaimFigure count(Readings readings, String what, Dead dead, long number) {
    Optional<Double> value = dead.struck() == 0 ? Optional.empty() : Optional.of((double) number);
    return readings.figure(what, Unit.NUMBER, value, round -> Optional.empty()).with(dead.struck());
  }

  private static List<ClaimFigure> times(Readings readings, Duration heartbeat) {
    String name = "from the fault to its subscriber's noticing, ";
    double latestNs = silence(heartbeat).toNanos();
    return List.of(
        readings.ofEach(Metric.DETECTION, name + "p50", 50),
        readings.ofEach(Metric.DETECTION, name + "maximum", 100),
        readings.theory(name + "at the earliest", latestNs - heartbeat.toNanos()),
        readings.theory(name + "at the latest", latestNs));
  }

  private static List<ClaimFigure> further(Readings readings) {
    return List.of(
        readings.ofEach(Metric.RECOVERY, "from noticing to being there again, maximum", 100),
        readings.ofEach(
            Metric.SERVER_DETECTION, "from the fault to the server's ending its side, p50", 50),
        readings.ofEach(
            Metric.SERVER_DETECTION,
            "from the fault to the server's ending its side, maximum",
            100));
  }

  private static ClaimFigure bytes(Readings readings) {
    return readings.perSubscriberSecond(
        "bytes per subscriber and second",
        Unit.BYTES,
        round ->
            Optional.ofNullable(round.injection()).map(Injection::traffic).map(Readings::bytes));
  }

  private static ClaimFigure cpu(Readings readings) {
    return readings.perSubscriberSecond(
        "server CPU per subscriber and second",
        Unit.NANOSECONDS,
        round -> Optional.ofNullable(round.server()).map(Usage::cpuNs).map(Long::doubleValue));
  }
}
