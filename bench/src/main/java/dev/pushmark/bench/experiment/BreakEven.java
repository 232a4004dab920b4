package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.BreakEvenRules.Spot;
import dev.pushmark.bench.experiment.CostModel.Observed;
import dev.pushmark.bench.experiment.Prices.Weights;
import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun.Layout;
import dev.pushmark.results.model.ExperimentRun.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From which rate of events and for which staleness on polling is cheaper than push. */
public final class BreakEven implements Experiment {
  /** As typed. */
  public static final String NAME = "break-even";

  private static final List<String> ALL =
      List.of(Prices.POLLING, Prices.LONG_POLLING, "sse", Prices.WEBSOCKET);
  private static final List<String> FEW = List.of(Prices.POLLING, Prices.WEBSOCKET);

  /** Its runs that check what was fitted to the others. */
  private static final String CHECK = "check-";

  private static final int ROOMS = 20;
  private static final int FAN_OUT = 30;
  private static final int HELD = 2_000;

  private static final Extent QUICK =
      new Extent(1, Duration.ofMillis(700), Duration.ofMillis(1_500));
  private static final Extent FULL = new Extent(2, Duration.ofSeconds(2), Duration.ofSeconds(4));
  private static final Extent ONCE = new Extent(1, Duration.ofSeconds(2), Duration.ofSeconds(4));

  /** Work whose cost is told apart: polls without events, few events, many. */
  private static final List<Place> FITTED =
      List.of(
          new Place(0, Duration.ofMillis(200)),
          new Place(0, Duration.ofMillis(400)),
          new Place(1, Duration.ofMillis(400)),
          new Place(10, Duration.ofMillis(250)),
          new Place(20, Duration.ofMillis(400)));

  private static final List<Place> CHECKED_QUICKLY =
      List.of(new Place(2, Duration.ofMillis(300)), new Place(5, Duration.ofMillis(800)));
  private static final List<Place> CHECKED =
      List.of(
          new Place(0.5, Duration.ofSeconds(1)),
          new Place(2, Duration.ofMillis(300)),
          new Place(5, Duration.ofSeconds(1)),
          new Place(5, Duration.ofSeconds(4)),
          new Place(15, Duration.ofSeconds(2)));

