package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.CapacityRules.Limit;
import dev.pushmark.bench.experiment.RateSearch.Bracket;
import dev.pushmark.bench.experiment.RateSearch.Finding;
import dev.pushmark.bench.experiment.RateSearch.Trial;
import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ExperimentRun.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How many deliveries per second each transport carries within a budget of latency. */
final class Capacity implements Experiment {
  private static final String WEBSOCKET = "websocket";
  private static final List<String> RIVALS = List.of("sse", "long-polling");
  private static final List<String> PUSH = List.of("long-polling", "sse", WEBSOCKET);
  private static final List<String> POLLING = List.of("short-polling");

  /** Thousands of subscribers, and enough events for a share of one in a hundred. */
  private static final int ROOMS = 40;

  private static final int FAN_OUT = 50;

  private static final Duration BUDGET = Duration.ofMillis(50);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final double START = 16_000;
  private static final RateSearch QUICK = new RateSearch(START, 4, 500, 512_000, 2, 3);
  private static final RateSearch QUICK_POLLING = new RateSearch(START, 4, 500, 512_000, 2, 2);
  private static final RateSearch FULL = new RateSearch(START, 4, 500, 512_000, 1.2, 7);

  /** Where limits lie on two small cores: only for how long it will take. */
  private static final double LIKELY = 40_000;

  @Override
  public Description description() {
    return new Description(
        "capacity",
        "How many deliveries a second does each transport carry before they are late?",
        List.of(Claim.C3, Claim.C7, Claim.C16));
  }

  @Override
  public boolean seeksLimits() {
    return true;
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (List<String> group : List.of(PUSH, POLLING)) {
      List<Trial> trials = new ArrayList<>();
      OptionalDouble rate = search(group, form).next(trials);
      while (rate.isPresent()) {
        double tried = rate.getAsDouble();
        steps.add(step(steps.size() + 1, tried, group, form));
        trials.add(new Trial(tried, tried < LIKELY ? Finding.WITHIN : Finding.BEYOND));
        rate = search(group, form).next(trials);
      }
    }
    return steps;
  }

  /** Transports that want the same rate are measured beside each other. */
  @Override
  public Optional<Step> next(Form form, List<Measured> measured) throws BadPlanException {
    for (List<String> group : List.of(PUSH, POLLING)) {
      OptionalDouble rate = OptionalDouble.empty();
      List<String> wanting = new ArrayList<>();
      for (String transport : group) {
        OptionalDouble wanted = search(group, form).next(trials(transport, measured));
        if (rate.isEmpty()) {
          rate = wanted;
        }
        if (wanted.isPresent() && wanted.equals(rate)) {
          wanting.add(transport);
        }
      }
      if (rate.isPresent()) {
        return Optional.of(step(measured.size() + 1, rate.getAsDouble(), wanting, form));
      }
    }
    return Optional.empty();
  }

  private static RateSearch search(List<String> transports, Form form) {
    if (!form.quick()) {
      return FULL;
    }
    return transports.equals(POLLING) ? QUICK_POLLING : QUICK;
  }

  private static Step step(int number, double rate, List<String> transports, Form form)
      throws BadPlanException {
    boolean quick = form.quick();
    double published = rate / FAN_OUT;
    Duration measurement =
        quick
            ? lasting(450 / published, Duration.ofMillis(1_500), Duration.ofSeconds(6))
            : lasting(1_500 / published, Duration.ofSeconds(4), Duration.ofSeconds(15));
    return Step.of(
        String.format(Locale.ROOT, "%02d-at-%.0f", number, rate),
        Units.significant(rate, Units.DIGITS)
            + " deliveries a second, "
            + FAN_OUT
            + " of each event"
            + (transports.equals(POLLING) ? ", polled every second" : ""),
        transports,
        new Work(ROOMS, FAN_OUT, rate / FAN_OUT / ROOMS),
        new Extent(quick ? 1 : 2, Duration.ofSeconds(quick ? 1 : 2), measurement),
        transports.equals(POLLING) ? INTERVAL : null,
        form,
        new Overrides().text("/workload/publishVia", "websocket"));
  }

  private static Duration lasting(double seconds, Duration least, Duration most) {
    Duration wanted = Duration.ofMillis(Math.round(seconds * 1_000));
    return wanted.compareTo(least) < 0 ? least : wanted.compareTo(most) > 0 ? most : wanted;
  }

  private static Budget budget(String transport) {
    return new Budget(POLLING.contains(transport) ? BUDGET.plus(INTERVAL) : BUDGET);
  }

  private static List<Trial> trials(String transport, List<Measured> measured) {
    List<Trial> trials = new ArrayList<>();
    for (Measured step : measured) {
      TransportFigures figures = step.figures().get(transport);
      if (figures != null) {
        trials.add(new Trial(rate(step), budget(transport).finding(figures)));
      }
    }
    return trials;
  }

  private static double rate(Measured step) {
    return step.step().plan().workload().deliveriesPerSecond();
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<Limit> push = PUSH.stream().map(transport -> limit(transport, measured)).toList();
    List<Limit> polling = POLLING.stream().map(transport -> limit(transport, measured)).toList();
    List<ClaimFigure> costs = new ArrayList<>();
    List<ClaimFigure> others = new ArrayList<>();
    for (Limit limit : Stream.concat(push.stream(), polling.stream()).toList()) {
      highestWithin(limit, measured)
          .ifPresent(
              step -> {
                Readings readings = near(limit.transport(), step);
                costs.add(readings.serverCpu());
                others.add(readings.serverBusy());
              });
    }
    others.addAll(0, costs);
    List<ClaimFigure> drawn = new ArrayList<>();
    push.forEach(limit -> drawn.add(limit.figure()));
    polling.forEach(limit -> drawn.add(limit.figure()));
    List<Picture> pictures = new ArrayList<>();
    pictures.add(
        new Picture(
            "How much each transport carries",
            "Deliveries per second until one in a hundred is later than "
                + Units.time(BUDGET.toNanos())
                + ", for polling than that and an interval more.",
            drawn));
    if (!costs.isEmpty()) {
      pictures.add(
          new Picture(
              "What a delivery costs near the limit",
              "Server CPU time per delivered event at the highest rate within the budget.",
              costs));
    }
    return new Conclusions(
        List.of(
            CapacityRules.alwaysFaster(push, polling, others),
            CapacityRules.webSocketCarriesMore(
                limit(WEBSOCKET, measured),
                RIVALS.stream().map(transport -> limit(transport, measured)).toList(),
                others),
            CapacityRules.cannotServeThousands(ROOMS * FAN_OUT, push, others)),
        pictures);
  }

  private static Limit limit(String transport, List<Measured> measured) {
    int rounds = 0;
    long published = 0;
    for (Measured step : measured) {
      TransportFigures figures = step.figures().get(transport);
      if (figures != null) {
        rounds += figures.validRounds().size();
        published += figures.counts().published();
      }
    }
    return new Limit(
        transport, budget(transport), Bracket.of(trials(transport, measured)), rounds, published);
  }

  /** The run with the highest rate within the budget; empty if there is none. */
  private static Optional<Measured> highestWithin(Limit limit, List<Measured> measured) {
    Double within = limit.bracket().within();
    return within == null
        ? Optional.empty()
        : measured.stream()
            .filter(step -> step.figures().containsKey(limit.transport()) && rate(step) == within)
            .findFirst();
  }

  private static Readings near(String transport, Measured step) {
    return new Readings(
        TransportName.asTitle(transport)
            + " at "
            + Units.significant(rate(step), Units.DIGITS)
            + " a second",
        step.of(transport));
  }
}
