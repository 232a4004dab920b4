package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.UseRules.Contender;
import dev.pushmark.bench.experiment.UseRules.Contest;
import dev.pushmark.bench.experiment.UseRules.Cost;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Which transport is the cheapest that is in time, use by use. */
final class Uses implements Experiment {
  private static final List<Use> FEW = List.of(Use.CHAT, Use.DASHBOARD);
  private static final List<String> TWO = List.of("short-polling", "websocket");
  private static final List<String> THREE = List.of("short-polling", "sse", "websocket");
  private static final int ROUNDS = 3;

  private static final Duration QUICK_WARMUP = Duration.ofMillis(500);
  private static final Duration QUICK_MEASUREMENT = Duration.ofSeconds(1);
  private static final Duration WARMUP = Duration.ofSeconds(1);
  private static final Duration MEASUREMENT = Duration.ofSeconds(4);
  private static final Duration DRAIN = Duration.ofMillis(300);

  @Override
  public Description description() {
    return new Description(
        "workloads", "Is one transport the best for every use?", List.of(Claim.C23));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (Use use : form.quick() ? FEW : Arrays.asList(Use.values())) {
      steps.add(step(use, form));
    }
    return steps;
  }

  private static Step step(Use use, Form form) throws BadPlanException {
    Duration interval = use.pollInterval();
    Duration warmup = form.quick() ? QUICK_WARMUP : WARMUP;
    Duration measurement = form.quick() ? QUICK_MEASUREMENT : MEASUREMENT;
    Overrides overrides =
        new Overrides()
            .list("/transports", form.quick() ? TWO : THREE)
            .number("/rounds", Long.valueOf(ROUNDS))
            .duration("/phases/warmup", longer(warmup, interval))
            .duration("/phases/measurement", longer(measurement, interval))
            .duration("/phases/drain", DRAIN.plus(interval))
            .duration("/polling/interval", interval)
            .number("/workload/rooms", Long.valueOf(use.rooms()));
    String done =
        "The workload %s, polled every %s or pushed to"
            .formatted(use.workload(), DurationText.format(interval));
    return new Step(
        use.workload(),
        done,
        Planner.resolve(new PlanRequest(null, false, use.workload(), overrides, form.seed())),
        false);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<Contest> contests = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    List<Use> untried = new ArrayList<>(List.of(Use.values()));
    List<ClaimFigure> dollars = new ArrayList<>();
    List<ClaimFigure> cpu = new ArrayList<>();
    List<ClaimFigure> delays = new ArrayList<>();
    for (Measured step : measured) {
      Use use = Use.valueOf(step.step().folder().toUpperCase(Locale.ROOT));
      untried.remove(use);
      List<Contender> contenders = new ArrayList<>();
      for (TransportFigures figures : step.figures().values()) {
        Readings readings =
            new Readings(
                TransportName.asTitle(figures.transport()) + ", " + use.workload(), figures);
        ClaimFigure delay = delay(readings);
        delays.add(delay);
        dollars.add(dollars(readings, figures));
        cpu.add(readings.serverCpu());
        contenders.add(new Contender(figures.transport(), delay, ratios(readings, figures, step)));
      }
      contests.add(new Contest(use.inWords(), use.budget().toNanos(), contenders));
    }
    List<ClaimFigure> others = new ArrayList<>(delays);
    others.addAll(dollars);
    others.addAll(cpu);
    pictures.add(
        new Picture(
            "What a million deliveries cost",
            "In dollars, by the list prices that the rule names, of the server's CPU time and of what"
                + " it sends.",
            dollars));
    pictures.add(
        new Picture(
            "CPU time of a delivered event",
            "Of the server, publishing included, which is the same for all transports.",
            cpu));
    pictures.add(
        new Picture(
            "How late events come",
            "The largest percentile that the rounds tell, to be held against the use's budget.",
            delays));
    return new Conclusions(
        List.of(UseRules.oneForAll(contests, untried.stream().map(Use::workload).toList(), others)),
        pictures);
  }

  /** The largest percentile of the delivery latency that has an interval. */
  private static ClaimFigure delay(Readings readings) {
    for (Percentile percentile : List.of(Percentile.P99, Percentile.P90)) {
      ClaimFigure figure = readings.latency(percentile);
      if (figure.low() != null) {
        return figure;
      }
    }
    return readings.latency(Percentile.P50);
  }

  private static ClaimFigure dollars(Readings readings, TransportFigures figures) {
    OptionalDouble bytes = figures.perDelivered(figures.traffic().receivedBytes());
    Optional<Double> whole =
        bytes.isEmpty()
            ? Optional.empty()
            : figures
                .serverCpuNsPerDelivered()
                .map(cpuNs -> UseRules.dollarsPerMillion(cpuNs, bytes.getAsDouble()));
    return readings.figure(
        "dollars for a million deliveries", Unit.NUMBER, whole, Cost.MONEY.ofRound());
  }

  /** Its cost as a multiple of each other transport's in the same block. */
  private static Map<Cost, Map<String, ClaimFigure>> ratios(
      Readings readings, TransportFigures figures, Measured step) {
    Map<Cost, Map<String, ClaimFigure>> ratios = new EnumMap<>(Cost.class);
    for (Cost cost : Cost.values()) {
      Function<RoundFigures, Optional<Double>> ofRound = cost.ofRound();
      Map<String, ClaimFigure> toOthers = new LinkedHashMap<>();
      for (TransportFigures other : step.figures().values()) {
        if (!other.transport().equals(figures.transport())) {
          toOthers.put(other.transport(), readings.ratioTo(other, cost.inWords(), ofRound));
        }
      }
      ratios.put(cost, toOthers);
    }
    return ratios;
  }
}