  private static final List<Duration> STALENESS =
      List.of(
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));

  private static final List<Rate> RATES =
      List.of(
          new Rate("an event in 10 min", 1 / 600.0),
          new Rate("an event a minute", BreakEvenRules.RARE_PER_SECOND),
          new Rate("an event in 10 s", 0.1),
          new Rate("1 event a second", 1),
          new Rate("10 events a second", 10));

  /** A rate of events to each client, and what it is called. */
  private record Rate(String name, double perSecond) {}

  /** Work of a run. */
  private record Place(double eventsPerSecond, Duration interval) {
    String folder(String kind) {
      return String.format(
          Locale.ROOT,
          "%s%s-every-%s",
          kind,
          Units.significant(eventsPerSecond, 2).replace('.', '-'),
          DurationText.format(interval));
    }

    String inWords() {
      return (eventsPerSecond == 0
              ? "no events"
              : Units.significant(eventsPerSecond, 2) + " events a second to each client")
          + ", polled every "
          + DurationText.format(interval);
    }
  }

  @Override
  public Description description() {
    return new Description(
        NAME, "How rare must events be, how late may they come, for polling?", List.of(Claim.C6));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<String> transports = form.quick() ? FEW : ALL;
    List<Step> steps = new ArrayList<>();
    for (Place place : FITTED) {
      boolean another = steps.size() == 1; // push has been measured without events
      steps.add(
          step(
              place.folder("fit-"),
              "To fit costs: " + place.inWords(),
              another ? List.of(Prices.POLLING) : transports,
              new Work(ROOMS, FAN_OUT, place.eventsPerSecond),
              form.quick() ? QUICK : FULL,
              place.interval,
              form));
    }
    if (!form.quick()) {
      steps.add(held(Load.HEARTBEAT, List.of("sse", Prices.WEBSOCKET), form));
      steps.add(held(Load.HOLD, List.of(Prices.LONG_POLLING), form));
    }
    for (Place place : form.quick() ? CHECKED_QUICKLY : CHECKED) {
      steps.add(
          step(
              place.folder(CHECK),
              "A spot check of what was fitted: " + place.inWords(),
              FEW,
              new Work(ROOMS, FAN_OUT, place.eventsPerSecond),
              form.quick() ? QUICK : ONCE,
              place.interval,
              form));
    }
    return steps;
  }

  /** Long enough for exactly one sign of life to each. */
  private static Step held(Duration life, List<String> transports, Form form)
      throws BadPlanException {
    return step(
        "fit-held-" + DurationText.format(life),
        "To fit costs: a sign of life to many to whom nothing is sent",
        transports,
        new Work(1, HELD, 0),
        new Extent(1, Duration.ofSeconds(2), life),
        null,
        form);
  }

  /** Latency is not what is measured: who is late costs the same, and a busy core is no error. */
  private static Step step(
      String folder,
      String done,
      List<String> transports,
      Work work,
      Extent extent,
      @Nullable Duration interval,
      Form form)
      throws BadPlanException {
    Duration late = extent.measurement().dividedBy(20);
    return Step.of(
        folder,
        done,
        transports,
        work,
        extent,
        interval,
        form,
        new Overrides()
            .text("/workload/publishVia", "websocket")
            .duration("/limits/sendDelayP99", late)
            .duration("/limits/receiveLagP99", late)
            .number("/limits/runQueueShare", Double.valueOf(1)));
  }

  /** What each transport costs, fitted to all runs but those that check. */
  public static Prices prices(List<Measured> measured, Weights weights) {
    Map<String, List<Observed>> observed = new LinkedHashMap<>();
    for (Measured step : measured) {
      if (!isCheck(step)) {
        step.figures()
            .forEach(
                (transport, figures) ->
                    observed
                        .computeIfAbsent(transport, none -> new ArrayList<>())
                        .addAll(CostModel.observed(figures)));
      }
    }
    Map<String, CostModel> models = new LinkedHashMap<>();
    observed.forEach(
        (transport, rounds) ->
            CostModel.of(rounds).ifPresent(model -> models.put(transport, model)));
    return new Prices(models, weights);
  }

  private static boolean isCheck(Measured step) {
    return step.step().folder().startsWith(CHECK);
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    Prices prices = prices(measured, Weights.EQUAL);
    BreakEvenFigures figures = new BreakEvenFigures(prices, published(measured));
    List<ClaimFigure> rare = new ArrayList<>();
    List<ClaimFigure> map = new ArrayList<>();
    for (Duration staleness : STALENESS) {
      rare.add(figures.pollingOverPush(staleness));
      RATES.forEach(rate -> map.add(figures.square(staleness, rate.name, rate.perSecond)));
    }
    List<Spot> spots = new ArrayList<>();
    List<PollingRules.Check> theory = new ArrayList<>();
    measured.stream()
        .filter(BreakEven::isCheck)
        .forEach(
            step -> {
              spots.add(figures.spot(step));
              theory.addAll(BreakEvenFigures.theory(step));
            });
    List<ClaimFigure> costs = new ArrayList<>();
    prices.models().forEach((transport, model) -> costs.addAll(figures.costs(transport, model)));
    List<ClaimFigure> drawn = new ArrayList<>();
    spots.forEach(spot -> drawn.addAll(List.of(spot.measured(), spot.predicted())));
    return new Conclusions(
        List.of(BreakEvenRules.pollingIsEnough(rare, spots, theory, costs)),
        List.of(
            new Picture(
                "Which transport is the cheapest",
                "For each rate of events to a client and each staleness that may be on average: the"
                    + " cheapest transport, and how many times as much the cheapest of the other kind"
                    + " costs, polling or push, with the interval of that. A second of CPU time weighs"
                    + " as much as a megabyte. An interval that holds 1 × tells no difference.",
                map,
                Layout.GRID),
            new Picture(
                "Spot checks",
                "What polling costs as a multiple of WebSocket: measured by itself, and by the model"
                    + " that was fitted to other runs.",
                drawn)));
  }

  private static long published(List<Measured> measured) {
    return measured.stream()
        .filter(step -> !isCheck(step))
        .flatMap(step -> step.figures().values().stream())
        .mapToLong(figures -> figures.counts().published())
        .sum();
  }
}
